"""When somebody in the line will be called, as a range that can be kept.

The time until a call is the rest of what is going on at the counters plus the work of the
people before, shared by the counters. Its mean and its variance are summed from parts: the
pace (this session's, shrunk to what was known before it), who of the booked will come, who may
overtake, and how late the session starts. The range is the mean and a number of deviations to
each side; `docs/reference/waiting-time.md` has the reasons for the figures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from functools import cached_property
from itertools import product
from math import exp, sqrt
from statistics import median

_STEP = timedelta(minutes=5)
_NARROWEST = timedelta(minutes=10)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)

_SLIP_SECONDS = 20.0  # shorter than any consultation: called by mistake, skipped, undone
_FEW_MEDIANS, _MANY_MEDIANS = 0.25, 3.0  # what lies outside says nothing about the next one
_SPREAD = 0.5  # of one consultation, as a share of the mean
_TRUST_IN_PLAN, _TRUST_IN_PAST = 8.0, 40.0
_USUALLY_COME, _USUALLY_LATE = 0.85, 15.0
_COMING_WEIGHT = 12.0  # booked people the usual share of coming is worth
_LEAST_COME = 0.1  # of those not here when their turn has come
_LEAST_BEFORE = 0.5  # the same before the session begins
_COMING_DOUBT = 0.05  # how far that share is off for a whole session
_ONCE_BEGUN = 0.9  # part of the usual share: most of the early ones are here already
_RAMP_SECONDS = 5400.0
_OVERDUE_COME = 0.07  # of those whose turn has passed
_OVERTAKE = 0.5  # of those behind with priority who have still to come
_LEAST_REST = 0.4  # of a mean: a consultation that runs long is not about to end
_LEAST_LATENESS = 5.0  # minutes: who has not begun does not begin this instant
_LATENESS_SPREAD = 0.6
_DEVIATIONS, _MORE_WHEN_NEAR, _NEAR_SECONDS = 0.85, 1.5, 3600.0  # to each side
_UNSURE_BEFORE_SECONDS = 7200.0
_LEAST_PART = 0.148  # of the wait, to each side: what no model sees grows with the wait


@dataclass(frozen=True, slots=True)
class CallRange:
    """Between these two moments, for showing; both are whole five minutes."""

    earliest: datetime
    latest: datetime


@dataclass(frozen=True, slots=True)
class Habit:
    """What is known of such sessions before this one begins.

    `trust` is how many consultations of this session the known pace is worth.
    """

    minutes_per_person: float
    coming_share: float
    late_minutes: float
    trust: float

    @classmethod
    def planned(cls, minutes_per_person: float) -> "Habit":
        """Of a session about which only the schedule is known."""
        return cls(minutes_per_person, _USUALLY_COME, _USUALLY_LATE, _TRUST_IN_PLAN)

    @classmethod
    def measured(
        cls, minutes_per_person: float, *, coming_share: float, late_minutes: float
    ) -> "Habit":
        """Of a doctor with at least three sessions of the last weeks behind them."""
        return cls(minutes_per_person, coming_share, late_minutes, _TRUST_IN_PAST)


@dataclass(frozen=True)
class Progress:
    """How one session stands at a moment.

    `served_seconds` has one entry for each finished person: from the call to done, or to the
    next call at that counter. `serving_seconds` says how long those at the counters have been
    there. `came` and `missed` count the booked whose turn has come.
    """

    habit: Habit
    planned_start: datetime
    started_at: datetime | None = None
    delay_minutes: int = 0
    counters: int = 1
    served_seconds: Sequence[float] = ()
    serving_seconds: Sequence[float] = ()
    came: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Ahead:
    """The people before somebody: here, booked and still to come, booked and overdue.

    `overtaking` is how many with priority stand behind and have still to come.
    """

    present: int = 0
    expected: int = 0
    overdue: int = 0
    overtaking: int = 0

    @property
    def nobody(self) -> bool:
        return not (self.present or self.expected or self.overdue)


class Place(Enum):
    """How somebody in the line stands; overdue: their turn and their printed time passed."""

    PRESENT = auto()
    EXPECTED = auto()
    OVERDUE = auto()


def aheads(line: Sequence[tuple[Place, bool]]) -> list[Ahead]:
    """Who is before each in the line: (place, with priority) in the order of `calling.line`.

    The line holds those to come as if they were here, without their priority: they overtake
    only once they have come.
    """
    to_come = sum(priority and place is Place.EXPECTED for place, priority in line)
    found, counts = list[Ahead](), dict.fromkeys(Place, 0)
    for place, priority in line:
        to_come -= priority and place is Place.EXPECTED
        found.append(Ahead(
            counts[Place.PRESENT], counts[Place.EXPECTED], counts[Place.OVERDUE], to_come
        ))  # fmt: skip
        counts[place] += 1
    return found


def planned_minutes(starts_at: datetime, ends_at: datetime, capacity: int) -> float:
    """Minutes for one person as the schedule means them, within what is possible."""
    minutes = (ends_at - starts_at).total_seconds() / 60 / max(capacity, 1)
    return min(max(minutes, 2.0), 60.0)


@dataclass(frozen=True)
class Forecast:
    """The ranges of one session at one moment; made once for all its tickets."""

    progress: Progress
    now: datetime

    def range_for(self, ahead: Ahead) -> CallRange:
        """The range for somebody with these people before them; never shrinks as they grow."""
        mean, spread = self._wait(ahead)
        soonest = max(self._soonest(each) for each in _parts(ahead))
        opening = self.now + timedelta(seconds=max(self._until_due, soonest))
        closing = self.now + timedelta(seconds=mean + self._margin(mean, spread))
        earliest = _rounded_down(opening)
        if earliest < self.now and not ahead.nobody:
            earliest = _rounded_up(self.now)
        latest = max(_rounded_up(closing), earliest + _NARROWEST)
        return CallRange(earliest, latest)

    @cached_property
    def pace_seconds(self) -> float:
        """Seconds for one person at one counter."""
        habit = self.progress.habit
        measured = _without_outliers(self.progress.served_seconds)
        known = habit.trust * habit.minutes_per_person * 60
        return (known + sum(measured)) / (habit.trust + len(measured))

    @cached_property
    def _pace_variance(self) -> float:
        trust = self.progress.habit.trust + len(self.progress.served_seconds)
        return (_SPREAD * self.pace_seconds) ** 2 / trust

    @cached_property
    def _coming_share(self) -> float:
        seen = self.progress.came + self.progress.missed
        usual = self.progress.habit.coming_share * _COMING_WEIGHT
        return (usual + self.progress.came) / (_COMING_WEIGHT + seen)

    @property
    def _due(self) -> datetime:
        """When the first call is to be; nobody is told to come before."""
        return self.progress.planned_start + timedelta(minutes=self.progress.delay_minutes)

    @cached_property
    def _until_start(self) -> tuple[float, float]:
        """Seconds until the first call, with its deviation; nothing once it was made."""
        if self.progress.started_at is not None:
            return 0.0, 0.0
        passed = (self.now - self._due).total_seconds()
        usual = self.progress.habit.late_minutes * 60
        late = max(usual - max(passed, 0.0) / 2, _LEAST_LATENESS * 60)
        return max(-passed, 0.0) + late, _LATENESS_SPREAD * late

    @cached_property
    def _rest(self) -> float:
        """Seconds of work left at the counters, less what others still do when mine is free."""
        pace, counters = self.pace_seconds, max(self.progress.counters, 1)
        rests = [max(pace - 0.75 * s, _LEAST_REST * pace) for s in self.progress.serving_seconds]
        return sum(rests) - (counters - 1) * 0.6 * pace

    def _wait(self, ahead: Ahead) -> tuple[float, float]:
        """Mean and deviation of the seconds until the call."""
        pace, counters = self.pace_seconds, max(self.progress.counters, 1)
        people, doubt = self._people(ahead)
        start, start_spread = self._until_start
        busy = len(self.progress.serving_seconds)
        mean = start + max(0.0, self._rest + people * pace) / counters
        variance = (
            people**2 * self._pace_variance
            + (people + busy * _LEAST_REST + 0.3) * (_SPREAD * pace) ** 2
            + doubt * pace**2
        )
        return mean, sqrt(start_spread**2 + variance / counters**2)

    def _soonest(self, ahead: Ahead) -> float:
        mean, spread = self._wait(ahead)
        return mean - self._margin(mean, spread)

    @property
    def _until_due(self) -> float:
        """Seconds until the first call is to be; nobody is told to come before."""
        if self.progress.started_at is not None:
            return 0.0
        return max((self._due - self.now).total_seconds(), 0.0)

    def _margin(self, mean: float, spread: float) -> float:
        """To each side of the mean. Nearer the call it is more deviations: to come too late is
        dearer then, and the minutes are few. Rounding outward adds the rest. What lies more
        than two hours before the session is known time and widens nothing."""
        near = exp(-mean / _NEAR_SECONDS)
        unsure = mean - max(self._until_due - _UNSURE_BEFORE_SECONDS, 0.0)
        return max((_DEVIATIONS + _MORE_WHEN_NEAR * near) * spread, _LEAST_PART * unsure)

    def _people(self, ahead: Ahead) -> tuple[float, float]:
        """How many will be called before, and the variance of that count."""
        booked = ahead.present + ahead.expected
        come = self._still_coming(booked)
        people = ahead.present + come * ahead.expected + _OVERDUE_COME * ahead.overdue
        overtaking = min(_OVERTAKE * ahead.overtaking, people / 2)
        doubt = (
            come * (1 - come) * ahead.expected
            + _OVERDUE_COME * (1 - _OVERDUE_COME) * ahead.overdue
            + overtaking
            + (_COMING_DOUBT * ahead.expected) ** 2
        )
        return people + overtaking, doubt

    def _still_coming(self, people: int) -> float:
        """The share of those not here who will come: the nearer their turns, the fewer.

        It falls evenly from the usual share, an hour and a half before somebody's turn, to
        what it is when the turn has come; averaged over turns spread evenly over the wait.
        """
        ramps = self._until_start[0] / _RAMP_SECONDS
        span = people * self.pace_seconds / max(self.progress.counters, 1) / _RAMP_SECONDS
        usual, least = self._coming_share, _LEAST_BEFORE
        if self.progress.started_at is not None:
            usual, least = usual * _ONCE_BEGUN, _LEAST_COME
        return min(least, usual) + max(usual - least, 0.0) * _mean_of_ramp(ramps, ramps + span)


def _parts(ahead: Ahead) -> Iterator[Ahead]:
    """The line with and without each kind of people. Somebody who may not come adds little
    time and much doubt; the soonest call is never sooner than without them."""
    kinds = (ahead.present, ahead.expected, ahead.overdue)
    for present, expected, overdue in product(*({0, count} for count in kinds)):
        yield Ahead(present, expected, overdue, ahead.overtaking)


def _mean_of_ramp(low: float, high: float) -> float:
    """The mean of min(x, 1) between two points that are not negative."""

    def area(x: float) -> float:
        return x * x / 2 if x < 1 else x - 0.5

    return (area(high) - area(low)) / (high - low) if high > low else min(low, 1.0)


def _without_outliers(seconds: Sequence[float]) -> list[float]:
    """Slips dropped, the rest drawn in to between a quarter and three times the median."""
    real = [each for each in seconds if each >= _SLIP_SECONDS]
    if not real:
        return []
    middle = median(real)
    return [min(max(s, _FEW_MEDIANS * middle), _MANY_MEDIANS * middle) for s in real]


def _rounded_down(moment: datetime) -> datetime:
    return moment - (moment - _EPOCH) % _STEP


def _rounded_up(moment: datetime) -> datetime:
    return moment + (_EPOCH - moment) % _STEP
