"""A new number for somebody who has lost the old one: asked for, proved, seconded.

Whoever holds the person's row decides: every verb locks it first, then the change.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from titian.accounts import services as accounts
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.periods import day_of
from titian.members import rules
from titian.members.errors import (
    RecoveryGone,
    RecoveryNobody,
    RecoveryNotAllowed,
    RecoveryOpen,
    RecoveryTries,
)
from titian.members.models import NumberRecovery, Person
from titian.members.selectors import (
    amount,
    find_by_identifier,
    kader_village,
    match,
    recovery,
    recovery_facts,
    seconds,
)
from titian.members.services.recovery_telling import send_code, tell_waiting
from titian.members.services.replacing import apply_one, lock_recovery
from titian.members.types import NewNumber, RecoveryStep, RecoveryView, RecoveryWay
from titian.platform.audit import services as audit

_NOBODY = 0
_OPEN = [step for step in RecoveryStep if step.is_open]


def ask_at_counter(
    *, number: str, new: NewNumber, document: str, client_key: UUID, by: Actor, at: datetime
) -> RecoveryView:
    """An officer has the person and the document before them: what was under way ends for it."""
    if not any(grant.role in rules.GIVING_ROLES for grant in by.grants):
        raise RecoveryNotAllowed
    person_id = find_by_identifier(number, viewer=by, at=at).person_id
    row = NumberRecovery(way=RecoveryWay.COUNTER, document=document, client_key=client_key)
    return _begun(row, person_id, new, by=by, at=at)


def ask_as_kader(
    *, nik: str, birth_date: date, new: NewNumber, client_key: UUID, by: Actor, at: datetime
) -> RecoveryView:
    """A kader vouches for a neighbour: only of the village they serve."""
    kader = int(by.subject or _NOBODY)
    village = kader_village(kader)
    if village is None:
        raise RecoveryNotAllowed
    person_id = match(nik, birth_date) or _NOBODY
    if not Person.objects.filter(pk=person_id, family__village=village).exists():
        raise RecoveryNobody
    row = NumberRecovery(way=RecoveryWay.KADER, voucher_id=kader, client_key=client_key)
    return _begun(row, person_id, new, by=by, at=at)


def ask_as_head(
    *, person_id: int, new: NewNumber, client_key: UUID, by: Actor, at: datetime
) -> RecoveryView:
    """The head of the family card vouches for somebody on it."""
    head = int(by.subject or _NOBODY)
    if not Person.objects.filter(pk=person_id, family__head=head).exists():
        raise RecoveryNotAllowed
    row = NumberRecovery(way=RecoveryWay.HEAD, voucher_id=head, client_key=client_key)
    return _begun(row, person_id, new, by=by, at=at)


@transaction.atomic
def send_recovery_code(*, recovery_id: int, by: Actor, at: datetime) -> None:
    """Another code to the new number; the one before stays good."""
    row = _own(recovery_id, "prove", by, at)
    if row.codes_sent >= rules.RECOVERY_CODES:
        raise RecoveryTries
    row.codes_sent += 1
    row.save(update_fields=["codes_sent"])

    send_code(row, at=at)


def prove_number(*, recovery_id: int, code: str, by: Actor, at: datetime) -> RecoveryView:
    """The code that reached the new number. Every try counts, also the one that fails."""
    _counted(recovery_id, by, at)
    with transaction.atomic():
        row = _own(recovery_id, "prove", by, at)
        accounts.redeem_code(refs=[_ref(row)], code=code, at=at)
        accounts.forget_codes(ref=_ref(row))

        row.proved_at, row.step = at, rules.after_proof(RecoveryWay(row.way))
        audit.record(_entry(row, "members.recovery_proved", by), at=at)
        if row.step == RecoveryStep.WAITING:
            _wait(row, by=by, at=at)
        else:
            row.save(update_fields=["proved_at", "step"])
            tell_waiting(row, by=by, at=at)
    return recovery(recovery_id, viewer=by, at=at)


@transaction.atomic
def second_recovery(*, recovery_id: int, by: Actor, at: datetime) -> None:
    """A second person knows that it is true: an officer, or another adult of the family card."""
    row = lock_recovery(recovery_id)
    if row is None or not seconds(row, viewer=by, at=at):
        raise RecoveryGone

    row.second_by, row.step = by.ref, RecoveryStep.WAITING
    audit.record(_entry(row, "members.recovery_seconded", by), at=at)
    _wait(row, by=by, at=at)


def lapse_old(*, at: datetime) -> int:
    """What nobody proved within an hour, or seconded within days, is over."""
    days = timedelta(days=amount("recovery_second_days", on=day_of(at)))
    old = NumberRecovery.objects.filter(
        step=RecoveryStep.PROVING, asked_at__lte=at - rules.RECOVERY_PROOF_LASTS
    ) | NumberRecovery.objects.filter(step=RecoveryStep.SECONDING, proved_at__lte=at - days)
    return old.update(step=RecoveryStep.LAPSED, ended_at=at, ended_by="system:members.recoveries")


@transaction.atomic
def _begun(
    row: NumberRecovery, person_id: int, new: NewNumber, *, by: Actor, at: datetime
) -> RecoveryView:
    Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    before = NumberRecovery.objects.filter(client_key=row.client_key, asked_by=by.ref).first()
    if before is not None:
        return recovery(before.pk, viewer=by, at=at)
    row.person_id, row.step = person_id, RecoveryStep.PROVING
    row.channel, row.to_sealed = new.channel, new.to
    row.asked_by, row.asked_at, row.codes_sent = by.ref, at, 1
    most = amount("recovery_most_in_30_days", on=day_of(at))
    rules.begin_recovery(recovery_facts(row, at=at), most=most)
    _make_room(row, by, at)

    row.save(force_insert=True)

    said: dict[str, object] = {"recovery": row.pk, "way": row.way}
    if row.document:
        said["document"] = row.document
    audit.record(_entry(row, "members.recovery_asked", by, said), at=at)
    send_code(row, at=at)
    return recovery(row.pk, viewer=by, at=at)


def _make_room(row: NumberRecovery, by: Actor, at: datetime) -> None:
    """One at a time: the counter's comes first, and an unproved one yields to whoever began it."""
    under_way = NumberRecovery.objects.filter(person=row.person_id, step__in=_OPEN)
    yields = under_way
    if row.way != RecoveryWay.COUNTER:
        yields = under_way.filter(step=RecoveryStep.PROVING).exclude(
            way=RecoveryWay.COUNTER, asked_at__gt=at - rules.RECOVERY_PROOF_LASTS
        )
    yields.update(step=RecoveryStep.LAPSED, ended_at=at, ended_by=by.ref)
    if under_way.exists():
        raise RecoveryOpen


def _wait(row: NumberRecovery, *, by: Actor, at: datetime) -> None:
    """From now the hours run, unless there are none to wait."""
    on = day_of(at)
    is_adult = rules.is_adult(row.person.birth_date, on)
    key = rules.wait_key(RecoveryWay(row.way), is_adult=is_adult)
    row.effective_at = at + timedelta(hours=amount(key, on=on))
    row.save(update_fields=["proved_at", "effective_at", "second_by", "step"])
    if row.effective_at <= at:
        apply_one(row, by=by, at=at)
    else:
        tell_waiting(row, by=by, at=at)


def _own(recovery_id: int, move: str, by: Actor, at: datetime) -> NumberRecovery:
    """The change locked, for whoever began it."""
    row = lock_recovery(recovery_id)
    late = row is not None and at >= row.asked_at + rules.RECOVERY_PROOF_LASTS
    if row is None or late or row.asked_by != by.ref or by.kind is ActorKind.VISITOR:
        raise RecoveryGone
    if not rules.may_move(move, RecoveryStep(row.step), None, at):
        raise RecoveryGone
    return row


def _counted(recovery_id: int, by: Actor, at: datetime) -> None:
    """Count a try; after too many the change is over. Commits even when the try fails."""
    mine = NumberRecovery.objects.filter(pk=recovery_id, asked_by=by.ref, step=RecoveryStep.PROVING)
    mine.update(tries=F("tries") + 1)
    row = mine.first()
    if row is not None and row.tries > rules.RECOVERY_TRIES:
        accounts.forget_codes(ref=_ref(row))
        mine.update(step=RecoveryStep.LAPSED, ended_at=at, ended_by=by.ref)
        raise RecoveryTries


def _ref(row: NumberRecovery) -> str:
    return rules.recovery_ref(row.pk)


def _entry(
    row: NumberRecovery, action: str, by: Actor, said: dict[str, object] | None = None
) -> audit.Entry:
    return audit.Entry(by, action, f"person:{row.person_id}", said or {"recovery": row.pk})
