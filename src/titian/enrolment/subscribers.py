from datetime import datetime

from titian.enrolment import services as enrolment
from titian.notifications.events import MessageReceived
from titian.platform.outbox.services import subscribe


@subscribe(MessageReceived, name="enrolment.answer_where")
def answer_where(event: MessageReceived, *, at: datetime) -> None:
    enrolment.answer_where(heard_id=event.heard_id, at=at)
