"""Who is on record under a number: for the front door, before anybody is signed in."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Q

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.identifiers import is_card_number
from titian.kernel.periods import day_of
from titian.kernel.text import folded
from titian.members.models import Family, Person
from titian.members.selectors.rows import WIDTH, standing_from, standing_rows
from titian.members.types import Standing, Status
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index

_GONE = (Status.MENINGGAL, Status.DUPLIKAT)


def match(number: str, birth_date: date) -> int | None:
    """The living person with this NIK or card number and birth date; one statement by its index."""
    found = Person.objects.filter(_numbered(number), birth_date=birth_date)
    return found.exclude(status__in=_GONE).values_list("id", flat=True).first()


def people_of_niks(born: Mapping[str, date], *, viewer: Actor, at: datetime) -> dict[str, Standing]:
    """Who of these is on record, by NIK: for who writes down an application, to tell them no more
    than that somebody is covered. One statement, a look at each.

    Staff see the family card and the person before them; who types from home must know the
    birth date too.
    """
    sees_papers = viewer.kind in (ActorKind.STAFF, ActorKind.SYSTEM)
    indexes = {blind_index("nik", nik): nik for nik in born}
    if not indexes:
        return {}
    alive = Q(nik_index__in=list(indexes)) & ~Q(status__in=_GONE)
    rows = standing_rows(alive, "nik_index")
    if not sees_papers:
        rows = rows.filter(_any(Q(nik_index=i, birth_date=born[n]) for i, n in indexes.items()))
    found = audit.look(rows, by=viewer, action="members.looked", kind="person", at=at)
    by_rule = Actor.system("members.registry")
    return {
        indexes[bytes(row[WIDTH])]: standing_from(row, viewer=by_rule, on=day_of(at))
        for row in found
    }


def people_called(
    named: Mapping[int, tuple[str, date]], *, card: str, viewer: Actor, at: datetime
) -> dict[int, Standing]:
    """Who of a family card is called and born so, under the keys given: for who has a NIK put
    right. Two of the same name and day are nobody. One statement, a look at each.
    """
    if not named:
        return {}
    keys = {(folded(name)[:120], born): key for key, (name, born) in named.items()}
    on_card = Q(family__kk_index=blind_index("kk", card)) & ~Q(status__in=_GONE)
    so = _any(Q(name_key=name, birth_date=born) for name, born in keys)
    rows = standing_rows(on_card & so, "name_key")
    found = audit.look(rows, by=viewer, action="members.looked", kind="person", at=at)
    by_rule = Actor.system("members.registry")
    said = [(row[WIDTH], standing_from(row, viewer=by_rule, on=day_of(at))) for row in found]
    names = [name for name, _ in said]
    return {
        keys[name, one.birth_date]: one
        for name, one in said
        if names.count(name) == 1 and (name, one.birth_date) in keys
    }


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def find_status(number: str, birth_date: date, *, viewer: Actor, on: date) -> Standing | None:
    """The standing behind a NIK or card number and birth date, the deceased included.

    For the status check without signing in, which tells only whether it is active.
    """
    rows = standing_rows(_numbered(number) & Q(birth_date=birth_date))
    row = rows.first()
    return None if row is None else standing_from(row, viewer=viewer, on=on)


def _numbered(number: str) -> Q:
    if is_card_number(number):
        return Q(card_index=blind_index("card", number))
    return Q(nik_index=blind_index("nik", number))


def families_on_record(kk_numbers: Iterable[str]) -> set[str]:
    """Which of these family cards are on record; for loaders that may run again."""
    indexes = {blind_index("kk", number): number for number in kk_numbers}
    found = Family.objects.filter(kk_index__in=list(indexes)).values_list("kk_index", flat=True)
    return {indexes[bytes(index)] for index in found}


def cards_on_record(card_numbers: Iterable[str]) -> set[str]:
    """Which of these card numbers are on record; for loaders that may run again."""
    indexes = {blind_index("card", number): number for number in card_numbers}
    found = Person.objects.filter(card_index__in=list(indexes))
    return {indexes[bytes(index)] for index in found.values_list("card_index", flat=True)}
