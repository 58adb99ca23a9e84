"""What need not be kept: holds long expired, wishes for sessions that are over."""

from datetime import datetime, timedelta

from django.db import transaction

from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.queue.models import Hold, Watch

_HOLDS_KEPT = timedelta(hours=1)
_WATCHES_KEPT = timedelta(days=1)


@transaction.atomic
def purge(*, by: Actor, at: datetime) -> int:
    """Delete them; returns how many. An expired hold counts for nothing long before."""
    holds, _ = Hold.objects.filter(expires_at__lt=at - _HOLDS_KEPT).delete()
    watches, _ = Watch.objects.filter(session__ends_at__lt=at - _WATCHES_KEPT).delete()
    if holds or watches:
        counts: dict[str, object] = {"holds": holds, "watches": watches}
        audit.record(audit.Entry(by, "queue.purge", "holds", counts), at=at)
    return holds + watches
