"""Numbers of invented people: no two alike, and none that a real person can have.

The number of a person (0, 1, 2 …) is scattered over (day, month, year modulo 3) × (serial), so
that a NIK is unique whatever region and year are chosen for it. The district part is 00.
"""

from dataclasses import dataclass
from datetime import date

_SERIALS = 9_990
_BIRTHDAYS = 1_000  # of 28 days × 12 months × 3 years
MOST_PEOPLE = _SERIALS * _BIRTHDAYS  # as many as there are sample cards
_SCATTER = 7_368_787  # prime, so that every number is met once
_FIRST_CARD = 10_000  # below it are the named people


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the number of a person fixes: the birthday, the year modulo 3, the serial."""

    day: int
    month: int
    year_rest: int
    serial: int

    def year_near(self, year: int) -> int:
        """The latest year not after the wanted one that this number allows."""
        return year - (year - self.year_rest) % 3

    def born_near(self, year: int, *, latest: date) -> date:
        born = date(self.year_near(year), self.month, self.day)
        return born if born <= latest else born.replace(year=born.year - 3)

    def nik(self, regency: str, born: date, *, is_female: bool) -> str:
        day = born.day + 40 if is_female else born.day
        return f"{regency[:2]}{regency[3:5]}00{day:02}{born:%m%y}{self.serial:04}"

    def kk(self, regency: str, year: int) -> str:
        issued = date(self.year_near(year), self.month, self.day)
        return f"{regency[:2]}{regency[3:5]}00{issued:%d%m%y}{self.serial:04}"


def numbers_of(person: int) -> Numbers:
    scattered = person * _SCATTER % MOST_PEOPLE
    birthday, serial = divmod(scattered, _SERIALS)
    year_rest, place = divmod(birthday, 28 * 12)
    month, day = divmod(place, 28)
    return Numbers(day + 1, month + 1, year_rest, serial + 1)


def card_number(person: int) -> str:
    return f"000999{(person + _FIRST_CARD) % 10**7:07}"


def telephone(person: int) -> str:
    """A number of a range that is given to nobody (0800-0…)."""
    return f"62800{person:08}"
