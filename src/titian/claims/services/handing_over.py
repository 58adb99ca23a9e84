"""A verifier leaves: the claims before them are free for their colleagues again."""

from datetime import datetime

from titian.claims.models import Claim
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.transactions import require_transaction


def hand_over(ref: str, *, by: Actor, at: datetime) -> int:
    """Needs the caller's transaction. The clocks of the claims run on."""
    require_transaction()
    freed = Claim.objects.filter(held_by=ref).update(held_by="", held_at=None)
    if freed:
        audit.record(audit.Entry(by, "claims.handed_over", ref, {"claims": freed}), at=at)
    return freed
