from datetime import date

import pytest

from tests.factories.contributions import SETUP, PayingFamily, noon, suspended_family
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.models import Bill, Plan
from titian.contributions.types import BillKind, Dues, PlanScheme, PlanState
from titian.members import services as members
from titian.members.models import Family
from titian.members.types import Change, Happening, Segment, WardClass

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
DECEMBER, JANUARY = date(2026, 12, 5), date(2027, 1, 5)


def agree(
    family: PayingFamily,
    parts: int = 3,
    *,
    scheme: PlanScheme = PlanScheme.REHAB,
    on: date = TODAY,
    key: str = "k1",
) -> int:
    return contributions.agree_plan(
        family_id=family.family_id, scheme=scheme, parts=parts, client_key=key, by=SETUP,
        at=noon(on),
    )  # fmt: skip


def dues(family: PayingFamily, on: date = TODAY) -> Dues:
    return contributions_read.dues_of(family.head, viewer=family.viewer, at=noon(on))


def test_the_card_turns_active_with_the_last_instalment_and_the_running_month() -> None:
    family = suspended_family(6, people=2, on=TODAY)
    agree(family, parts=3)

    first = family.pays(TODAY)
    second = family.pays(DECEMBER)
    assert family.statuses == {"NONAKTIF_TUNGGAKAN"}
    last = family.pays(JANUARY)

    assert [paid.amount for paid in (first, second, last)] == [140_000 + 70_000] * 3
    assert [paid.active_now for paid in (first, second, last)] == [False, False, True]
    assert family.statuses == {"AKTIF"}
    assert Plan.objects.get(family=family.family_id).state == PlanState.COMPLETED
    assert family.open_bills() == []
    assert family.balances()["member_due"] == 0
    assert Family.objects.get(pk=family.family_id).months_in_arrears == 0


def test_arrears_of_fourteen_months_are_paid_by_twelve_instalments() -> None:
    family = suspended_family(14, people=1, on=TODAY)
    longest = next(o for o in dues(family).offers if len(o.parts) == 12)

    agree(family, parts=12)

    assert longest.total == 14 * 35_000
    assert sum(longest.parts) == longest.total
    assert family.owes(TODAY).amount == longest.parts[0] + 35_000
    assert family.owes(TODAY).months_in_arrears == 14


def test_while_a_plan_runs_the_debt_in_the_ledger_is_what_is_left() -> None:
    family = suspended_family(4, people=1, on=TODAY)
    agree(family, parts=3)

    family.pays(TODAY)

    assert family.balances()["member_due"] == 4 * 35_000 - 46_666
    assert Bill.objects.filter(family=family.family_id, credited__gt=0).count() == 2


def test_the_same_key_is_the_same_plan() -> None:
    family = suspended_family(6, on=TODAY)

    assert agree(family) == agree(family)
    assert Plan.objects.filter(family=family.family_id).count() == 1


def test_a_plan_that_is_given_up_leaves_the_rest_due() -> None:
    family = suspended_family(6, people=2, on=TODAY)
    agree(family, parts=3)
    family.pays(TODAY)

    contributions.cancel_plan(family_id=family.family_id, by=SETUP, at=noon(TODAY))

    assert family.owes(TODAY).amount == 6 * 70_000 - 140_000
    assert family.owes(TODAY).months_in_arrears == 4
    assert not Bill.objects.filter(
        family=family.family_id, kind=BillKind.INSTALMENT, settled_by__isnull=True
    ).exists()
    assert family.pays(TODAY).active_now
    assert family.statuses == {"AKTIF"}


def test_months_too_old_to_be_asked_for_are_forgiven_with_the_plan() -> None:
    family = suspended_family(30, people=1, on=TODAY)
    contributions.bill_month(month=date(2026, 11, 1), by=SETUP, at=noon(TODAY))
    agree(family, parts=2)

    family.pays(TODAY)
    family.pays(DECEMBER)

    assert family.statuses == {"AKTIF"}
    assert family.balances()["member_due"] == 0
    assert family.balances()["written_off"] == 6 * 35_000


@pytest.mark.parametrize(
    "months, on, reason",
    [
        (3, TODAY, "too_few_months"),
        (0, TODAY, "no_arrears"),
        (6, date(2026, 11, 29), "too_late"),
    ],
)
def test_no_plan_without_enough_months_or_after_the_last_day(
    months: int, on: date, reason: str
) -> None:
    family = suspended_family(months, on=on)

    with pytest.raises(contributions.PlanNotPossible) as refused:
        agree(family, on=on)

    assert refused.value.data == {"reason": reason}
    assert dues(family, on).plan_refused == reason


@pytest.mark.parametrize("parts", [0, 1, 13, -2])
def test_no_plan_of_a_length_the_scheme_does_not_know(parts: int) -> None:
    family = suspended_family(6, on=TODAY)

    with pytest.raises(contributions.PlanNotPossible):
        agree(family, parts=parts)


def test_a_second_plan_is_refused_while_one_runs() -> None:
    family = suspended_family(6, on=TODAY)
    agree(family)

    with pytest.raises(contributions.PlanNotPossible) as refused:
        agree(family, key="k2")

    assert refused.value.data == {"reason": "plan_running"}


def test_a_family_that_moved_pays_old_debts_slowly_and_stays_active() -> None:
    family = suspended_family(3, people=2, on=TODAY)
    contributions.bill_month(month=date(2026, 11, 1), by=SETUP, at=noon(TODAY))
    for person in family.people:
        joined = Happening(Change.JOINED_SEGMENT, TODAY, Segment.PBPU_PEMDA, WardClass.THIRD)
        members.record_event(person_id=person, happening=joined, by=SETUP, at=noon(TODAY))

    agree(family, parts=6, scheme=PlanScheme.REHAB2_MOVED)
    paid = family.pays(TODAY)

    assert paid.amount == 35_000 + 70_000
    assert family.statuses == {"AKTIF"}
    assert family.owes(DECEMBER).amount == 35_000
