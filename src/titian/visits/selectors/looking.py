"""A look at somebody's care is written down, in the same statement as it is found."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor, ActorKind
from titian.platform.audit import services as audit
from titian.visits.models import EligibilityLetter, Visit

LOOKED = "visits.looked"
_AT_WORK = (ActorKind.STAFF, ActorKind.BRIDGE)


def works_at(viewer: Actor, facility_id: int) -> bool:
    """Our own processes, and who writes care down at this facility."""
    if viewer.kind is ActorKind.SYSTEM:
        return True
    return viewer.kind in _AT_WORK and facilities_read.records_care(viewer, facility_id)


def find_own(rows: "QuerySet[Visit] | QuerySet[EligibilityLetter]", viewer: Actor) -> int | None:
    """The id of the row if it is the viewer's to see: nobody learns that another's exists."""
    found = rows.values_list("pk", "facility_id").first()
    return found[0] if found and works_at(viewer, found[1]) else None


def note_look(person_id: int, *, by: Actor, at: datetime) -> None:
    """Somebody at work, or a relative by leave, reads a person's care."""
    if by.kind is ActorKind.SYSTEM:
        return
    whose: QuerySet[Any, Any] = Visit.objects.filter(Q(person=person_id)).values_list("person_id")
    audit.look(whose[:1], by=by, action=LOOKED, kind="person", at=at)
