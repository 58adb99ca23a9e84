"""Who sees a paper: the person, a head of family or helper as far as they see the person; the
staff and the system of the facility that wrote it and of the one it leads to.
"""

from datetime import datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.errors import ConsentMissing
from titian.members.types import Standing
from titian.platform.audit import services as audit

_MEMBERS = (ActorKind.MEMBER, ActorKind.VISITOR)
_NOTHING = Q(pk__in=())
_Paper = TypeVar("_Paper", bound=Model)


def person_seen(person_id: int, *, viewer: Actor, at: datetime) -> Standing:
    """The person, for a member who sees all of them. Raises PersonOutOfReach, ConsentMissing."""
    whose = members_read.standing(person_id, viewer=viewer, on=day_of(at))
    if not whose.is_full:
        raise ConsentMissing(name=whose.full_name)
    return whose


def is_member(viewer: Actor) -> bool:
    return viewer.kind in _MEMBERS


def is_writer(facility_id: int, viewer: Actor) -> bool:
    """Whether the viewer writes and takes back papers of the facility."""
    return facilities_read.records_care(viewer, facility_id)


def of_referrals(viewer: Actor) -> Q:
    """Written by or leading to the viewer's facilities; one that leads anywhere leads to each."""
    codes = facilities_read.care_codes(viewer)
    if codes is None:
        return Q()
    if not codes:
        return _NOTHING
    here = Q(from_facility__code__in=codes) | Q(to_facility__code__in=codes)
    return here | Q(to_facility__isnull=True)


def of_letters(viewer: Actor) -> Q:
    """Written by the viewer's facilities."""
    codes = facilities_read.care_codes(viewer)
    return Q() if codes is None else Q(facility__code__in=codes)


def looked_at(
    rows: "QuerySet[_Paper]", *, viewer: Actor, at: datetime, whole: "QuerySet[_Paper]"
) -> "list[_Paper]":
    """The papers of `rows`, read as `whole` reads them; a look at their people is recorded."""
    if viewer.kind is ActorKind.SYSTEM or is_member(viewer):
        return list(whole.filter(pk__in=rows.values("pk")))
    seen = audit.look(
        rows.order_by().values_list("person_id", "pk"),
        by=viewer,
        action="referrals.looked",
        kind="person",
        at=at,
    )
    return list(whole.filter(pk__in=[pk for _, pk in seen]))
