from datetime import datetime

from titian.assistant import services as assistant
from titian.notifications.events import MessageReceived
from titian.platform.outbox.services import subscribe


@subscribe(MessageReceived, name="assistant.answer_heard")
def answer_heard(event: MessageReceived, *, at: datetime) -> None:
    assistant.answer_heard(heard_id=event.heard_id, at=at)
