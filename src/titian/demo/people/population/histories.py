"""Who pays for a family, and what may have happened to each of its people since."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from titian.members.types import Change, Happening, Segment, WardClass

_SEGMENTS = (
    Segment.PBI_JK,
    Segment.PBPU_PEMDA,
    Segment.PPU_BU,
    Segment.PBPU,
    Segment.PPU_PN,
    Segment.BP,
)
_SEGMENT_WEIGHTS = (35, 17, 20, 17, 7, 4)
_CLASSES = (WardClass.FIRST, WardClass.SECOND, WardClass.THIRD)
_CLASS_WEIGHTS = {
    Segment.PBI_JK: (0, 0, 1),
    Segment.PBPU_PEMDA: (0, 0, 1),
    Segment.PPU_BU: (35, 65, 0),
    Segment.PPU_PN: (60, 40, 0),
    Segment.PBPU: (12, 18, 70),
    Segment.BP: (40, 35, 25),
}
# What has become of the family's membership, and how often, by segment.
_LEFT = {
    Segment.PBI_JK: 0.05,
    Segment.PBPU_PEMDA: 0.02,
    Segment.PPU_BU: 0.05,
    Segment.PPU_PN: 0.01,
    Segment.BP: 0.02,
}
_IN_ARREARS = {Segment.PBPU: 0.32, Segment.BP: 0.06}
_NOT_YET_PAID = {Segment.PBPU: 0.02}
_WAIT = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who pays for the family, since when, and what has become of it."""

    segment: Segment
    ward_class: WardClass
    since: date
    turn: Change | None = None
    turned_on: date | None = None
    months_in_arrears: int = 0


def coverage_for(random: Random, latest: date) -> Coverage:
    segment = random.choices(_SEGMENTS, _SEGMENT_WEIGHTS)[0]
    ward = random.choices(_CLASSES, _CLASS_WEIGHTS[segment])[0]
    since = date(random.randint(2014, 2023), random.randint(1, 12), 1)
    dice = random.random()
    if dice < _IN_ARREARS.get(segment, 0):
        months = random.randint(1, 24)
        fell = _months_before(latest, months - 1)
        return Coverage(segment, ward, since, Change.FELL_IN_ARREARS, fell, months)
    if dice < _IN_ARREARS.get(segment, 0) + _NOT_YET_PAID.get(segment, 0):
        return Coverage(segment, ward, latest, Change.REGISTERED_UNPAID)
    if dice < _LEFT.get(segment, 0):
        left = _months_before(latest, random.randint(0, 20))
        return Coverage(segment, ward, since, Change.LEFT_SEGMENT, left)
    return Coverage(segment, ward, since)


def history_of(
    random: Random, coverage: Coverage, born: date, latest: date
) -> tuple[Happening, ...]:
    """What has happened to one person: registered at birth at the earliest."""
    happened = _beginning(coverage, max(born, coverage.since))
    if coverage.turn and coverage.turned_on:
        happened.append(Happening(coverage.turn, max(coverage.turned_on, happened[-1].on)))
    if _has_died(random, born, latest):
        day = latest - timedelta(days=random.randint(0, 900))
        happened.append(Happening(Change.DIED, max(day, happened[-1].on)))
    return tuple(happened)


def _beginning(coverage: Coverage, on: date) -> list[Happening]:
    """Whoever pays for themselves first waits and pays."""
    by_themselves = coverage.segment in (Segment.PBPU, Segment.BP)
    change = Change.REGISTERED_UNPAID if by_themselves else Change.REGISTERED
    first = Happening(change, on, coverage.segment, coverage.ward_class)
    if not by_themselves or coverage.turn is Change.REGISTERED_UNPAID:
        return [first]
    return [first, Happening(Change.FIRST_PAYMENT, on + _WAIT)]


def _has_died(random: Random, born: date, latest: date) -> bool:
    years = (latest - born).days / 365
    return random.random() < (0.03 if years > 70 else 0.001)


def _months_before(day: date, months: int) -> date:
    """The first of the month so many months before."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
