from datetime import datetime

from titian.frontdoor import services as frontdoor
from titian.frontdoor.events import CodeRequested
from titian.platform.outbox.services import subscribe


@subscribe(CodeRequested, name="frontdoor.send_code")
def send_code(event: CodeRequested, *, at: datetime) -> None:
    frontdoor.send_code(
        pending_id=event.pending_id, number=event.number, channel=event.channel, at=at
    )
