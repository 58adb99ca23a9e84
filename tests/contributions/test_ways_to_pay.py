"""However a family pays what it owes, in the end it has paid the same and is as active."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.contributions import (
    BANK,
    SETUP,
    PayingFamily,
    money,
    noon,
    suspended_family,
)
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.models import Payment
from titian.contributions.rules.days import months_after
from titian.contributions.types import Payability, PlanScheme, Via
from titian.members.models import Family
from titian.members.types import WardClass

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.timeout(300)]

NOVEMBER = date(2026, 11, 1)
_CLASSES = st.sampled_from([WardClass.FIRST, WardClass.SECOND, WardClass.THIRD])
_FEW = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


@contextmanager
def undone() -> Iterator[None]:
    """Each example begins with nothing billed."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def begin(month: date) -> None:
    contributions.bill_month(month=month, by=SETUP, at=noon(month))
    contributions.suspend_unpaid(on=month, by=SETUP, at=noon(month))


def standing_of(family: PayingFamily, on: date) -> tuple[object, ...]:
    owed = family.owes(on)
    return (
        family.statuses,
        Family.objects.get(pk=family.family_id).months_in_arrears,
        (owed.payability, owed.amount),
        family.open_bills(),
        family.balances().get("member_due"),
        sum(Payment.objects.filter(family=family.family_id).values_list("amount", flat=True)),
    )


@given(
    months=st.integers(4, 30),
    people=st.integers(1, 5),
    ward=_CLASSES,
    parts=st.integers(2, 12),
    given_up_after=st.integers(0, 12),
)
@_FEW
def test_by_parts_or_at_once_the_same_is_paid_and_everybody_is_active(
    months: int, people: int, ward: WardClass, parts: int, given_up_after: int
) -> None:
    with undone():
        by_parts, at_once = (
            suspended_family(months, people, on=NOVEMBER, ward=ward) for _ in range(2)
        )
        begin(NOVEMBER)
        contributions.agree_plan(
            family_id=by_parts.family_id, scheme=PlanScheme.REHAB, parts=parts, client_key="k",
            by=SETUP, at=noon(NOVEMBER),
        )  # fmt: skip

        months_of_parts = [months_after(NOVEMBER, place) for place in range(parts)]
        for place, month in enumerate(months_of_parts):
            begin(month)
            at_once.pays(month)
            if place == given_up_after:
                contributions.cancel_plan(family_id=by_parts.family_id, by=SETUP, at=noon(month))
            if by_parts.owes(month).payability is Payability.PAYABLE:
                by_parts.pays(month)

        end = months_of_parts[-1]
        assert standing_of(by_parts, end) == standing_of(at_once, end)
        assert by_parts.statuses == {"AKTIF"}


@given(
    months=st.integers(0, 30),
    people=st.integers(1, 5),
    ward=_CLASSES,
    is_billed=st.booleans(),
    number=st.integers(0, 4),
    via=st.sampled_from(list(Via)),
)
@_FEW
def test_whoever_pays_by_whatever_way_at_once_the_same_is_paid(
    *, months: int, people: int, ward: WardClass, is_billed: bool, number: int, via: Via
) -> None:
    with undone():
        family, other = (suspended_family(months, people, on=NOVEMBER, ward=ward) for _ in "ab")
        if is_billed:
            begin(NOVEMBER)
        numbers = contributions_read.virtual_accounts(
            family.people[number % people], viewer=family.viewer, on=NOVEMBER
        )
        received = money(family.owes(NOVEMBER).amount, NOVEMBER, partner=numbers[0].bank)

        contributions.pay(
            customer_no=numbers[0].customer_no,
            received=replace(received, via=via),
            by=BANK,
            at=noon(NOVEMBER),
        )
        begin(NOVEMBER)
        other.pays(NOVEMBER)

        assert standing_of(family, NOVEMBER) == standing_of(other, NOVEMBER)
        assert family.statuses == {"AKTIF"}


@given(order=st.permutations(["case", "bill", "pay", "suspend"]), months=st.integers(1, 30))
@_FEW
def test_in_whatever_order_a_day_goes_the_last_payment_leaves_nothing_due(
    order: list[str], months: int
) -> None:
    with undone():
        family = suspended_family(months, on=NOVEMBER)
        acts: dict[str, Callable[[], object]] = {
            "case": lambda: contributions.charge_fine(
                family_id=family.family_id, package_estimate=5_000_000, admitted_on=NOVEMBER,
                case_ref="case-1", by=SETUP, at=noon(NOVEMBER),
            ),
            "bill": lambda: contributions.bill_month(month=NOVEMBER, by=SETUP, at=noon(NOVEMBER)),
            "pay": lambda: family.pays(NOVEMBER),
            "suspend": lambda: contributions.suspend_unpaid(
                on=NOVEMBER, by=SETUP, at=noon(NOVEMBER)
            ),
        }  # fmt: skip

        for act in order:
            acts[act]()
        if family.owes(NOVEMBER).payability is Payability.PAYABLE:
            family.pays(NOVEMBER)

        assert family.statuses == {"AKTIF"}
        assert family.balances()["member_due"] == 0
        assert family.open_bills() == []
        assert sum(family.balances().values()) == 0
