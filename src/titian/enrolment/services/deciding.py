"""The officer's part: take the next case, decide it, or give it back. Nobody decides what they
entered, nor what a colleague has in hand; a step is decided once.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from titian.enrolment import rules
from titian.enrolment.errors import (
    ApplicationGone,
    ApplicationSettled,
    NotDecidedTogether,
    StepSettled,
    VerdictWrong,
)
from titian.enrolment.events import StepDecided
from titian.enrolment.models import Application, Check, Step
from titian.enrolment.selectors.deciding import (
    CLAIM_LASTS,
    require_deciding,
    steps_in_reach,
    why_not,
)
from titian.enrolment.selectors.procedures import procedure_view
from titian.enrolment.services import moving
from titian.enrolment.types import (
    ApplicationState,
    CheckState,
    OfficeKind,
    StepState,
    Verdict,
)
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.text import printable
from titian.platform.audit import services as audit
from titian.platform.outbox import services as outbox

SAFE_REASON = "all_agrees"
_LONGEST_WORDS = 500
_REGISTERS_FIRST = timedelta(minutes=2)  # their answer may make the officer's look needless
_ACT = {Verdict.YES: "approve", Verdict.RETURN: "return", Verdict.NO: "refuse"}
_DECISION = ("state", "decided_by", "decided_at", "decide_key", "reason", "words_sealed")


@transaction.atomic
def claim_next(*, office_code: str, by: Actor, at: datetime) -> int | None:
    """The urgent one, else the case whose clock is soonest, for this officer alone for half an
    hour; None if nothing waits. What the registers may answer by themselves comes a little later.
    """
    require_deciding(by, office_code)
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lte=at - CLAIM_LASTS) | Q(claimed_by=by.ref)
    asking = Check.objects.filter(step=OuterRef("pk"), state=CheckState.ASKING, attempts=0)
    open_here = Step.objects.filter(free, office=office_code, state=StepState.OPEN)
    others = open_here.exclude(entered_by=by.ref).exclude(application__entered_by=by.ref)
    ready = others.filter(Q(opened_at__lte=at - _REGISTERS_FIRST) | ~Exists(asking))
    ordered = ready.order_by("-is_urgent", "due_at", "id")
    row = ordered.select_for_update(of=("self",), skip_locked=True).first()
    if row is None:
        return None

    row.claimed_by, row.claimed_at = by.ref, at
    row.save(update_fields=["claimed_by", "claimed_at"])

    _record(row, "claimed", by, at)
    return row.pk


@transaction.atomic
def release(*, step_id: int, by: Actor, at: datetime) -> None:
    """Give a case back to the list; one that is not in this officer's hand stays where it is."""
    row = _locked(step_id, by)
    if row.claimed_by != by.ref or row.state != StepState.OPEN:
        return

    row.claimed_by, row.claimed_at = "", None
    row.save(update_fields=["claimed_by", "claimed_at"])

    _record(row, "released", by, at)


@transaction.atomic
def decide(
    *,
    step_id: int,
    verdict: Verdict,
    reason: str,
    words: str,
    repairs: Sequence[str],
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> None:
    """Yes, no, or what is to be mended; the same key again changes nothing.

    Raises OwnEntry, StepTaken, StepSettled, ApplicationSettled, VerdictWrong; ApplicationGone for
    whoever is not of that office.
    """
    row = _locked(step_id, by)
    if row.decide_key == client_key:
        return
    _require_open(row, verdict)
    refused = why_not(row, by, at)
    if refused is not None:
        raise refused
    _require_sound(row, verdict, reason, repairs)

    row.decide_key, row.words_sealed = client_key, printable(words, _LONGEST_WORDS) or None
    if verdict is Verdict.RETURN:
        row.application.repairs = sorted(set(repairs))
        row.application.save(update_fields=["repairs"])
    say(row, verdict, reason, by=by, at=at)


def decide_many(
    *, step_ids: Sequence[int], client_key: UUID, by: Actor, at: datetime
) -> tuple[int, int]:
    """Yes to each where every register asked agrees; how many, and how many were left for a look
    of their own: taken, urgent, entered by this officer, decided since, or not all agreed.
    """
    done = 0
    for step_id in sorted(set(step_ids)):
        try:
            _decide_safe(step_id, uuid5(client_key, str(step_id)), by, at)
        except Refusal:
            continue
        done += 1
    return done, len(set(step_ids)) - done


@transaction.atomic
def _decide_safe(step_id: int, key: UUID, by: Actor, at: datetime) -> None:
    row = _locked(step_id, by)
    said = set(row.checks.values_list("state", flat=True))
    if row.decide_key != key and (row.is_urgent or said != {CheckState.AGREES}):
        raise NotDecidedTogether
    decide(
        step_id=step_id,
        verdict=Verdict.YES,
        reason=SAFE_REASON,
        words="",
        repairs=(),
        client_key=key,
        by=by,
        at=at,
    )


def say(row: Step, verdict: Verdict, reason: str, *, by: Actor, at: datetime) -> None:
    """Write a verdict on a locked open step of a locked application, and what follows from it."""
    row.state = rules.STATE_AFTER[verdict]
    row.decided_by, row.decided_at, row.reason = by.ref, at, reason
    row.save(update_fields=[*_DECISION])

    _record(row, "decided", by, at, verdict=verdict.value, reason=reason)
    outbox.announce(StepDecided(row.application_id, row.pk, row.office_id, verdict.value), at=at)

    moving.settle(row.application, by=by, at=at)


def locked_step(step_id: int, application_id: int) -> Step:
    """The application's row first, then the step: the one order of locks."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application_id)
    row = Step.objects.select_for_update(of=("self",)).get(pk=step_id)
    row.application = application
    return row


def _locked(step_id: int, by: Actor) -> Step:
    found = steps_in_reach(by).filter(pk=step_id).values_list("application", flat=True).first()
    if found is None:
        raise ApplicationGone
    return locked_step(step_id, found)


def _require_open(row: Step, verdict: Verdict) -> None:
    if row.state not in rules.UNDECIDED:
        raise StepSettled(state=row.state)
    if row.application.state != ApplicationState.VERIFYING:
        raise ApplicationSettled(act=_ACT[verdict], state=row.application.state)
    if row.state != StepState.OPEN:
        raise StepSettled(state=row.state)


def _require_sound(row: Step, verdict: Verdict, reason: str, repairs: Sequence[str]) -> None:
    if reason not in rules.reasons_of(OfficeKind(row.office.kind), verdict):
        raise VerdictWrong(field="reason")
    if (verdict is Verdict.RETURN) != bool(repairs):
        raise VerdictWrong(field="repairs")
    procedure = procedure_view(row.application.procedure).procedure
    if not set(repairs) <= set(rules.repairs_of(procedure)):
        raise VerdictWrong(field="repairs")


def _record(row: Step, what: str, by: Actor, at: datetime, **said: object) -> None:
    data: dict[str, object] = {"step": row.pk, **said}
    target = f"enrolment:{row.application_id}"
    audit.record(audit.Entry(by, f"enrolment.step_{what}", target, data), at=at)
