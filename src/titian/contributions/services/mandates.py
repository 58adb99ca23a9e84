"""Autodebit: a family lets its bank or wallet pay before the due date.

The gateway is asked outside of every transaction. What is about to be asked is written down
first; no answer, or a kill in between, asks again with the same key, and the gateway takes the
same key once.
"""

import logging
from datetime import date, datetime, timedelta
from functools import cache
from typing import cast

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from titian.contributions.errors import AutodebitOff
from titian.contributions.models import DebitAttempt, Mandate
from titian.contributions.ports import AutodebitGateway, Debit, DebitResult
from titian.contributions.rules.parameters import Parameters
from titian.contributions.selectors.bills import has_account
from titian.contributions.selectors.outstanding import owed_now, paying_family, situation
from titian.contributions.selectors.parameters import parameters
from titian.contributions.services.locking import lock_account
from titian.contributions.services.paying import pay_for_family
from titian.contributions.types import Outstanding, Payability, Received, Via
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.platform.audit import services as audit
from titian.platform.db.transactions import refuse_transaction

log = logging.getLogger(__name__)

_SHOWN_DIGITS = 4
_KNOWN = (DebitResult.TAKEN, DebitResult.NO_FUNDS, DebitResult.REFUSED)


def open_mandate(
    *, family_id: int, account_no: str, holder: str, client_key: str, by: Actor, at: datetime
) -> int:
    """Ask the gateway for a mandate; the same key gives the same one. A new one replaces the
    old. Raises `AutodebitOff` where no gateway is set up.
    """
    known = Mandate.objects.filter(family=family_id, client_key=client_key).first()
    if known is not None:
        return known.pk
    refuse_transaction()
    gateway = _gateway()
    ref = gateway.open_mandate(
        key=f"{family_id}:{client_key}", account_no=account_no, holder=holder
    )
    return _write_down(family_id, gateway.name, ref, account_no, client_key, by, at)


@transaction.atomic
def _write_down(
    family_id: int, gateway: str, ref: str, account_no: str, key: str, by: Actor, at: datetime
) -> int:
    lock_account(family_id, at=at)
    known = Mandate.objects.filter(family=family_id, client_key=key).first()
    if known is not None:
        return known.pk
    _close_open_ones(family_id, at)
    made = Mandate.objects.create(
        family_id=family_id,
        gateway=gateway,
        ref_sealed=ref,
        account_end=account_no[-_SHOWN_DIGITS:],
        client_key=key,
        opened_at=at,
    )
    entry = audit.Entry(by, "contributions.mandate_opened", f"family:{family_id}")
    audit.record(entry, at=at)
    return made.pk


def close_mandate(*, family_id: int, by: Actor, at: datetime) -> None:
    """Nothing is debited any more from this moment, whatever the gateway answers later."""
    with transaction.atomic():
        lock_account(family_id, at=at)
        refs = _close_open_ones(family_id, at)
        entry = audit.Entry(by, "contributions.mandate_closed", f"family:{family_id}")
        audit.record(entry, at=at)
    for ref in refs if settings.TITIAN_AUTODEBIT else ():
        _gateway().close_mandate(ref)


def _close_open_ones(family_id: int, at: datetime) -> list[str]:
    open_ones = Mandate.objects.filter(family=family_id, closed_at__isnull=True)
    refs = [mandate.ref_sealed for mandate in open_ones]
    open_ones.update(closed_at=at)
    return refs


def debit_due(*, on: date, by: Actor, at: datetime) -> int:
    """Debit the families whose mandate holds and whose due date is near; returns how many paid.

    Each family is tried once a day until the month is paid.
    """
    if not settings.TITIAN_AUTODEBIT:
        return 0
    table, paid = parameters(), 0
    open_ones = Mandate.objects.filter(closed_at__isnull=True).order_by("pk")
    for mandate in open_ones.iterator(chunk_size=500):
        try:
            paid += _debit(mandate, table, on, by, at)
        except Exception:
            log.exception("mandate %s was not debited", mandate.pk)
    return paid


def _debit(mandate: Mandate, table: Parameters, on: date, by: Actor, at: datetime) -> bool:
    attempt = _attempt(mandate, table, on, at)
    if attempt is None or attempt.booked_at is not None:
        return False
    if attempt.result not in _KNOWN:
        attempt.result = _ask(mandate, attempt)
        attempt.save(update_fields=["result"])
    if attempt.result == DebitResult.REFUSED:
        Mandate.objects.filter(pk=mandate.pk).update(closed_at=at)
    return attempt.result == DebitResult.TAKEN and _book(mandate, attempt, by, at)


def _attempt(mandate: Mandate, table: Parameters, on: date, at: datetime) -> DebitAttempt | None:
    """The attempt whose end is not known yet, else a new one for today when money is due."""
    attempts = DebitAttempt.objects.filter(mandate=mandate).order_by("-day")
    last = attempts.first()
    if last is not None and last.booked_at is None and last.result not in _GIVEN_UP:
        return last
    if last is not None and last.day >= on:
        return None
    due = _due(mandate.family_id, table, on)
    if due is None:
        return None
    made, _ = DebitAttempt.objects.get_or_create(
        mandate=mandate, day=on, defaults={"amount": due.amount, "asked_at": at}
    )
    return made


_GIVEN_UP = (DebitResult.NO_FUNDS, DebitResult.REFUSED)


def _due(family_id: int, table: Parameters, on: date) -> Outstanding | None:
    """What can be paid, from some days before the first of it is due."""
    has = has_account(family_id)
    due = owed_now(situation(paying_family(family_id), on=on, has_account=has), table).outstanding
    if due.payability is not Payability.PAYABLE:
        return None
    ahead = timedelta(days=table.whole("autodebit.days_before", on))
    return due if min(line.due_on for line in due.lines) <= on + ahead else None


def _ask(mandate: Mandate, attempt: DebitAttempt) -> DebitResult:
    refuse_transaction()
    wanted = Debit(
        key=f"debit-{attempt.pk}",
        mandate_ref=mandate.ref_sealed,
        amount=attempt.amount,
        description=f"JKN {attempt.day:%Y-%m}",
    )
    return _gateway().debit(wanted)


def _book(mandate: Mandate, attempt: DebitAttempt, by: Actor, at: datetime) -> bool:
    """Money that was taken is paid; what cannot be booked stays for somebody to look at."""
    received = Received(
        partner=mandate.gateway,
        request_id=f"debit-{attempt.pk}",
        amount=attempt.amount,
        paid_at=attempt.asked_at,
        via=Via.AUTODEBIT,
    )
    try:
        pay_for_family(family_id=mandate.family_id, received=received, by=by, at=at)
    except Refusal:
        log.exception("debit %s was taken but not booked", attempt.pk)
        return False
    attempt.booked_at = at
    attempt.save(update_fields=["booked_at"])
    return True


def _gateway() -> AutodebitGateway:
    path = settings.TITIAN_AUTODEBIT
    if not path:
        raise AutodebitOff
    return _made(path)


@cache
def _made(path: str) -> AutodebitGateway:
    return cast(AutodebitGateway, import_string(path)())
