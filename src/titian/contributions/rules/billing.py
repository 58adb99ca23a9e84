"""What a month asks of many families, decided from counts (domain-rules §2.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from titian.contributions.rules.days import past_months
from titian.contributions.rules.owing import OWING, DueDay
from titian.contributions.rules.parameters import Parameters
from titian.contributions.rules.tariffs import (
    SELF_PAYING,
    STATE_PAID,
    monthly_line,
    tariff,
    veteran_tariff,
)
from titian.contributions.types import DueLine
from titian.members.types import PayerGroup, Segment, Status, WardClass


@dataclass(frozen=True, slots=True)
class Asked:
    """How many of a family pay for themselves, and for how many the state pays: as for the poor,
    or as for veterans.
    """

    family_id: int
    owing: int
    ward: WardClass
    by_state: int
    months_in_arrears: int
    veterans: int = 0


def asked_of(groups: Iterable[PayerGroup]) -> list[Asked]:
    """One record a family that owes anything; the groups come in the order of families."""
    found = []
    for family_id, alike in groupby(groups, key=attrgetter("family_id")):
        of_family = list(alike)
        owing = [one for one in of_family if one.segment in SELF_PAYING and one.status in OWING]
        active = [one for one in of_family if one.status is Status.AKTIF]
        veterans = sum(one.people for one in active if one.segment is Segment.VETERAN)
        by_state = sum(one.people for one in active if one.segment in STATE_PAID) - veterans
        if owing or by_state or veterans:
            ward = owing[0].ward_class if owing else WardClass.THIRD
            people = sum(one.people for one in owing)
            months = of_family[0].months_in_arrears
            found.append(Asked(family_id, people, ward, by_state, months, veterans))
    return found


class Biller:
    """The lines of a month and of the months before, each reckoned once for a class and size."""

    def __init__(self, month: date, parameters: Parameters, due_day: DueDay) -> None:
        self.month = month
        self._parameters = parameters
        self._due_day = due_day
        self._lines: dict[tuple[int, WardClass, date], DueLine] = {}
        self._due_days: dict[date, date] = {}
        self._of_the_poor = tariff(Segment.PBI_JK, WardClass.THIRD, month, parameters).full

    def by_state(self, asked: Asked) -> int:
        """What the state pays for a family's month."""
        of_veterans = 0
        if asked.veterans:
            of_veterans = asked.veterans * veteran_tariff(self.month, self._parameters)
        return asked.by_state * self._of_the_poor + of_veterans

    def current(self, asked: Asked) -> DueLine:
        return self._line(asked, self.month)

    def past(self, asked: Asked) -> list[DueLine]:
        """The months that were unpaid before the family had an account here."""
        return [self._line(asked, one) for one in past_months(self.month, asked.months_in_arrears)]

    def _line(self, asked: Asked, month: date) -> DueLine:
        key = (asked.owing, asked.ward, month)
        if key not in self._lines:
            self._lines[key] = monthly_line(
                people=asked.owing, ward=asked.ward, month=month, due_on=self._due_on(month),
                parameters=self._parameters,
            )  # fmt: skip
        return self._lines[key]

    def _due_on(self, month: date) -> date:
        if month not in self._due_days:
            self._due_days[month] = self._due_day(month)
        return self._due_days[month]
