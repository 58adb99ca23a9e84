"""Rows of domain-rules §1.2, §1.5 and §2.2 to §2.6 that show only when money moves.

Each test names its section and the row it takes from there.
"""

from datetime import date, timedelta

import pytest

from tests.factories.contributions import (
    BANK,
    SETUP,
    PayingFamily,
    covered_family,
    money,
    noon,
    paying_family,
    registered,
    suspended_family,
    waiting_family,
)
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.rules import accounts
from titian.contributions.rules.tariffs import EMPLOYED, SELF_PAYING, STATE_PAID
from titian.contributions.types import Payability, PlanScheme
from titian.members import services as members
from titian.members.types import Change, Happening, Segment, Status, WardClass

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 1), date(2026, 12, 5), date(2027, 1, 5)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "segment, payer",
    [
        (Segment.PBI_JK, STATE_PAID),
        (Segment.PBPU_PEMDA, STATE_PAID),
        (Segment.PPU_PN, EMPLOYED),
        (Segment.PPU_BU, EMPLOYED),
        (Segment.PBPU, SELF_PAYING),
        (Segment.BP, SELF_PAYING),
    ],
)
def test_1_2_who_pays_for_each_segment(segment: Segment, payer: frozenset[Segment]) -> None:
    payers = (STATE_PAID, EMPLOYED, SELF_PAYING)

    assert [segment in one for one in payers] == [one is payer for one in payers]


@pytest.mark.parametrize("segment", [Segment.PBI_JK, Segment.PBPU_PEMDA])
def test_1_2_and_2_1_pbi_and_pemda_are_charged_to_the_state_alone(segment: Segment) -> None:
    family = covered_family(segment, people=3)

    contributions.bill_month(month=NOVEMBER, by=SETUP, at=noon(NOVEMBER))

    assert family.owes(TODAY).payability is Payability.NOT_OURS
    assert family.balances() == {"government_due": 126_000, "contribution": -126_000}


def test_1_2_ward_right_is_one_of_four() -> None:
    assert list(WardClass) == ["I", "II", "III", "KRIS"]


def test_2_2_late_fee_on_contribution_none() -> None:
    family = suspended_family(12, people=1, on=TODAY)

    assert {line.amount for line in family.owes(TODAY).lines} == {35_000}


@pytest.mark.parametrize(
    "row, day, status",
    [
        ("the last day of the month", date(2026, 11, 30), Status.AKTIF),
        ("the 1st of the next", date(2026, 12, 1), Status.NONAKTIF_TUNGGAKAN),
    ],
)
def test_2_2_suspension_from_the_first_of_the_next_month(
    row: str, day: date, status: Status
) -> None:
    family = paying_family()
    contributions.bill_month(month=NOVEMBER, by=SETUP, at=noon(NOVEMBER))

    contributions.suspend_unpaid(on=day, by=SETUP, at=noon(day))

    assert family.statuses == {status}, row


def test_2_2_end_of_suspension_the_check_of_1_750_000_makes_active_at_once() -> None:
    family = suspended_family(30, people=2, on=TODAY)
    with pytest.raises(contributions.WrongAmount):
        family.pays(TODAY, amount=1_750_000 - 70_000)

    paid = family.pays(TODAY, amount=1_750_000)

    assert paid.active_now
    assert family.statuses == {Status.AKTIF}
    assert family.owes(TODAY).payability is Payability.NOTHING_DUE


def test_2_2_who_pays_ppu_arrears_the_employer() -> None:
    joined = Happening(Change.REGISTERED, date(2024, 1, 1), Segment.PPU_BU, WardClass.SECOND)
    fell = Happening(Change.FELL_IN_ARREARS, NOVEMBER)
    family = registered([(joined, fell)], months_in_arrears=3)

    assert family.owes(TODAY).payability is Payability.NOT_OURS


def test_2_2_payment_by_any_members_number_settles_the_entire_family() -> None:
    family = suspended_family(2, people=4, on=TODAY)
    number = contributions_read.virtual_accounts(family.people[3], viewer=family.viewer, on=TODAY)[
        0
    ].customer_no

    contributions.pay(
        customer_no=number, received=money(3 * 140_000, TODAY), by=BANK, at=noon(TODAY)
    )

    assert number != family.customer_no
    assert family.statuses == {Status.AKTIF}


@pytest.mark.parametrize(
    "row, day, payability",
    [
        ("D+13", 13, Payability.TOO_EARLY),
        ("D+14", 14, Payability.PAYABLE),
        ("D+30 (L: inside)", 30, Payability.PAYABLE),
        ("D+31", 31, Payability.LAPSED),
    ],
)
def test_2_3_first_payment_wait_latest_and_status_meanwhile(
    row: str, day: int, payability: Payability
) -> None:
    family = waiting_family(2, registered_on=NOVEMBER)
    on = NOVEMBER + day * DAY

    assert family.owes(on).payability is payability, row
    assert family.statuses == {Status.MENUNGGU_BAYAR_PERTAMA}
    if payability is Payability.PAYABLE:
        family.pays(on)
        assert family.statuses == {Status.AKTIF}


def fined(family: PayingFamily, on: date, *, estimate: int = 5_000_000) -> int:
    """What inpatient care from this day costs."""
    contributions.charge_fine(
        family_id=family.family_id, package_estimate=estimate, admitted_on=on, case_ref=f"{on}",
        by=SETUP, at=noon(on),
    )  # fmt: skip
    return sum(amount for kind, _, amount in family.open_bills() if kind == "fine")


@pytest.mark.parametrize(
    "row, months, estimate, fine",
    [
        ("5,000,000 of 3 months", 3, 5_000_000, 750_000),
        ("20,000,000 of 24 -> 12 months", 24, 20_000_000, 12_000_000),
        ("80,000,000 of 12 months", 12, 80_000_000, 30_000_000),
    ],
)
def test_2_4_each_row_after_a_real_reactivation(
    row: str, months: int, estimate: int, fine: int
) -> None:
    family = suspended_family(months, on=TODAY)
    family.pays(TODAY)

    assert fined(family, TODAY, estimate=estimate) == fine, row


@pytest.mark.parametrize("row, day, fine", [("day 45", 45, 750_000), ("any, day 46", 46, 0)])
def test_2_4_the_last_day_of_the_window(row: str, day: int, fine: int) -> None:
    family = suspended_family(3, on=TODAY)
    family.pays(TODAY)

    assert fined(family, TODAY + day * DAY) == fine, row


@pytest.mark.parametrize(
    "segment", [Segment.PBI_JK, Segment.PBPU_PEMDA, Segment.PPU_BU, Segment.PPU_PN]
)
def test_2_4_pbi_and_pemda_are_exempt_and_the_employer_pays_for_ppu(segment: Segment) -> None:
    family = suspended_family(3, on=TODAY)
    family.pays(TODAY)
    for person in family.people:
        joined = Happening(Change.JOINED_SEGMENT, TODAY, segment, WardClass.THIRD)
        members.record_event(person_id=person, happening=joined, by=SETUP, at=noon(TODAY))

    assert fined(family, TODAY) == 0


def test_2_4_without_arrears_before_there_is_no_fine() -> None:
    family = paying_family()
    family.pays(TODAY)

    assert fined(family, TODAY) == 0


@pytest.mark.parametrize(
    "row, months, refused",
    [("3 months", 3, "too_few_months"), ("4 months", 4, ""), ("24 months", 24, "")],
)
def test_2_5_who_may_have_rehab(row: str, months: int, refused: str) -> None:
    family = suspended_family(months, on=TODAY)

    dues = contributions_read.dues_of(family.head, viewer=family.viewer, at=noon(TODAY))

    assert dues.plan_refused == refused, row


def test_2_5_active_again_only_after_all_instalments_and_the_current_month() -> None:
    family = suspended_family(6, people=2, on=TODAY)
    contributions.agree_plan(
        family_id=family.family_id, scheme=PlanScheme.REHAB, parts=3, client_key="k", by=SETUP,
        at=noon(TODAY),
    )  # fmt: skip

    after_each = []
    for day in (TODAY, DECEMBER, JANUARY):
        assert {line.kind for line in family.owes(day).lines} == {"instalment", "monthly"}
        family.pays(day)
        after_each.append(family.statuses)

    assert after_each == [{"NONAKTIF_TUNGGAKAN"}, {"NONAKTIF_TUNGGAKAN"}, {"AKTIF"}]


@pytest.mark.parametrize("wrong", [-1, 1, -35_000, 35_000])
def test_2_6_amount_is_closed(wrong: int) -> None:
    family = suspended_family(3, people=1, on=TODAY)

    with pytest.raises(contributions.WrongAmount):
        family.pays(TODAY, amount=4 * 35_000 + wrong)


def test_2_6_one_account_per_family_whichever_number_asks() -> None:
    family = suspended_family(3, people=3, on=TODAY)
    shown = {
        contributions_read.outstanding_by_number(number.customer_no, at=noon(TODAY))[0]
        for person in family.people
        for number in contributions_read.virtual_accounts(person, viewer=family.viewer, on=TODAY)
    }

    assert len(shown) == 1


def test_2_6_employers_number_at_most_banks_and_at_mandiri() -> None:
    found = {
        one.bank: one.number for one in accounts.virtual_accounts(accounts.employer_no("1234567"))
    }

    assert found["BRI"] == "88888900" + "01234567"
    assert found["Mandiri"] == "89888900" + "01234567"
