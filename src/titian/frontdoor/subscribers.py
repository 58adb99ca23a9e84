from datetime import datetime

from titian.frontdoor import services as frontdoor
from titian.frontdoor.events import CodeRequested
from titian.members.events import NumberChanged
from titian.platform.outbox.services import subscribe


@subscribe(CodeRequested, name="frontdoor.send_code")
def send_code(event: CodeRequested, *, at: datetime) -> None:
    frontdoor.send_code(
        pending_id=event.pending_id, number=event.number, channel=event.channel, at=at
    )


@subscribe(NumberChanged, name="frontdoor.forget_sign_ins")
def forget_sign_ins(event: NumberChanged, *, at: datetime) -> None:
    until = min(event.changed_at, at)
    frontdoor.forget_sign_ins(person_id=event.person_id, until=until)
