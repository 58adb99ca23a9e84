"""The fine for inpatient care soon after a card became active again (domain-rules §2.4)."""

from datetime import date, datetime

from django.db import transaction

from titian.contributions.errors import FiningNotAllowed
from titian.contributions.models import Bill
from titian.contributions.rules import fines
from titian.contributions.rules.tariffs import SELF_PAYING
from titian.contributions.selectors.dues import reactivation_of
from titian.contributions.selectors.letting_go import is_poor
from titian.contributions.selectors.outstanding import paying_family
from titian.contributions.selectors.parameters import parameters
from titian.contributions.services.billing import reserve_bills
from titian.contributions.services.locking import hold_account
from titian.contributions.services.writing import NewBill, add_bills
from titian.contributions.types import BillKind, DueLine
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch


@transaction.atomic
def charge_fine(
    *,
    family_id: int,
    package_estimate: int,
    admitted_on: date,
    case_ref: str,
    by: Actor,
    at: datetime,
) -> int | None:
    """Charge the fine of one case once; returns the bill's id, None when nothing is owed.

    Raises `FiningNotAllowed`.
    """
    if not fines.may_fine(by):
        raise FiningNotAllowed
    hold_account(family_id)
    of_case = Bill.objects.filter(family=family_id, kind=BillKind.FINE, case_ref=case_ref)
    if (known := of_case.values_list("id", flat=True).first()) is not None:
        return known

    amount, months = _amount(family_id, package_estimate, admitted_on)
    if not amount:
        return None

    (pk,) = reserve_bills(1)
    month, today = admitted_on.replace(day=1), day_of(at)
    line = DueLine(
        BillKind.FINE, month, due_on=today, amount=amount, tariff=package_estimate, number=months,
        bill_id=pk,
    )  # fmt: skip
    batch = Batch()
    add_bills(batch, [NewBill(family_id, line, case_ref=case_ref)], at=at)
    data: dict[str, object] = {"bill": pk, "amount": amount}
    entry = audit.Entry(by, "contributions.fined", f"family:{family_id}", data)
    audit.add_to(batch, [entry], at=at)
    batch.run()
    return pk


def _amount(family_id: int, package_estimate: int, admitted_on: date) -> tuple[int, int]:
    """In rupiah, and the months in arrears that count."""
    last = reactivation_of(family_id)
    if last is None:
        return 0, 0
    reactivated_on, months = last
    people, table = paying_family(family_id).people, parameters()
    amount = fines.service_fine(
        package_estimate,
        months_in_arrears=months,
        reactivated_on=reactivated_on,
        admitted_on=admitted_on,
        parameters=table,
        is_state_paid=not any(one.segment in SELF_PAYING for one in people),
        is_poor=is_poor(family_id, admitted_on),
    )
    return amount, fines.fine_months(months, admitted_on, table)
