"""Offices get their work: the steps of a procedure are written, open, and their registers asked.

The caller has locked the application's row. However many steps open, each kind of row is read
and written once.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from titian.enrolment import rules
from titian.enrolment.events import StepOpened
from titian.enrolment.models import Application, Candidate, Check, Step
from titian.enrolment.selectors.city import agency_code, hours_of, offices_coded
from titian.enrolment.selectors.procedures import procedure_view
from titian.enrolment.types import CheckState, Procedure, StepRule, StepState
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.platform.db.transactions import require_transaction
from titian.platform.outbox import services as outbox

_OPENED = ("state", "opened_at", "told_share", "due_at", "is_urgent")


def first_steps(row: Application, procedure: Procedure, at: datetime) -> list[StepOpened]:
    """All steps of the procedure at once; those that may be decided now are open. What is to be
    announced of them.
    """
    require_transaction()
    steps = {rule.key: new_step(row, rule, 1, row.entered_by) for rule in procedure.steps}
    ready = rules.may_open(procedure, states_of(steps))
    opened = [steps[rule.key] for rule in ready]
    _set_open(row, procedure, ready, opened, at)
    Step.objects.bulk_create(steps.values())
    _ask(row, ready, opened, at)
    return _events(opened)


def open_steps(
    row: Application, procedure: Procedure, steps: Mapping[str, Step], at: datetime
) -> None:
    """What may be decided now goes to its offices: their clocks run, their registers are asked.

    `steps` are the latest, locked; a step not yet written is written.
    """
    require_transaction()
    ready = rules.may_open(procedure, states_of(steps))
    if not ready:
        return
    opened = [steps.get(rule.key) or new_step(row, rule, 1, row.entered_by) for rule in ready]
    _set_open(row, procedure, ready, opened, at)
    known = [step for step in opened if step.key in steps]
    Step.objects.bulk_create([step for step in opened if step.key not in steps])
    Step.objects.bulk_update(known, _OPENED)
    Check.objects.filter(step__in=known, state=CheckState.ASKING).update(next_at=at)
    _ask(row, ready, opened, at)
    outbox.announce(*_events(opened), at=at)


def begin_again(
    row: Application, changed: Iterable[str], *, by: Actor, at: datetime
) -> frozenset[str]:
    """After mending: the steps to be decided once more, each as a later round. Their keys."""
    require_transaction()
    procedure = procedure_view(row.procedure).procedure
    steps = latest_steps(row)
    changed = set(changed)
    again = rules.again_after_mending(procedure, states_of(steps), changed)
    for rule in procedure.steps:
        step = steps.get(rule.key)
        if rule.key not in again or step is None:
            continue
        if step.state in rules.UNDECIDED:
            _forget_answers(step, at, changed)
            Step.objects.filter(pk=step.pk).update(entered_by=by.ref)
        else:
            steps[rule.key] = new_step(row, rule, step.round + 1, by.ref)
            steps[rule.key].save(force_insert=True)
    open_steps(row, procedure, steps, at)
    return again


def latest_steps(row: Application) -> dict[str, Step]:
    """Of each key the last round, locked by id."""
    found = Step.objects.select_for_update(of=("self",)).filter(application=row).order_by("pk")
    latest: dict[str, Step] = {}
    for step in found:
        if step.key not in latest or step.round > latest[step.key].round:
            latest[step.key] = step
    return latest


def states_of(steps: Mapping[str, Step]) -> dict[str, StepState]:
    return {key: StepState(step.state) for key, step in steps.items()}


def new_step(row: Application, rule: StepRule, number: int, entered_by: str) -> Step:
    return Step(
        application=row,
        key=rule.key,
        round=number,
        office_id=agency_code(row.city_id, rule.office),
        state=StepState.BLOCKED,
        is_urgent=row.is_urgent,
        entered_by=entered_by,
    )


def _set_open(
    row: Application,
    procedure: Procedure,
    ready: Sequence[StepRule],
    steps: Sequence[Step],
    at: datetime,
) -> None:
    """Each by the hours of its own office; the caller writes the rows."""
    places = offices_coded(step.office_id for step in steps)
    for rule, step in zip(ready, steps, strict=True):
        hours = hours_of(places[step.office_id], day_of(at))
        begins = rules.counted_from(at, procedure, hours)
        step.state, step.opened_at, step.told_share = StepState.OPEN, at, 0
        step.due_at = rules.step_due(begins, rule.time_allowed, hours)
        step.is_urgent = row.is_urgent


def _events(opened: Iterable[Step]) -> list[StepOpened]:
    return [StepOpened(step.application_id, step.pk, step.office_id) for step in opened]


def _ask(row: Application, ready: Sequence[StepRule], steps: Sequence[Step], at: datetime) -> None:
    """One question per register and person proposed who has a number; an answer there stays."""
    proposed = Candidate.objects.filter(application=row, is_proposed=True, nik_index__isnull=False)
    people = list(proposed.order_by("pk").values_list("pk", flat=True))
    checks = [
        Check(
            step=step, candidate_id=person, kind=kind, ref=uuid4(), state=CheckState.ASKING,
            next_at=at,
        )
        for rule, step in zip(ready, steps, strict=True)
        for kind in rule.checks
        for person in people
    ]  # fmt: skip
    Check.objects.bulk_create(checks, ignore_conflicts=True)


def _forget_answers(step: Step, at: datetime, changed: Iterable[str]) -> None:
    """A register that answered about another number or name is asked anew."""
    if rules.PEOPLE_CHANGED not in set(changed):
        return
    for check in Check.objects.select_for_update(of=("self",)).filter(step=step).order_by("pk"):
        check.ref, check.state, check.next_at = uuid4(), CheckState.ASKING, at
        check.evidence, check.facts, check.answered_at, check.attempts = "", {}, None, 0
        check.save()
