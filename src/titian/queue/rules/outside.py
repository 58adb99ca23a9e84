"""Rules of a line that a facility keeps in its own system: pure, from bpjs-protocols §4 and §5."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from titian.kernel.errors import Refusal
from titian.queue.errors import TaskOrder, TaskThere, TaskTooEarly, TaskUnknown
from titian.queue.types import Action, HoursState, Task, TicketState, VisitKind

_S = TicketState

PAUSES = (1, 2, 4, 8, 15, 30)  # seconds between two askings, the last one for ever
LEASE = timedelta(seconds=60)  # longer than the slowest asking: nobody asks twice at once
BREATH = timedelta(seconds=4)  # while a facility does not answer, one tries as often as this
TELL_AFTER = timedelta(minutes=2)  # of silence, then the member is told that we go on asking

_MOVES: Mapping[Task, tuple[Action, frozenset[TicketState], TicketState]] = {
    Task.CLINIC_WAIT: (Action.CHECK_IN, frozenset({_S.BOOKED, _S.SKIPPED}), _S.PRESENT),
    Task.CLINIC: (Action.CALL, frozenset({_S.BOOKED, _S.PRESENT, _S.SKIPPED}), _S.CALLED),
    Task.PHARMACY_WAIT: (
        Action.FINISH,
        frozenset({_S.BOOKED, _S.PRESENT, _S.CALLED, _S.SKIPPED}),
        _S.DONE,
    ),
}
_LATER = (Task.PHARMACY, Task.MEDICINE_READY)  # whoever is there has seen the doctor
_WAITING = frozenset({_S.BOOKED, _S.PRESENT, _S.SKIPPED, _S.CALLED})


@dataclass(frozen=True, slots=True)
class Move:
    """What a step does to a ticket."""

    action: Action
    after: TicketState


def task_refusal(known: Mapping[int, datetime], task: int, told_at: datetime) -> Refusal | None:
    """Ids go up and so do their times; 99 ends it (§4.3)."""
    if task not in set(Task):
        return TaskUnknown(task=task)
    if task in known:
        return TaskThere(task=task)
    last = max(known, default=0)
    if task < last:
        return TaskOrder(last=last)
    if last and told_at <= known[last]:
        return TaskTooEarly(last=last)
    return None


def move_by(task: Task, state: TicketState, *, has_begun: bool) -> Move | None:
    """What a step makes of a ticket, or None when it stays as it is.

    Who is gone before the session began has given the number back; later they did not come.
    """
    if task is Task.GONE:
        if state not in _WAITING:
            return None
        absent = has_begun and state is not _S.PRESENT
        return Move(Action.CLOSE, _S.ABSENT) if absent else Move(Action.CANCEL, _S.CANCELLED)
    found = _MOVES.get(Task.PHARMACY_WAIT if task in _LATER else task)
    if found is None or state not in found[1]:
        return None
    return Move(found[0], found[2])


def pause_after(attempts: int) -> timedelta:
    return timedelta(seconds=PAUSES[min(attempts, len(PAUSES)) - 1] if attempts else 0)


def clinic_code(on: date, service_code: str, label: str) -> str:
    """A clinic names no booking (§6.2): day, service and number together name one."""
    return f"{on:%Y%m%d}-{service_code}-{label}"


def visit_kind_of(*, is_control: bool, from_hospital: bool) -> VisitKind:
    if is_control:
        return VisitKind.CONTROL
    return VisitKind.BETWEEN_HOSPITALS if from_hospital else VisitKind.REFERRAL


def hours_of(starts: datetime | time, ends: datetime | time) -> str:
    """Hours as the wire writes them, both in the facility's own time."""
    return f"{starts:%H:%M}-{ends:%H:%M}"


def as_hours(said: str) -> tuple[time, time] | None:
    """ "08:00-12:00", also with spaces or a dot; None when it says nothing."""
    parts = [part.strip().replace(".", ":") for part in said.split("-")]
    try:
        starts, ends = (time.fromisoformat(part.zfill(5)) for part in parts)
    except ValueError:
        return None
    return starts, ends


def asked_hours(said: Iterable[tuple[int, str, str]]) -> dict[int, list[tuple[time, time]]]:
    """Proposed hours by weekday, each weekday's in order: a doctor may sit twice a day."""
    found: dict[int, list[tuple[time, time]]] = {}
    for weekday, opens, closes in said:
        hours = as_hours(f"{opens}-{closes}")
        if hours is not None:
            found.setdefault(int(weekday), []).append(hours)
    return {weekday: sorted(hours) for weekday, hours in found.items()}


def state_of(*, verdict: str, is_applied: bool, is_refused: bool) -> HoursState:
    """What became of proposed hours."""
    if verdict:
        return HoursState(verdict)
    if is_refused:
        return HoursState.UNPLANNABLE
    return HoursState.UNOPPOSED if is_applied else HoursState.WAITING


def approved_at(proposed: datetime, *, review_starts: int) -> datetime:
    """Proposals of 00.00–20.00 are looked at until midnight; later ones the next evening (§4.2).

    `proposed` in the facility's own time; whoever says nothing until midnight has agreed.
    """
    midnight = proposed.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return midnight if proposed.hour < review_starts else midnight + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Steps:
    """The moments of one visit's steps, by one of the two clocks."""

    made_at: datetime
    moments: Mapping[int, datetime]


def durations(steps: Steps) -> tuple[int, ...]:
    """Seconds of the six parts (§4.1): part n lasts from step n to the next step that came.

    An old patient begins at step 3: the parts of the admission are then nothing.
    """
    found = []
    for part in range(1, 7):
        start = steps.moments.get(part)
        end = steps.moments.get(part + 1)
        seconds = (end - start).total_seconds() if start and end else 0
        found.append(max(int(seconds), 0))
    return tuple(found)


def totals(visits: Sequence[Steps]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Sums over visits, and averages over those that had the part at all."""
    parts = [durations(visit) for visit in visits]
    sums = tuple(sum(column) for column in zip(*parts, strict=True)) if parts else (0,) * 6
    counts = (
        tuple(sum(1 for seconds in column if seconds) for column in zip(*parts, strict=True))
        if parts
        else (0,) * 6
    )
    averages = tuple(round(s / c) if c else 0 for s, c in zip(sums, counts, strict=True))
    return sums, averages
