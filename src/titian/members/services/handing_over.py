"""An officer leaves: the requests they took up are free for their colleagues again."""

from datetime import datetime

from titian.kernel.actors import Actor
from titian.members.models import ChangeRequest
from titian.platform.audit import services as audit
from titian.platform.db.transactions import require_transaction


def hand_over(ref: str, *, by: Actor, at: datetime) -> int:
    """Needs the caller's transaction. The clocks of the requests run on."""
    require_transaction()
    held = ChangeRequest.objects.filter(claimed_by=ref, ended_at__isnull=True)
    freed = held.update(claimed_by="", claimed_at=None)
    if freed:
        audit.record(audit.Entry(by, "members.handed_over", ref, {"requests": freed}), at=at)
    return freed
