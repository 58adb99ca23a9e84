"""Autodebit takes what is due: asked outside of every transaction, booked in one.

What is about to be asked is written down first; no answer, or a kill in between, asks again
with the same key, and the gateway takes the same key once.
"""

import logging
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from titian.contributions.models import DebitAttempt, Mandate
from titian.contributions.ports import Debit, DebitResult
from titian.contributions.rules.mandates import GIVEN_UP, KNOWN, debit_key, may_debit
from titian.contributions.rules.parameters import Parameters
from titian.contributions.selectors.outstanding import owed_now, situation_now
from titian.contributions.selectors.parameters import parameters
from titian.contributions.services.locking import hold_account
from titian.contributions.services.mandates import end_refused, gateway
from titian.contributions.services.paying import pay_for_family
from titian.contributions.types import Outstanding, Payability, Received, Via
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.platform.db.transactions import refuse_transaction

log = logging.getLogger(__name__)


def debit_due(*, on: date, by: Actor, at: datetime) -> int:
    """Debit the families whose mandate holds and whose due date is near; returns how many paid.

    Each family is tried once a day until the month is paid. What was asked for has an end also
    when the mandate has one before it.
    """
    if not settings.TITIAN_AUTODEBIT:
        return 0
    table, paid = parameters(), 0
    unended = DebitAttempt.objects.filter(mandate=OuterRef("pk"), booked_at__isnull=True)
    asked = Exists(unended.exclude(result__in=GIVEN_UP))
    mandates = Mandate.objects.filter(Q(closed_at__isnull=True) | asked).order_by("pk")
    for mandate in mandates.iterator(chunk_size=500):
        try:
            paid += _debit(mandate, table, on, by, at)
        except Exception:
            log.exception("mandate %s was not debited", mandate.pk)
    return paid


def _debit(mandate: Mandate, table: Parameters, on: date, by: Actor, at: datetime) -> bool:
    if not may_debit(mandate.opened_at, table, at=at):
        return False
    attempt = _attempt(mandate, table, on, at)
    if attempt is None or attempt.booked_at is not None:
        return False
    if attempt.result not in KNOWN:
        if not _may_ask(mandate):
            return False
        _answered(attempt, _ask(mandate, attempt), by, at)
    return attempt.result == DebitResult.TAKEN and _book(mandate, attempt, by, at)


def _attempt(mandate: Mandate, table: Parameters, on: date, at: datetime) -> DebitAttempt | None:
    """The attempt whose end is not known yet, else a new one for today when money is due."""
    attempts = DebitAttempt.objects.filter(mandate=mandate).order_by("-day")
    last = attempts.first()
    if last is not None and last.booked_at is None and last.result not in GIVEN_UP:
        return last
    if last is not None and last.day >= on:
        return None
    if _due(mandate.family_id, table, on) is None:
        return None  # as for most, whom nobody needs to wait for
    return _begun(mandate, table, on, at)


@transaction.atomic
def _begun(mandate: Mandate, table: Parameters, on: date, at: datetime) -> DebitAttempt | None:
    """A new attempt for what is due once the account is held: who is paying just now has paid
    then. None too when the mandate was closed while others were debited.
    """
    hold_account(mandate.family_id)
    still_open = Mandate.objects.filter(pk=mandate.pk, closed_at__isnull=True)
    if not still_open.select_for_update(of=("self",)).values_list("pk").first():
        return None
    due = _due(mandate.family_id, table, on)
    if due is None:
        return None
    made, _ = DebitAttempt.objects.get_or_create(
        mandate=mandate, day=on, defaults={"amount": due.amount, "asked_at": at}
    )
    return made


def _may_ask(mandate: Mandate) -> bool:
    """After a mandate was closed only when the gateway knows it: then it says what became of the
    debit and takes nothing any more.
    """
    now = Mandate.objects.values_list("closed_at", "ended_at").get(pk=mandate.pk)
    return now[0] is None or now[1] is not None


def _due(family_id: int, table: Parameters, on: date) -> Outstanding | None:
    """What can be paid, from some days before the first of it is due."""
    _, now = situation_now(family_id, on=on)
    due = owed_now(now, table).outstanding
    if due.payability is not Payability.PAYABLE:
        return None
    ahead = timedelta(days=table.whole("autodebit.days_before", on))
    return due if min(line.due_on for line in due.lines) <= on + ahead else None


def _ask(mandate: Mandate, attempt: DebitAttempt) -> DebitResult:
    refuse_transaction()
    wanted = Debit(
        key=debit_key(attempt.pk),
        mandate_ref=mandate.ref_sealed,
        amount=attempt.amount,
        description=f"JKN {attempt.day:%Y-%m}",
    )
    return gateway().debit(wanted)


@transaction.atomic
def _answered(attempt: DebitAttempt, result: DebitResult, by: Actor, at: datetime) -> None:
    """A refusal and the end of the mandate are one fact: either both are written or neither."""
    if result is DebitResult.REFUSED:
        end_refused(mandate_id=attempt.mandate_id, by=by, at=at)
    attempt.result = result
    attempt.save(update_fields=["result"])


def _book(mandate: Mandate, attempt: DebitAttempt, by: Actor, at: datetime) -> bool:
    """Money that was taken is paid; what cannot be booked stays for somebody to look at, and is
    booked when a bill of its amount is due. Meanwhile nothing more is debited.
    """
    for paid_at in (attempt.asked_at, at):
        received = Received(
            partner=mandate.gateway,
            request_id=debit_key(attempt.pk),
            amount=attempt.amount,
            paid_at=paid_at,
            via=Via.AUTODEBIT,
        )
        try:
            pay_for_family(family_id=mandate.family_id, received=received, by=by, at=at)
        except Refusal:
            continue
        attempt.booked_at = at
        attempt.save(update_fields=["booked_at"])
        return True
    log.warning("debit %s was taken but not booked", attempt.pk)
    return False
