"""Our side of a list of those a city pays for: who is on record, and who ought to be on it."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from titian.kernel.actors import Actor, ActorKind
from titian.members.errors import LookNotAllowed, PersonUnknown
from titian.members.models import Person
from titian.members.selectors.rows import Row
from titian.members.types import CityRecord, Relation, Segment, Sex, Status
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index

_COLUMNS = (
    "id", "nik_sealed", "full_name", "birth_date", "sex", "relation", "status", "status_since",
    "segment", "died_on", "family__village_id", "family__village__name", "family__kk_sealed",
    "family__address_sealed", "family__head__full_name", "facility__code",
)  # fmt: skip
_LOOKED = "members.looked"


def records_of_niks(niks: Collection[str], *, viewer: Actor) -> dict[str, CityRecord]:
    """By NIK, the dead and the merged too: for a rule that compares, never for a person to read.

    The caller writes down how many were compared. Raises LookNotAllowed for all but rules.
    """
    _require_rule(viewer)
    indexes = [blind_index("nik", nik) for nik in niks]
    found = [_record(row) for row in _rows().filter(nik_index__in=indexes)]
    return {one.nik: one for one in found}


def people_paid_by(city: str, *, after: int, limit: int, viewer: Actor) -> list[CityRecord]:
    """The next active people of the city's villages whom it pays for, by id. As above."""
    _require_rule(viewer)
    paid = _rows().filter(
        pk__gt=after,
        segment=Segment.PBPU_PEMDA,
        status=Status.AKTIF,
        family__village__code__startswith=f"{city}.",
    )
    return [_record(row) for row in paid.order_by("pk")[:limit]]


def city_record(person_id: int, *, viewer: Actor, at: datetime) -> CityRecord:
    """One of them, for an officer whose case it is, which the caller has asked; the look is
    recorded. Raises PersonUnknown.
    """
    rows = _rows().filter(pk=person_id)
    found = audit.look(rows, by=viewer, action=_LOOKED, kind="person", at=at)
    if not found:
        raise PersonUnknown
    return _record(found[0])


def _require_rule(viewer: Actor) -> None:
    if viewer.kind is not ActorKind.SYSTEM:
        raise LookNotAllowed


def _rows() -> "QuerySet[Person, Row]":
    return Person.objects.values_list(*_COLUMNS)


def _record(row: Row) -> CityRecord:
    return CityRecord(
        person_id=row[0],
        nik=row[1] or "",
        full_name=row[2],
        birth_date=row[3],
        sex=Sex(row[4]),
        relation=Relation(row[5]),
        status=Status(row[6]),
        since=row[7],
        segment=Segment(row[8]),
        died_on=row[9],
        village_code=row[10] or "",
        village_name=row[11] or "",
        kk_number=row[12],
        address=row[13] or "",
        head_name=row[14],
        facility_code=row[15] or "",
    )
