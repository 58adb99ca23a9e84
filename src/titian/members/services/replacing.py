"""A change of number takes effect, exactly once; or is stopped, or undone by the link."""

import json
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from titian.accounts import services as accounts
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import rules
from titian.members.errors import RecoveryGone
from titian.members.events import NumberChanged
from titian.members.models import Contact, NumberRecovery, Person
from titian.members.selectors import amount, recovery_of_token, stops
from titian.members.services.contacts import replace_contacts
from titian.members.services.overruling import end_asked, lock_asked, trusted, undo_until
from titian.members.services.recovery_telling import tell_changed, tell_stopped
from titian.members.services.requests.putting_off import put_off
from titian.members.types import NewContact, NewNumber, RecoveryStep
from titian.notifications.types import Channel
from titian.platform.audit import services as audit
from titian.platform.outbox import services as outbox

log = logging.getLogger(__name__)


def apply_due_numbers(*, by: Actor, at: datetime) -> int:
    """Everything whose hours are over takes effect; one that fails does not hold up the rest."""
    now = Q(retry_at__isnull=True) | Q(retry_at__lte=at)
    due = NumberRecovery.objects.filter(now, step=RecoveryStep.WAITING, effective_at__lte=at)
    waiting = due.order_by("effective_at").values_list("pk", flat=True)
    return sum(_applied(pk, by, at) for pk in waiting)


def _applied(recovery_id: int, by: Actor, at: datetime) -> int:
    try:
        with transaction.atomic():
            row = lock_recovery(recovery_id)
            if row is None or not rules.may_move("apply", RecoveryStep(row.step), None, at):
                return 0
            apply_one(row, by=by, at=at)
    except Exception:
        log.exception("a change of number failed", extra={"recovery": recovery_id})
        put_off(NumberRecovery.objects.filter(pk=recovery_id), at=at)
        return 0
    return 1


def lock_recovery(recovery_id: int) -> NumberRecovery | None:
    """The change, its person's row locked before it; needs the caller's transaction."""
    lock_asked(recovery_id)
    whose = NumberRecovery.objects.filter(pk=recovery_id).values("person_id")
    Person.objects.select_for_update(of=("self",)).filter(pk__in=whose).first()
    return NumberRecovery.objects.select_for_update(of=("self",)).filter(pk=recovery_id).first()


def apply_one(row: NumberRecovery, *, by: Actor, at: datetime) -> None:
    """The new number is on record, every way in of before is closed, the old addresses know.

    The caller holds the lock of the change.
    """
    old = _on_record(row.person_id)
    days = timedelta(days=amount("recovery_undo_days", on=day_of(at)))
    kept = trusted(old, row, days=days, at=at)

    row.step, row.ended_at, row.ended_by = RecoveryStep.DONE, at, by.ref
    row.old_sealed, row.undo_until = _written(old), undo_until(row, days=days, at=at)
    row.save()
    new = NewNumber(Channel(row.channel), row.to_sealed)
    _put(row.person_id, rules.addresses_after(new, kept), by=by, at=at)

    said: dict[str, object] = {"recovery": row.pk, "way": row.way}
    entry = audit.Entry(by, "members.number_changed", f"person:{row.person_id}", said)
    audit.record(entry, at=at)
    tell_changed(row, old, by=by, at=at)


@transaction.atomic
def stop_by_link(*, token: str, by: Actor, at: datetime) -> None:
    """ "Bukan saya": whoever reads the old address stops what waits, or undoes what was done.

    Pressing again is no fault: it is stopped already.
    """
    row = lock_recovery(recovery_of_token(token))
    if row is None:
        raise RecoveryGone
    if row.step in (RecoveryStep.STOPPED, RecoveryStep.UNDONE):
        return
    _end(row, by=by, at=at)


@transaction.atomic
def stop_recovery(*, recovery_id: int, by: Actor, at: datetime) -> None:
    """The person on an older session, an adult of the card, whoever began it, or an officer."""
    row = lock_recovery(recovery_id)
    if row is None or not stops(row, viewer=by, at=at):
        raise RecoveryGone
    _end(row, by=by, at=at)


def _end(row: NumberRecovery, *, by: Actor, at: datetime) -> None:
    step = RecoveryStep(row.step)
    if rules.may_move("stop", step, None, at):
        row.step = RecoveryStep.STOPPED
    elif rules.may_move("undo", step, row.undo_until, at):
        row.step = RecoveryStep.UNDONE
    else:
        raise RecoveryGone

    row.ended_at, row.ended_by = at, by.ref
    row.save(update_fields=["step", "ended_at", "ended_by"])
    accounts.forget_codes(ref=rules.recovery_ref(row.pk))
    if row.step == RecoveryStep.UNDONE:
        _put(row.person_id, _read(row.old_sealed), by=by, at=at)

    action = f"members.recovery_{row.step}"
    entry = audit.Entry(by, action, f"person:{row.person_id}", {"recovery": row.pk})
    audit.record(entry, at=at)
    tell_stopped(row, _on_record(row.person_id), by=by, at=at)


def _put(person_id: int, contacts: Sequence[NewContact], *, by: Actor, at: datetime) -> None:
    """Other addresses, and nobody who came in by the ones before stays in."""
    replace_contacts(person_id=person_id, contacts=contacts, by=by, at=at)
    end_asked(person_id, by=by, at=at)
    accounts.end_access(subject=str(person_id), by=by, at=at)
    for ref in rules.code_refs(person_id):
        accounts.forget_codes(ref=ref)
    outbox.announce(NumberChanged(person_id, at), at=at)


def _on_record(person_id: int) -> list[NewContact]:
    found = Contact.objects.filter(person=person_id).order_by("place")
    return [NewContact(one.channel, one.to_sealed, one.verified_at is not None) for one in found]


def _written(contacts: Sequence[NewContact]) -> str:
    return json.dumps([[one.channel, one.to, one.verified] for one in contacts])


def _read(text: str | None) -> list[NewContact]:
    return [NewContact(channel, to, verified) for channel, to, verified in json.loads(text or "[]")]
