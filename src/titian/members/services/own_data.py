"""Rights over one's own data (UU 27/2022): asked for, answered within the law's clock, done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.periods import day_of
from titian.kernel.text import printable
from titian.members.errors import (
    ChangeNotPossible,
    DataRequestGone,
    DataRequestOpen,
    OwnDataNotAllowed,
    RequestOwnEntry,
)
from titian.members.models import Consent, DataRequest, Person, Restriction
from titian.members.rules import due
from titian.members.rules.own_data import (
    AT_A_COUNTER,
    WORDS_LIMIT,
    first_answer,
    possible_decisions,
)
from titian.members.selectors import amount
from titian.members.selectors.held import whose_data
from titian.members.selectors.own_data import data_person, data_recipient, request_in_reach
from titian.members.selectors.requests import asking_for
from titian.members.services.consent import withdraw_consent
from titian.members.services.helping import end_all_helping
from titian.members.types import DataRight, DataStep, Standing
from titian.notifications import services as notifications
from titian.notifications.types import Urgency
from titian.platform.audit import services as audit
from titian.platform.db.holdings import letting_go

_RULE = Actor.system("members.own_data")
_ASKED = "members/messages/data_asked.txt"
_ANSWERED = "members/messages/data_answered.txt"


@dataclass(frozen=True, slots=True)
class _Effect:
    """For whom something is done, by whom and when."""

    person_id: int
    by: Actor
    at: datetime


@transaction.atomic
def ask(
    *, person_id: int, right: DataRight, words: str, client_key: UUID, by: Actor, at: datetime
) -> int:
    """Use a right; what needs nobody's decision is done at once. The same key is the same
    request. At a counter staff enter it for who stands there, after a look that is recorded.
    Raises `PersonOutOfReach` for a helper, `DataRequestOpen` for a second open one.
    """
    whose = _whose(person_id, right, by, at)
    _lock(whose.person_id)
    before = DataRequest.objects.filter(client_key=client_key).first()
    if before is not None:
        return _same(before, whose.person_id)
    step = first_answer(right)
    if step is DataStep.OPEN and _open(whose.person_id, right):
        raise DataRequestOpen

    row = _written(whose.person_id, right, words, client_key, by=by, at=at)
    if step is not DataStep.OPEN:
        _EFFECTS[right](_Effect(whose.person_id, by, at))

    data: dict[str, object] = {"request": row.pk, "right": right, "step": step}
    audit.record(audit.Entry(by, "members.data_asked", f"person:{row.person_id}", data), at=at)
    _tell(row, _ASKED, at=at)
    return row.pk


@transaction.atomic
def recall(*, request_id: int, by: Actor, at: datetime) -> int:
    """The person takes an open request back; again is no fault. Returns whose it was."""
    row = DataRequest.objects.select_for_update(of=("self",)).filter(pk=request_id).first()
    if row is None:
        raise DataRequestGone
    data_person(row.person_id, viewer=by, at=at)
    if row.step == DataStep.RECALLED:
        return row.person_id
    if row.step != DataStep.OPEN:
        raise DataRequestGone
    row.step, row.decided_at, row.decided_by = DataStep.RECALLED, at, by.ref
    row.reasons_sealed = ""
    row.save(update_fields=["step", "decided_at", "decided_by", "reasons_sealed"])

    data: dict[str, object] = {"request": row.pk, "right": row.right}
    audit.record(audit.Entry(by, "members.data_recalled", f"person:{row.person_id}", data), at=at)
    return row.person_id


@transaction.atomic
def decide(*, request_id: int, verdict: DataStep, reasons: str, by: Actor, at: datetime) -> None:
    """An officer of the branch answers in words; what is granted happens in the same moment.

    The same answer sent again changes nothing; of two officers the first decides.
    """
    row = request_in_reach(request_id, viewer=by).select_for_update(of=("self",)).first()
    if row is None:
        raise DataRequestGone
    if row.step != DataStep.OPEN:
        _require_the_same(row, verdict, by)
        return
    if row.asked_by == by.ref:
        raise RequestOwnEntry
    right = DataRight(row.right)
    if verdict not in possible_decisions(right):
        raise ChangeNotPossible

    row.step, row.decided_at, row.decided_by = verdict, at, by.ref
    row.reasons_sealed = printable(reasons, WORDS_LIMIT)
    row.save(update_fields=["step", "decided_at", "decided_by", "reasons_sealed"])
    _tell(row, _ANSWERED, at=at)
    if verdict is not DataStep.REFUSED:
        _EFFECTS[right](_Effect(row.person_id, by, at))

    data: dict[str, object] = {"request": row.pk, "right": right, "step": verdict}
    audit.record(audit.Entry(by, "members.data_decided", f"person:{row.person_id}", data), at=at)


@transaction.atomic
def lift_restriction(*, person_id: int, by: Actor, at: datetime) -> None:
    """The person's data are used again as before. Safe to repeat."""
    whose = data_person(person_id, viewer=by, at=at)
    _lock(whose.person_id)
    alive = Restriction.objects.filter(person=whose.person_id, lifted_at__isnull=True)
    if alive.update(lifted_at=at):
        entry = audit.Entry(by, "members.restriction_lifted", f"person:{whose.person_id}")
        audit.record(entry, at=at)


def _whose(person_id: int, right: DataRight, by: Actor, at: datetime) -> Standing:
    if by.kind is not ActorKind.STAFF:
        return data_person(person_id, viewer=by, at=at)
    if right not in AT_A_COUNTER:
        raise OwnDataNotAllowed
    return asking_for(person_id, viewer=by, at=at)


def _lock(person_id: int) -> None:
    """Whoever uses a right of this person holds the person's row: one at a time."""
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person_id)


def _open(person_id: int, right: DataRight) -> bool:
    return DataRequest.objects.filter(person=person_id, right=right, step=DataStep.OPEN).exists()


def _same(row: DataRequest, person_id: int) -> int:
    if row.person_id != person_id:
        raise DataRequestGone
    return row.pk


def _require_the_same(row: DataRequest, verdict: DataStep, by: Actor) -> None:
    if (row.step, row.decided_by) != (verdict, by.ref):
        raise DataRequestGone


def _written(
    person_id: int, right: DataRight, words: str, client_key: UUID, *, by: Actor, at: datetime
) -> DataRequest:
    step = first_answer(right)
    done = step is not DataStep.OPEN
    return DataRequest.objects.create(
        person_id=person_id,
        right=right,
        step=step,
        words_sealed=printable(words, WORDS_LIMIT),
        client_key=client_key,
        asked_by=by.ref,
        asked_at=at,
        due_at=due(at, amount("pdp_hours", on=day_of(at))),
        decided_at=at if done else None,
        decided_by=_RULE.ref if done else "",
        reasons_sealed="" if done else None,
    )


def _tell(row: DataRequest, template: str, *, at: datetime) -> None:
    """That it was received or answered; what it is about is read after signing in."""
    notifications.tell(
        to=data_recipient(row.person_id, at=at),
        template=template,
        data={"right": row.right, "due": f"{row.due_at.isoformat()}", "step": row.step},
        urgency=Urgency.NORMAL,
        key=f"data_request:{row.pk}:{row.step}",
        by=_RULE,
        at=at,
    )


def _rest(effect: _Effect) -> None:
    Restriction.objects.bulk_create(
        [Restriction(person_id=effect.person_id, since=effect.at)], ignore_conflicts=True
    )


def _withdraw(effect: _Effect) -> None:
    """Nobody acts or sees by this person's leave any more (art. 40)."""
    end_all_helping(person_id=effect.person_id, by=_RULE, at=effect.at)
    if Consent.objects.filter(person=effect.person_id, withdrawn_at__isnull=True).exists():
        withdraw_consent(by=effect.by, at=effect.at)


def _erase(effect: _Effect) -> None:
    """Every package lets go of what no law makes it keep (art. 43)."""
    whose = whose_data(effect.person_id)
    for let_go in letting_go():
        let_go(whose, by=effect.by, at=effect.at)


def _nothing_more(effect: _Effect) -> None:
    """A correction is made by the request to change that belongs to it."""
    del effect


_EFFECTS: Mapping[DataRight, Callable[[_Effect], None]] = {
    DataRight.CORRECT: _nothing_more,
    DataRight.RESTRICT: _rest,
    DataRight.WITHDRAW: _withdraw,
    DataRight.ERASE: _erase,
}
