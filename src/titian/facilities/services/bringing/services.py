"""Services of facilities from a file."""

from collections import defaultdict
from collections.abc import Sequence
from string import ascii_uppercase

from titian.facilities.models import Facility, Service
from titian.facilities.rules.bringing import brings_plans_of
from titian.facilities.types import ServiceRow
from titian.kernel.actors import Actor
from titian.kernel.verdicts import CHANGED, NEW, SAME, Verdict
from titian.platform.db.transactions import require_transaction

_LETTERS = (*ascii_uppercase, *(a + b for a in ascii_uppercase for b in ascii_uppercase))
_Known = dict[str, Service]


def bring_services(*, rows: Sequence[ServiceRow], by: Actor, apply: bool = True) -> list[Verdict]:
    """By facility and code. Without a letter the one that stands stays, or the first free one is
    given. Faults: `facility_unknown`, `outside`, `letter_taken`.
    """
    require_transaction()
    places = locked_places({row.facility_code for row in rows})
    known: dict[int, _Known] = defaultdict(dict)
    for one in Service.objects.filter(facility__in=places.values()):
        known[one.facility_id][one.code] = one

    verdicts: list[Verdict] = []
    new: list[Service] = []
    changed: list[Service] = []
    for row in rows:
        place = places.get(row.facility_code)
        verdict = place_fault(place, by) or _judged(row, known[place.pk])  # type: ignore[union-attr]  # a fault when None
        verdicts.append(verdict)
        if place is not None and verdict in (NEW, CHANGED):
            one = _filled(row, place, known[place.pk])
            (new if verdict is NEW else changed).append(one)

    if apply:
        Service.objects.bulk_create(new)
        Service.objects.bulk_update(changed, ["name", "letter"], batch_size=500)
    return verdicts


def locked_places(codes: set[str]) -> dict[str, Facility]:
    """The facilities by code, locked in the order of their ids: what they own changes one at a
    time.
    """
    rows = Facility.objects.select_for_update(of=("self",)).filter(code__in=codes).order_by("pk")
    return {one.code: one for one in rows}


def place_fault(place: Facility | None, by: Actor) -> Verdict | None:
    """Why no row about this place can be taken from this actor."""
    if place is None:
        return Verdict.broken("facility_unknown")
    if not brings_plans_of(by, place.code, place.regency_id):
        return Verdict.broken("outside")
    return None


def _judged(row: ServiceRow, known: _Known) -> Verdict:
    one = known.get(row.code)
    letter = row.letter or (one.letter if one else "")
    if letter and any(o.letter == letter and o.code != row.code for o in known.values()):
        return Verdict.broken("letter_taken")
    if one is None:
        return NEW
    return SAME if (one.name, one.letter) == (row.name, letter) else CHANGED


def _filled(row: ServiceRow, place: Facility, known: _Known) -> Service:
    one = known.setdefault(row.code, Service(facility=place, code=row.code, letter=""))
    taken = {other.letter for other in known.values()}
    one.name = row.name
    one.letter = row.letter or one.letter or next(x for x in _LETTERS if x not in taken)
    return one
