"""The one query shape from which every standing is made."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.clock import JAKARTA
from titian.members.models import Consent, Person
from titian.members.rules import is_adult
from titian.members.selectors.reach import subject_of
from titian.members.types import Relation, Segment, Sex, Standing, Status, WardClass

_COLUMNS = (
    "id",
    "full_name",
    "birth_date",
    "sex",
    "status",
    "status_since",
    "segment",
    "ward_class",
    "facility_id",
    "family_id",
    "family__head_id",
    "relation",
    "facility__code",
    "facility__name",
    "facility__timezone",
    "family__months_in_arrears",
    "family__village_id",
    "facility__regency_id",
    "consented",
)
WIDTH = len(_COLUMNS)
FAMILY_HEAD = _COLUMNS.index("family__head_id")

Row = tuple[Any, ...]


def standing_rows(condition: Q, *more: str) -> "QuerySet[Person, Row]":
    """Rows of standings, with further columns after them."""
    alive = Consent.objects.filter(person=OuterRef("pk"), withdrawn_at__isnull=True)
    people = Person.objects.filter(condition).annotate(consented=Exists(alive))
    return people.values_list(*_COLUMNS, *more)


def standing_from(row: Row, *, viewer: Actor, on: date) -> Standing:
    """The standing as far as the viewer may see it on that day."""
    is_full = _sees_all(row, viewer, on)
    return Standing(
        person_id=row[0],
        full_name=row[1],
        birth_date=row[2],
        sex=Sex(row[3]),
        status=Status(row[4]),
        status_since=row[5],
        segment=Segment(row[6]) if is_full else None,
        ward_class=WardClass(row[7]) if is_full else None,
        facility_id=row[8],
        family_id=row[9],
        family_head=row[10],
        relation=Relation(row[11]),
        facility_code=row[12] or "",
        facility_name=row[13] or "",
        timezone=row[14] or JAKARTA.key,
        months_in_arrears=row[15],
        region=row[16] or row[17] or "",
        is_full=is_full,
    )


def _sees_all(row: Row, viewer: Actor, on: date) -> bool:
    """A head sees children wholly, adults once they consent; everybody sees themselves, and a
    helper whom the person chose sees them: a head is never made a helper on the own card.
    """
    subject = subject_of(viewer)
    if viewer.kind is not ActorKind.MEMBER or subject == row[0] or subject != row[10]:
        return True
    return bool(row[WIDTH - 1]) or not is_adult(row[2], on)
