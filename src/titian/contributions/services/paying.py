"""Money comes: the bills are settled, the ledger is written and the card turns active at once."""

from datetime import datetime

from django.db import IntegrityError, transaction

from titian.contributions.errors import (
    FirstPaymentLapsed,
    FirstPaymentTooEarly,
    NothingDue,
    RequestInconsistent,
    WrongAmount,
)
from titian.contributions.models import Payment
from titian.contributions.rules.days import counts_on
from titian.contributions.rules.settling import settlement
from titian.contributions.selectors.bills import lines_settled_by
from titian.contributions.selectors.outstanding import (
    family_of_number,
    owed_now,
    paying_family,
    situation,
)
from titian.contributions.selectors.parameters import parameters
from titian.contributions.services.locking import lock_account
from titian.contributions.services.taking import Taken, take
from titian.contributions.types import Outstanding, Paid, Payability, Received
from titian.kernel.actors import Actor
from titian.kernel.identifiers import time_ordered_id
from titian.kernel.periods import day_of
from titian.members import services as members
from titian.members.types import Change, PayingFamily


def pay(*, customer_no: str, received: Received, by: Actor, at: datetime) -> Paid:
    """The family of any card whose last eleven digits these are pays all that is due.

    The same request again gives the same answer. Raises `PayerUnknown`, `NothingDue`,
    `WrongAmount`, `FirstPaymentTooEarly`, `FirstPaymentLapsed`, `RequestInconsistent`.
    """
    family_id = family_of_number(customer_no)
    return pay_for_family(family_id=family_id, received=received, by=by, at=at)


def pay_for_family(*, family_id: int, received: Received, by: Actor, at: datetime) -> Paid:
    """As `pay`, for who knows the family: autodebit and reconciliation."""
    try:
        return _pay(family_id, received, by, at)
    except IntegrityError:
        # Another family's payment took the same request at the same moment: now it is seen.
        return _pay(family_id, received, by, at)


@transaction.atomic
def _pay(family_id: int, received: Received, by: Actor, at: datetime) -> Paid:
    had_account = lock_account(family_id, at=at)
    before = Payment.objects.filter(partner=received.partner, request_id=received.request_id)
    if (known := before.first()) is not None:
        return _again(known, family_id, received)

    family = paying_family(family_id)
    on = counts_on(day_of(received.paid_at), day_of(at))
    now = situation(family, on=on, has_account=had_account)
    what = owed_now(now, parameters())
    _require_payable(what.outstanding, received.amount)

    done = settlement(now, what, month=day_of(at).replace(day=1))
    taken = Taken(time_ordered_id(at), family_id, received, what, done)
    _tell_members(family, taken, by, at)
    lines = take(taken, by=by, at=at)

    return Paid(
        payment_id=taken.payment_id,
        family_id=family_id,
        amount=received.amount,
        recorded_at=at,
        lines=lines,
        active_now=done.is_active,
    )


def _again(known: Payment, family_id: int, received: Received) -> Paid:
    if (known.family_id, known.amount) != (family_id, received.amount):
        raise RequestInconsistent
    return Paid(
        payment_id=known.pk,
        family_id=known.family_id,
        amount=known.amount,
        recorded_at=known.recorded_at,
        lines=lines_settled_by([known.pk]).get(known.pk, ()),
        active_now=known.active_after,
        repeated=True,
    )


def _require_payable(due: Outstanding, offered: int) -> None:
    if due.payability is Payability.TOO_EARLY:
        raise FirstPaymentTooEarly(from_day=due.payable_from)
    if due.payability is Payability.LAPSED:
        raise FirstPaymentLapsed(until_day=due.payable_until)
    if due.payability is not Payability.PAYABLE:
        raise NothingDue
    if due.amount != offered:
        raise WrongAmount(due=due.amount, offered=offered)


def _tell_members(family: PayingFamily, taken: Taken, by: Actor, at: datetime) -> None:
    """Whose card becomes active, and the months still in arrears."""
    done = taken.done
    changes = dict.fromkeys(done.first_paid, Change.FIRST_PAYMENT)
    changes |= dict.fromkeys(done.reactivated, Change.ARREARS_PAID)
    is_same = done.months_left == family.months_in_arrears
    months = {} if is_same else {family.family_id: done.months_left}
    if changes or months:
        members.apply_dues(changes=changes, months_in_arrears=months, on=day_of(at), by=by, at=at)
