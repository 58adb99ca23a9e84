"""Who is on record under a number: for the front door, before anybody is signed in."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from titian.kernel.actors import Actor
from titian.members.models import Family, Person
from titian.members.selectors.rows import standing_from, standing_rows
from titian.members.types import Standing, Status
from titian.platform.db.sealing import blind_index

_GONE = (Status.MENINGGAL, Status.DUPLIKAT)


def match(nik: str, birth_date: date) -> int | None:
    """The living person with this NIK and birth date, by the index of NIKs; one statement."""
    found = Person.objects.filter(nik_index=blind_index("nik", nik), birth_date=birth_date)
    return found.exclude(status__in=_GONE).values_list("id", flat=True).first()


def find_status(nik: str, birth_date: date, *, viewer: Actor, on: date) -> Standing | None:
    """The standing behind a NIK and birth date, the deceased included; one statement.

    For the status check without signing in, which tells only whether it is active.
    """
    rows = standing_rows(Q(nik_index=blind_index("nik", nik), birth_date=birth_date))
    row = rows.first()
    return None if row is None else standing_from(row, viewer=viewer, on=on)


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
