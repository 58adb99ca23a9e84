"""Families with dues, as the browser finds them: in arrears today, and money that comes now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from tests.factories.contributions import BANK, PayingFamily, noon, suspended_family
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.rules.days import months_after
from titian.contributions.types import Paid, PlanScheme, Received, Via
from titian.kernel import clock


@dataclass(frozen=True, slots=True)
class Owing:
    """Fourteen months in arrears, a receipt, and the link that a reminder carries."""

    family: PayingFamily
    payment_id: int
    token: str


def a_family_in_arrears(months: int, people: int = 2) -> PayingFamily:
    """Class III, suspended since the first of this month."""
    return suspended_family(months, people, on=clock.today())


def a_family_that_paid_and_owes() -> Owing:
    """They agreed on parts, paid the first, and gave the plan up."""
    family = a_family_in_arrears(14)
    agrees(family)
    paid = pays_now(family)
    contributions.cancel_plan(family_id=family.family_id, by=family.viewer, at=clock.now())
    token = contributions.reminder_token(family.family_id)
    return Owing(family, paid.payment_id, token)


def agrees(family: PayingFamily, parts: int = 12, *, at: datetime | None = None) -> int:
    """On the first of this month unless said otherwise: nobody agrees after the 28th."""
    at = at or min(clock.now(), noon(clock.today().replace(day=1)))
    return contributions.agree_plan(
        family_id=family.family_id,
        scheme=PlanScheme.REHAB,
        parts=parts,
        client_key=uuid4().hex,
        by=family.viewer,
        at=at,
    )


def pays_now(family: PayingFamily, at: datetime | None = None) -> Paid:
    """All that is due, by a bank, this minute."""
    at = at or clock.now()
    due = contributions_read.outstanding_by_number(family.customer_no, at=at)[0]
    received = Received("BRI", uuid4().hex, due.amount, at, Via.VIRTUAL_ACCOUNT, "000000000012345")
    return contributions.pay(customer_no=family.customer_no, received=received, by=BANK, at=at)


@transaction.atomic
def a_family_near_the_end_of_its_plan() -> PayingFamily:
    """Fourteen months were agreed on eleven months ago; eleven of twelve parts are paid.

    All at once: a running worker would bill them by today's calendar in between.
    """
    this = clock.today().replace(day=1)
    months = [noon(months_after(this, -count)) for count in range(11, 0, -1)]
    family = suspended_family(14, on=months[0].date())
    agrees(family, at=months[0])
    for at in months:
        pays_now(family, at)
    return family


def a_family_that_may_be_fined() -> PayingFamily:
    """They paid three months of arrears just now; another family pays by instalments."""
    agrees(a_family_in_arrears(14))
    family = a_family_in_arrears(3)
    pays_now(family)
    return family
