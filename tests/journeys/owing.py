"""Families with dues, as the browser finds them: in arrears today, and money that comes now."""

from uuid import uuid4

from tests.factories.contributions import BANK, PayingFamily, suspended_family
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.types import Paid, Received, Via
from titian.kernel import clock


def a_family_in_arrears(months: int, people: int = 2) -> PayingFamily:
    """Class III, suspended since the first of this month."""
    return suspended_family(months, people, on=clock.today())


def pays_now(family: PayingFamily) -> Paid:
    """All that is due, by a bank, this minute."""
    at = clock.now()
    due = contributions_read.outstanding_by_number(family.customer_no, at=at)[0]
    received = Received("BRI", uuid4().hex, due.amount, at, Via.VIRTUAL_ACCOUNT, "000000000012345")
    return contributions.pay(customer_no=family.customer_no, received=received, by=BANK, at=at)
