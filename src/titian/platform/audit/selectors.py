from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from titian.platform.audit.models import AuditEntry
from titian.platform.db.personal import Holding, Kept, Whose

_PROCESSES = "system:"


@dataclass(frozen=True, slots=True)
class Trace:
    """One entry as it may be told onward: who acted by reference only."""

    entry_id: int
    at: datetime
    actor: str
    action: str


def entries_about(target: str, *, limit: int = 100) -> list[AuditEntry]:
    """The latest entries about one target, newest first."""
    return list(AuditEntry.objects.filter(target=target).order_by("-at", "-id")[:limit])


def acts_of_others(
    target: str, *, own: tuple[str, ...], before: tuple[datetime, int] | None, limit: int
) -> list[Trace]:
    """What people other than these accounts did with one target, newest first.

    `before` is the moment and id of the last one of the page before.
    """
    rows = AuditEntry.objects.filter(target=target).exclude(actor__in=own)
    rows = rows.exclude(actor__startswith=_PROCESSES)
    if before is not None:
        at, entry_id = before
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=entry_id))
    found = rows.order_by("-at", "-id").values_list("id", "at", "actor", "action")[:limit]
    return [Trace(*row) for row in found]


def _about(whose: Whose) -> Q:
    return Q(target__in=(*whose.refs, f"family:{whose.family_id}")) | Q(actor__in=whose.refs)


HELD = (Holding(AuditEntry, _about, Kept.TRAIL),)


def entries_by(
    actors: Collection[str], *, about: Collection[str], limit: int = 100
) -> list[AuditEntry]:
    """The latest that any of these did with any of these targets, newest first."""
    found = AuditEntry.objects.filter(actor__in=list(actors), target__in=list(about))
    return list(found.order_by("-at", "-id")[:limit])
