"""The registers are asked by a job, outside every transaction, and never hold anybody up.

A question is taken for a short while before it is asked: after a crash it is asked again, under
the same number. When all registers of a step agree, the procedure may let that be the decision.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import cast

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from titian.enrolment import rules
from titian.enrolment.models import Check, Step
from titian.enrolment.ports import (
    Register,
    RegisterAnswer,
    RegisterAway,
    RegisterQuestion,
)
from titian.enrolment.selectors.procedures import procedure_view
from titian.enrolment.services.deciding import SAFE_REASON, locked_step, say
from titian.enrolment.types import CheckKind, CheckState, StepState, Verdict
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.transactions import refuse_transaction

log = logging.getLogger(__name__)

REGISTERS = Actor.system("enrolment.registers")
_AT_ONCE = 20
_TAKEN_FOR = timedelta(minutes=2)
_UNASKED = "unasked"

RegisterOf = Callable[[str], Register | None]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """One question as it goes out, and where its answer belongs."""

    check_id: int
    step_id: int
    application_id: int
    kind: str
    attempts: int
    question: RegisterQuestion


def ask_registers(*, at: datetime) -> int:
    """Ask what waits; how many questions were asked."""
    refuse_transaction()
    waiting = _take(at)
    for one in waiting:
        _ask(one, at)
    return len(waiting)


@transaction.atomic
def _take(at: datetime) -> list[_Waiting]:
    due = Check.objects.filter(state=CheckState.ASKING, next_at__lte=at)
    with_all = due.select_related("step__application", "candidate")
    rows = with_all.select_for_update(of=("self",), skip_locked=True).order_by("next_at", "id")
    taken = list(rows[:_AT_ONCE])
    for row in taken:
        row.attempts, row.next_at = row.attempts + 1, at + _TAKEN_FOR
        row.save(update_fields=["attempts", "next_at"])
    return [_waiting(row) for row in taken]


def _waiting(row: Check) -> _Waiting:
    application, person = row.step.application, row.candidate
    question = RegisterQuestion(
        ref=str(row.ref),
        city=application.city_id,
        nik=person.nik_sealed or "",
        kk_number=application.kk_sealed,
        full_name=person.name_sealed,
        birth_date=date.fromisoformat(person.birth_sealed),
        sex=person.sex,
    )
    return _Waiting(row.pk, row.step_id, application.pk, row.kind, row.attempts, question)


def _ask(one: _Waiting, at: datetime) -> None:
    """One register that fails in whatever way stops no other question."""
    register = _register_of(one.kind)
    if register is None:
        _no_answer(one, _UNASKED, may_help=False, at=at)
        return
    try:
        answer = register.ask(one.question)
    except RegisterAway as error:
        log.warning("a register is away", extra={"kind": one.kind, "why": str(error)})
        _no_answer(one, str(error), may_help=error.may_help, at=at)
        return
    _answered(one, answer, is_sample=register.is_sample, at=at)


@transaction.atomic
def _no_answer(one: _Waiting, why: str, *, may_help: bool, at: datetime) -> None:
    found = _still_asked(one)
    if found is None:
        return
    _, check = found
    again = rules.ask_again_after(one.attempts, may_help=may_help)
    check.state = CheckState.ASKING if again else CheckState.AWAY
    check.next_at = at + again if again else None
    check.save(update_fields=["state", "next_at"])
    if not again:
        _record(one, "register_away", at, why=why)


@transaction.atomic
def _answered(one: _Waiting, answer: RegisterAnswer, *, is_sample: bool, at: datetime) -> None:
    found = _still_asked(one)
    if found is None:
        return
    step, check = found
    check.state = CheckState.AGREES if answer.agrees else CheckState.DIFFERS
    check.evidence, check.facts = answer.evidence, dict(answer.facts)
    check.answered_at, check.next_at, check.is_sample = at, None, is_sample
    check.save()

    _record(one, "register_answered", at, agrees=answer.agrees)
    _decide_by_machine(step, at)


def _still_asked(one: _Waiting) -> tuple[Step, Check] | None:
    """Locked; None when it was answered since, or another question took its place."""
    step = locked_step(one.step_id, one.application_id)
    check = Check.objects.select_for_update(of=("self",)).get(pk=one.check_id)
    if check.state != CheckState.ASKING or str(check.ref) != one.question.ref:
        return None
    return step, check


def _decide_by_machine(step: Step, at: datetime) -> None:
    """A step in an officer's hand stays there."""
    if step.state != StepState.OPEN or step.claimed_by:
        return
    procedure = procedure_view(step.application.procedure).procedure
    rule = next(one for one in procedure.steps if one.key == step.key)
    people = step.application.people.filter(is_proposed=True).values_list("pk", flat=True)
    said = step.checks.values_list("candidate", "kind", "state")
    known = [(who, CheckKind(kind), CheckState(state)) for who, kind, state in said]
    if rules.machine_says_yes(rule, list(people), known):
        say(step, Verdict.YES, SAFE_REASON, by=REGISTERS, at=at)


def _record(one: _Waiting, what: str, at: datetime, **said: object) -> None:
    data: dict[str, object] = {"step": one.step_id, "register": one.kind, **said}
    target = f"enrolment:{one.application_id}"
    audit.record(audit.Entry(REGISTERS, f"enrolment.{what}", target, data), at=at)


@lru_cache(maxsize=4)
def _found(path: str) -> RegisterOf:
    return cast("RegisterOf", import_string(path))


def _register_of(kind: str) -> Register | None:
    return _found(settings.TITIAN_REGISTERS)(kind)
