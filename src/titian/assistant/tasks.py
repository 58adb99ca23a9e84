"""What the assistant does outside the delivery of a message: whatever asks somebody outside."""

from titian.assistant import services as assistant
from titian.assistant.services import hearing
from titian.kernel import clock
from titian.platform.jobs.services import task


@task(hearing.IN_DOUBT)
def answer_in_doubt(heard_id: int) -> None:
    assistant.answer_in_doubt(heard_id=heard_id, at=clock.now())
