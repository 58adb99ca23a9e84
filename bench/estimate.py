"""How honest the shown range is: does it cover the true call time, and how wide is it?

At every fourth event of a session (an arrival or a call) and 120, 90 and 60 minutes before it,
for everybody still to be called, the estimator gets what the counter screen knows then and
nothing else. Left out are those who never come, those who come after their turn (they make
themselves wait), and people with priority who are not here yet (their page says that they
may be called earlier once they have come).

The bar on width is "40 % of the remaining wait, never under 10 minutes": a range of ten
minutes is always allowed. So the ratio is width / max(remaining wait, 25 minutes): 0.40 for a
ten-minute range just before the call, the plain ratio for longer waits. The lines before the
last give coverage and plain ratio by length of the wait, and both figures under harder
conditions than the bar names: two counters, priority, people who come by the printed time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median

from bench.practice import HARD, MINUTE, PLAIN, Conditions, Patient, Practice, in_line, practice
from titian.queue.rules import calling
from titian.queue.rules.estimate import Forecast, Place, Progress, aheads

_PLANNED_START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
_FLOOR = 25 * MINUTE
_EVERY = 4  # of the events
_BEFORE = (-120 * MINUTE, -90 * MINUTE, -60 * MINUTE)
_COVERAGE_BAR, _WIDTH_BAR = 0.80, 0.40


@dataclass(frozen=True, slots=True)
class Seen:
    """One range shown to one person at one moment."""

    covered: bool
    width: float
    wait: float

    @property
    def ratio(self) -> float:
        return self.width / max(self.wait, _FLOOR)


def run(*, sessions: int = 1000, seed: int = 101) -> bool:
    """Print the figures; whether both bars are met."""
    seen = _seen(PLAIN, sessions, seed)
    for low, high in ((0, 10), (10, 25), (25, 60), (60, 120), (120, 900)):
        part = [s for s in seen if low * MINUTE <= s.wait < high * MINUTE]
        print(f"  wait {low:>3}-{high:<3} min: {_figures(part)}", flush=True)
    print(f"  harder conditions: {_line(_seen(HARD, sessions // 5, seed))}")
    print(f"estimate {_line(seen)}", flush=True)
    return _coverage(seen) >= _COVERAGE_BAR and _width(seen) <= _WIDTH_BAR


def _seen(conditions: Conditions, sessions: int, seed: int) -> list[Seen]:
    chance = Random(seed)
    return [each for _ in range(sessions) for each in looked_at(practice(chance, conditions))]


def _width(seen: list[Seen]) -> float:
    return median(s.ratio for s in seen)


def _line(seen: list[Seen]) -> str:
    return f"coverage={_coverage(seen):.3f} median_width_ratio={_width(seen):.3f}"


def looked_at(session: Practice) -> Iterator[Seen]:
    """Every range shown during one session."""
    arrivals = (p.arrives for p in session.patients if p.arrives is not None)
    events = sorted([*arrivals, *(at for at, _, _ in session.calls)])
    for moment in [*_BEFORE, *events[::_EVERY]]:
        yield from _at(session, moment)


def _at(session: Practice, moment: float) -> Iterator[Seen]:
    forecast = Forecast(_progress(session, moment), _clock(moment))
    known = [p for p in session.patients if p.booked or p.is_here(moment)]
    left = [p for p in known if not _was_called(p, moment)]
    lanes = [calling.Call(lane) for at, _, lane in session.calls if at <= moment]
    waiting = [_in_line(p, moment, len(lanes)) for p in left]
    by_number = {p.number: p for p in left}
    line = [by_number[each.number] for each in calling.line(waiting, lanes)]
    places = [(_place(session, p, moment), p.priority) for p in line]
    for patient, ahead in zip(line, aheads(places), strict=True):
        if patient.called is None or patient.late_after is not None:
            continue
        if patient.priority and not patient.is_here(moment):
            continue
        shown = forecast.range_for(ahead)
        true = _clock(patient.called)
        width = (shown.latest - shown.earliest).total_seconds()
        yield Seen(shown.earliest <= true <= shown.latest, width, patient.called - moment)


def _in_line(patient: Patient, moment: float, calls: int) -> calling.Waiting:
    if patient.is_here(moment):
        return in_line(patient, calls)
    return calling.Waiting(patient.number, patient.number)


def _place(session: Practice, patient: Patient, moment: float) -> Place:
    if patient.is_here(moment):
        return Place.PRESENT
    return Place.OVERDUE if _is_overdue(session, patient, moment) else Place.EXPECTED


def _progress(session: Practice, moment: float) -> Progress:
    called = [p for at, p, _ in session.calls if at <= moment]
    gone = [p for p in called if p.done is not None and p.done <= moment]
    passed = [p for p in session.patients if p.booked and _is_overdue(session, p, moment)]
    came = sum(p.is_here(moment) for p in passed)
    told = session.delay_minutes and moment >= session.announced
    return Progress(
        habit=session.habit,
        planned_start=_PLANNED_START,
        started_at=_clock(session.starts) if called else None,
        delay_minutes=session.delay_minutes if told else 0,
        counters=session.doctor.counters,
        served_seconds=[p.service for p in gone],
        serving_seconds=[moment - (p.called or 0) for p in called if p not in gone],
        came=came,
        missed=len(passed) - came,
    )


def _is_overdue(session: Practice, patient: Patient, moment: float) -> bool:
    return calling.came_late(patient.number, _highest(session, moment))


def _highest(session: Practice, moment: float) -> int:
    in_turn = (
        p.number
        for at, p, lane in session.calls
        if at <= moment and lane is not calling.Lane.PRIORITY
    )
    return max(in_turn, default=0)


def _was_called(patient: Patient, moment: float) -> bool:
    return patient.called is not None and patient.called <= moment


def _clock(moment: float) -> datetime:
    return _PLANNED_START + timedelta(seconds=moment)


def _coverage(seen: list[Seen]) -> float:
    return sum(s.covered for s in seen) / len(seen)


def _figures(seen: list[Seen]) -> str:
    if not seen:
        return "none"
    plain = median(s.width / s.wait for s in seen)
    return (
        f"{len(seen)} ranges, coverage {_coverage(seen):.3f}, "
        f"median width {median(s.width for s in seen) / MINUTE:.0f} min, "
        f"{plain:.3f} of the wait"
    )
