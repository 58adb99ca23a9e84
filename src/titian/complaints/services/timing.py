"""The clocks of a case: started, stopped while it waits for the person, met, started anew."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from titian.complaints import rules
from titian.complaints.models import Case, Clock
from titian.complaints.selectors.hours import hours_of
from titian.complaints.selectors.parameters import promised_numbers
from titian.complaints.types import CaseKind, CaseState, Category, ClockKind
from titian.kernel import promises
from titian.kernel.periods import day_of
from titian.kernel.promises import Promise, Unit
from titian.kernel.working_hours import Office


def start(case: Case, *, at: datetime) -> None:
    """Both promises of this round, from now on."""
    office = hours_of(case, day_of(at))
    numbers, on = promised_numbers(), day_of(at, office.zone)
    clocks = []
    for kind in ClockKind:
        category, wanted = Category(case.category), CaseKind(case.kind)
        made = rules.promise_of(kind, category, numbers, on, office, wanted)
        clock = Clock(case=case, kind=kind, round=case.times_reopened, unit=made.unit)
        clock.within, clock.used = made.within, timedelta()
        _run(clock, office, at)
        clocks.append(clock)
    Clock.objects.bulk_create(clocks)
    case.due_at = _soonest(clocks)


def follow(case: Case, before: CaseState, *, met: Iterable[ClockKind], at: datetime) -> None:
    """After a step: what it kept is kept, and the others run only while the office has it."""
    found = Clock.objects.filter(case=case, round=case.times_reopened, met_at__isnull=True)
    clocks, kept = list(found.select_for_update()), frozenset(met)
    office = hours_of(case, day_of(at))
    for clock in clocks:
        if clock.kind in kept:
            _stop(clock, before, office, at)
            clock.met_at = at
        elif before is CaseState.OPEN and case.state == CaseState.WAITING:
            _stop(clock, before, office, at)
            clock.due_at = None
        elif before is CaseState.WAITING and case.state == CaseState.OPEN:
            _run(clock, office, at)
        elif case.state == CaseState.MERGED:
            clock.due_at = clock.tell_at = None
        elif before is CaseState.MERGED and case.state == CaseState.OPEN:
            _run(clock, office, clock.runs_from)
        clock.save()
    case.due_at = _soonest([one for one in clocks if one.met_at is None])


def change_hands(case: Case, *, at: datetime) -> None:
    """What ran until now ran by the hours of the office that had it; what was promised stays."""
    office = hours_of(case, day_of(at))
    running = Clock.objects.filter(
        case=case,
        round=case.times_reopened,
        unit=Unit.WORKING_HOURS,
        met_at__isnull=True,
        due_at__isnull=False,
    )
    for clock in running.select_for_update():
        clock.used += rules.used_between(clock.runs_from, at, office)
        clock.runs_from = at
        clock.save(update_fields=["used", "runs_from"])


def _run(clock: Clock, office: Office, at: datetime) -> None:
    promise = Promise(clock.within, Unit(clock.unit))
    clock.runs_from = at
    clock.due_at = promises.due_at(at, clock.within - clock.used, promise.unit, office)
    clock.tell_at = promises.tell_at(at, clock.used, promise, clock.told_share, office)


def _stop(clock: Clock, before: CaseState, office: Office, at: datetime) -> None:
    clock.tell_at = None
    if before is CaseState.OPEN and clock.unit == Unit.WORKING_HOURS:
        clock.used += rules.used_between(clock.runs_from, at, office)


def _soonest(clocks: list[Clock]) -> datetime | None:
    return min((one.due_at for one in clocks if one.due_at), default=None)
