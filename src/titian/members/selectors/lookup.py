"""How staff find people: a number in hand opens one record, a name gives a masked list."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from titian.kernel.actors import Actor
from titian.kernel.identifiers import digits, masked
from titian.kernel.periods import day_of
from titian.kernel.text import folded, masked_name
from titian.members.errors import IdentifierNotReadable, PersonOutOfReach, PersonUnknown
from titian.members.models import Person
from titian.members.selectors.reach import reach, require_looking_role
from titian.members.selectors.rows import WIDTH, Row, standing_from, standing_rows
from titian.members.types import NamedOnly, Opened, Sex, Standing, Status
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index

_WORDS = 4
_LETTERS = 3
RELATIVES = 30
IN_ORDER = ("name_key", "birth_date", "id")
MASKED = ("id", "full_name", "birth_date", "sex", "status", "facility__name")


def find_by_identifier(text: str, *, viewer: Actor, at: datetime) -> Standing:
    """The person with this NIK or card number; the look is recorded in the same statement."""
    return open_record(text, viewer=viewer, at=at).standing


def open_record(text: str, *, viewer: Actor, at: datetime) -> Opened:
    """The record behind a NIK or card number in hand, wherever the person is registered.

    Raises `IdentifierNotReadable`, `PersonUnknown`, or `LookNotAllowed` by role.
    """
    require_looking_role(viewer)
    column, value = identified(text)
    found = _opened(Q(**{column: value}), viewer=viewer, at=at)
    if found is None:
        raise PersonUnknown
    return found


def open_person(person_id: int, *, viewer: Actor, at: datetime) -> Opened:
    """The record of somebody chosen from a list, within the viewer's facilities and regions."""
    require_looking_role(viewer)
    found = _opened(Q(pk=person_id) & reach(viewer), viewer=viewer, at=at)
    if found is None:
        raise PersonOutOfReach
    return found


def open_in_person(person_id: int, *, viewer: Actor, at: datetime) -> Opened:
    """The record of who stands at the viewer's counter, wherever they are registered."""
    require_looking_role(viewer)
    found = _opened(Q(pk=person_id), viewer=viewer, at=at)
    if found is None:
        raise PersonOutOfReach
    return found


def people_named(
    text: str, *, viewer: Actor, limit: int = 10, born: date | None = None
) -> list[NamedOnly]:
    """People within the viewer's facilities and regions whose name has these word beginnings, and
    who were born that very day if one is given.
    """
    require_looking_role(viewer)
    words = folded(text[:200]).split()[:_WORDS]
    if sum(map(len, words)) < _LETTERS:
        raise IdentifierNotReadable
    named = reach(viewer) & (Q(birth_date=born) if born else Q())
    for word in words:
        named &= Q(name_key__startswith=word) | Q(name_key__contains=f" {word}")
    return _masked(named, limit)


def relatives(of: Standing, *, viewer: Actor) -> list[NamedOnly]:
    """The other people on the same family card, masked until opened."""
    require_looking_role(viewer)
    return _masked(Q(family=of.family_id) & ~Q(pk=of.person_id), limit=RELATIVES)


def standings_of(person_ids: Collection[int], *, viewer: Actor, on: date) -> dict[int, Standing]:
    """Standings of many, for staff and processes that already hold them on a list of theirs.

    Not a look at a person: whoever shows them masks names and numbers.
    """
    require_looking_role(viewer)
    rows = standing_rows(Q(pk__in=list(person_ids)))
    return {row[0]: standing_from(row, viewer=viewer, on=on) for row in rows}


def _opened(condition: Q, *, viewer: Actor, at: datetime) -> Opened | None:
    rows = standing_rows(condition, "nik_sealed", "card_sealed")
    found = audit.look(rows, by=viewer, action="members.looked", kind="person", at=at)
    if not found:
        return None
    return opened_from(found[0], viewer=viewer, on=day_of(at))


def opened_from(row: Row, *, viewer: Actor, on: date) -> Opened:
    """A record, of a row with NIK and card number after its standing."""
    whose = standing_from(row, viewer=viewer, on=on)
    nik, card = row[WIDTH], row[WIDTH + 1]
    return Opened(whose, nik_masked=masked(nik or "", 4, 2), card_number=card)


def identified(text: str) -> tuple[str, bytes]:
    """The column that a number is found in, and how; spaces, dots and dashes do not matter."""
    number = digits(text[:200])
    if len(number) == 16:
        return "nik_index", blind_index("nik", number)
    if len(number) == 13:
        return "card_index", blind_index("card", number)
    raise IdentifierNotReadable


def _masked(condition: Q, limit: int) -> list[NamedOnly]:
    people = Person.objects.filter(condition).order_by(*IN_ORDER).values_list(*MASKED)[:limit]
    return [masked_from(row) for row in people]


def masked_from(row: Sequence[Any]) -> NamedOnly:
    pk, name, born, sex, status, facility = row
    return NamedOnly(pk, masked_name(name), born.year, Sex(sex), Status(status), facility or "")
