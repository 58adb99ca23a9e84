from datetime import datetime

from titian.helpdesk.services.losing import note_lost_code
from titian.notifications.events import MessageFailed
from titian.platform.outbox.services import subscribe


@subscribe(MessageFailed, name="helpdesk.lost_code")
def lost_code(event: MessageFailed, *, at: datetime) -> None:
    note_lost_code(
        message_id=event.message_id, recipient_ref=event.recipient_ref, key=event.key, at=at
    )
