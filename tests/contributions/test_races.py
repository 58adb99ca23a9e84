"""At the same moment, in threads with connections of their own: whoever comes first is right,
whoever comes second sees it, and nothing is taken, billed or promised twice.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import pytest
from django.db.models import F, Sum

from tests.factories.contributions import (
    BANK,
    SETUP,
    PayingFamily,
    money,
    noon,
    paying_family,
    suspended_family,
)
from tests.threads import all_at_once
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.models import Bill, BillingRun, Payment, Plan
from titian.contributions.types import BillKind, Paid, PlanScheme, Received
from titian.kernel.errors import Refusal

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
TODAY = date(2026, 11, 20)
MANY = 8

Act = Callable[[], object]


@pytest.fixture
def families() -> list[PayingFamily]:
    return [paying_family() for _ in range(MANY)]


def paying(family: PayingFamily, received: Received, *, on: date = TODAY) -> Act:
    return partial(
        contributions.pay,
        customer_no=family.customer_no, received=received, by=BANK, at=noon(on),
    )  # fmt: skip


def billing(month: date) -> Act:
    return partial(contributions.bill_month, month=month, by=SETUP, at=noon(month))


def agreeing(family: PayingFamily, key: str) -> Act:
    return partial(
        contributions.agree_plan,
        family_id=family.family_id, scheme=PlanScheme.REHAB, parts=3, client_key=key, by=SETUP,
        at=noon(TODAY),
    )  # fmt: skip


def nobody_is_billed_before(families: Sequence[PayingFamily], month: date) -> None:
    """What other tests committed is left alone: the run begins with these."""
    BillingRun.objects.all().delete()
    first = min(family.family_id for family in families)
    BillingRun.objects.create(month=month, turn=1, last_family=first - 1, started_at=noon(month))


def at_once(*acts: Act) -> list[object]:
    """Refusals are answers; anything else that is raised is a fault, a deadlock too."""
    answers = all_at_once(acts)
    faults = [a for a in answers if isinstance(a, BaseException) and not isinstance(a, Refusal)]
    assert not faults
    return list(answers)


def payments_of(family: PayingFamily) -> int:
    return Payment.objects.filter(family=family.family_id).count()


def months_billed(family: PayingFamily) -> list[date]:
    bills = Bill.objects.filter(family=family.family_id, kind=BillKind.MONTHLY)
    return sorted(bills.values_list("month", flat=True))


def books_agree(family: PayingFamily) -> bool:
    debts = (BillKind.MONTHLY, BillKind.FINE)
    left = Bill.objects.filter(
        family=family.family_id, kind__in=debts, settled_by__isnull=True
    ).aggregate(sum=Sum(F("amount") - F("credited")))
    balances = family.balances()
    return sum(balances.values()) == 0 and balances.get("member_due", 0) == (left["sum"] or 0)


def test_two_banks_take_the_money_of_one_bill_once() -> None:
    family = suspended_family(3, on=TODAY)
    amount = family.owes(TODAY).amount
    calls = [money(amount, TODAY, partner=name) for name in ("BRI", "BNI", "BCA", "Mandiri") * 4]

    answers = at_once(*(paying(family, call) for call in calls))

    assert sum(isinstance(a, Paid) for a in answers) == 1
    assert {type(a) for a in answers} == {Paid, contributions.NothingDue}
    assert payments_of(family) == 1
    assert family.statuses == {"AKTIF"}
    assert books_agree(family)


def test_every_member_pays_by_the_own_number_and_the_money_is_taken_once() -> None:
    family = paying_family(4)
    numbers = [
        contributions_read.virtual_accounts(one, viewer=family.viewer, on=TODAY)[0].customer_no
        for one in family.people
    ]

    answers = at_once(
        *(
            partial(
                contributions.pay,
                customer_no=number, received=money(140_000, TODAY), by=BANK, at=noon(TODAY),
            )
            for number in numbers * 4
        )
    )  # fmt: skip

    assert sum(isinstance(a, Paid) for a in answers) == 1
    assert months_billed(family) == [NOVEMBER]


def test_one_request_for_two_families_is_one_payment() -> None:
    families = [paying_family(1), paying_family(1)]
    call = money(35_000, TODAY)

    answers = at_once(*(paying(family, call) for family in families * 8))

    assert Payment.objects.filter(request_id=call.request_id).count() == 1
    assert sum(isinstance(a, contributions.RequestInconsistent) for a in answers) == 8


def test_who_pays_while_the_month_is_billed_has_one_bill_and_it_is_paid(
    families: list[PayingFamily],
) -> None:
    nobody_is_billed_before(families, NOVEMBER)
    calls = [paying(family, money(70_000, TODAY)) for family in families]

    answers = at_once(billing(NOVEMBER), *calls, billing(NOVEMBER))

    assert sum(isinstance(a, Paid) for a in answers) == MANY
    for family in families:
        assert months_billed(family) == [NOVEMBER]
        assert family.open_bills() == []
        assert books_agree(family)


def test_a_month_billed_by_four_workers_at_once_is_billed_once(
    families: list[PayingFamily],
) -> None:
    nobody_is_billed_before(families, NOVEMBER)

    at_once(*[billing(NOVEMBER)] * 4)

    assert [months_billed(family) for family in families] == [[NOVEMBER]] * MANY
    assert all(books_agree(family) for family in families)


def test_who_pays_in_the_moment_of_the_suspension_is_active(families: list[PayingFamily]) -> None:
    nobody_is_billed_before(families, NOVEMBER)
    billing(NOVEMBER)()
    suspending = partial(contributions.suspend_unpaid, on=DECEMBER, by=SETUP, at=noon(DECEMBER))
    calls = [paying(f, money(140_000, DECEMBER), on=DECEMBER) for f in families]

    answers = at_once(suspending, *calls, suspending)

    assert sum(isinstance(a, Paid) for a in answers) == MANY
    for family in families:
        assert family.statuses == {"AKTIF"}
        assert books_agree(family)


def test_arrears_are_paid_or_put_into_a_plan_but_not_both() -> None:
    families = [suspended_family(6, on=TODAY) for _ in range(MANY)]
    acts = [
        act
        for family in families
        for act in (paying(family, money(490_000, TODAY)), agreeing(family, "k"))
    ]

    answers = at_once(*acts)

    for family, paid, plan in zip(families, answers[::2], answers[1::2], strict=True):
        assert isinstance(paid, Paid) is not isinstance(plan, int)
        assert Plan.objects.filter(family=family.family_id).exists() is isinstance(plan, int)
        assert books_agree(family)


def test_two_presses_and_two_tabs_agree_on_one_plan() -> None:
    family = suspended_family(6, on=TODAY)

    answers = at_once(*(agreeing(family, key) for key in ("a", "b") * 4))

    assert len({a for a in answers if isinstance(a, int)}) == 1
    assert Plan.objects.filter(family=family.family_id).count() == 1
    assert sum(isinstance(a, contributions.PlanNotPossible) for a in answers) == 4


def test_a_plan_is_paid_or_given_up_and_the_rest_is_due() -> None:
    families = [suspended_family(6, on=TODAY) for _ in range(MANY)]
    for family in families:
        agreeing(family, "k")()
    acts: list[Act] = []
    for family in families:
        acts.append(paying(family, money(family.owes(TODAY).amount, TODAY)))
        acts.append(
            partial(contributions.cancel_plan, family_id=family.family_id, by=SETUP, at=noon(TODAY))
        )

    at_once(*acts)

    for family in families:
        assert books_agree(family)
        family.pays(TODAY)
        assert family.statuses == {"AKTIF"}
        assert family.balances()["member_due"] == 0


def test_a_case_told_sixteen_times_is_fined_once() -> None:
    family = suspended_family(6, on=TODAY)
    family.pays(TODAY)
    fining = partial(
        contributions.charge_fine,
        family_id=family.family_id, package_estimate=5_000_000, admitted_on=TODAY,
        case_ref="case-1", by=SETUP, at=noon(TODAY),
    )  # fmt: skip

    answers = at_once(*[fining] * 16)

    assert len(set(answers)) == 1
    assert [kind for kind, *_ in family.open_bills()] == ["fine"]
    assert books_agree(family)
