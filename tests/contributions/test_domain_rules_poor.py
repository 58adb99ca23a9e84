"""Rows of domain-rules §2.1, §2.4 and §2.5 about whom the state helps: who pays the help for
class III, veterans, letters of poverty, arrears that a law would let go of.

Each test names its section and the row it takes from there.
"""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from tests.factories.contributions import (
    SETUP,
    PayingFamily,
    covered_family,
    noon,
    paying_family,
    suspended_family,
)
from tests.factories.parameters import the_law
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.errors import (
    FiningNotAllowed,
    LetterUnknown,
    NothingDue,
    WriteOffNotAllowed,
    WriteOffOff,
)
from titian.contributions.models import Bill, LedgerEntry, Parameter, PoorLetter
from titian.contributions.rules import fines
from titian.contributions.rules.tariffs import tariff
from titian.contributions.types import Entry, LedgerAccount, PlanScheme
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.members import services as members
from titian.members.models import Family
from titian.members.types import Change, Happening, Segment, WardClass
from titian.platform.audit.models import AuditEntry

LAW = the_law()
TODAY = date(2026, 11, 20)
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
BRANCH = Actor.staff("s1", (Grant("branch", Scope(EVERYWHERE, "")),))
DESK = Actor.staff("s2", (Grant("desk", Scope("facility", "X")),))


def reactivated(months: int = 3) -> PayingFamily:
    family = suspended_family(months, on=TODAY)
    family.pays(TODAY)
    return family


def letter(
    family: PayingFamily, issued_on: date = TODAY, key: UUID | None = None, by: Actor = BRANCH
) -> int:
    return contributions.record_poor_letter(
        family_id=family.family_id, number="470/17/35.73/2026", issued_on=issued_on,
        client_key=key or uuid4(), by=by, at=noon(TODAY),
    )  # fmt: skip


def fine_of(family: PayingFamily, on: date = TODAY) -> int:
    return contributions_read.fine_of(family.family_id, package_estimate=5_000_000, admitted_on=on)


def moved(family: PayingFamily) -> None:
    """The city pays for everybody of it from today."""
    for person in family.people:
        for change in (Change.LEFT_SEGMENT, Change.JOINED_SEGMENT):
            joins = change is Change.JOINED_SEGMENT
            members.record_event(
                person_id=person,
                happening=Happening(
                    change, TODAY, *((Segment.PBPU_PEMDA, WardClass.THIRD) if joins else ())
                ),
                by=SETUP,
                at=noon(TODAY),
            )


def owing_and_moved(months: int, people: int = 1) -> PayingFamily:
    family = suspended_family(months, people=people, on=TODAY)
    contributions.bill_month(month=NOVEMBER, by=SETUP, at=noon(NOVEMBER))
    moved(family)
    return family


def switch_on() -> None:
    Parameter.objects.filter(key="arrears_writeoff").update(value=1)


@pytest.mark.parametrize(
    "row, month, central, local",
    [
        ("since 1 Jan 2021", date(2021, 1, 1), 4_200, 2_800),
        ("now", NOVEMBER, 4_200, 2_800),
        ("Jul-Dec 2020", date(2020, 8, 1), 16_500, 0),
    ],
)
def test_2_1_the_help_for_class_three_has_two_payers(
    row: str, month: date, central: int, local: int
) -> None:
    found = tariff(Segment.PBPU, WardClass.THIRD, month, LAW)

    assert (found.subsidy - found.local, found.local) == (central, local), row


def test_2_1_a_veteran_costs_five_per_cent_of_45_per_cent_of_the_basic_salary() -> None:
    found = tariff(Segment.VETERAN, WardClass.SECOND, NOVEMBER, LAW)

    assert found.full == 77_875  # of 3,461,100, rounded half up
    assert found.own == 0


@pytest.mark.django_db
def test_2_1_the_ledger_keeps_both_payers_apart() -> None:
    family = paying_family(people=2)

    contributions.bill_month(month=DECEMBER, by=SETUP, at=noon(DECEMBER))

    assert family.balances() == {
        "member_due": 70_000, "government_due": 8_400, "local_due": 5_600, "contribution": -84_000,
    }  # fmt: skip


@pytest.mark.django_db
def test_2_1_the_state_pays_for_veterans_by_their_own_tariff() -> None:
    family = covered_family(Segment.VETERAN, people=2)

    contributions.bill_month(month=NOVEMBER, by=SETUP, at=noon(NOVEMBER))

    assert family.balances() == {"government_due": 155_750, "contribution": -155_750}


def test_2_4_poor_people_with_an_official_letter_are_exempt() -> None:
    found = fines.service_fine(
        5_000_000, months_in_arrears=3, reactivated_on=TODAY, admitted_on=TODAY, parameters=LAW,
        is_poor=True,
    )  # fmt: skip

    assert found == 0


@pytest.mark.django_db
def test_2_4_a_recorded_letter_frees_the_family_while_it_counts() -> None:
    family = reactivated()
    assert fine_of(family) == 750_000

    letter(family, TODAY - timedelta(days=160))

    assert fine_of(family, TODAY + timedelta(days=20)) == 0
    assert fine_of(family, TODAY + timedelta(days=21)) == 750_000


@pytest.mark.django_db
def test_2_4_no_fine_is_charged_to_who_showed_a_letter() -> None:
    family = reactivated()
    letter(family)

    charged = contributions.charge_fine(
        family_id=family.family_id, package_estimate=5_000_000, admitted_on=TODAY,
        case_ref="RS-1", by=BRANCH, at=noon(TODAY),
    )  # fmt: skip

    assert charged is None


@pytest.mark.django_db
def test_2_4_who_recorded_a_letter_and_when_is_kept_and_audited() -> None:
    family, key = reactivated(), uuid4()

    first, again = letter(family, key=key), letter(family, key=key)

    assert first == again
    row = PoorLetter.objects.get(pk=first)
    assert (row.recorded_by, row.recorded_at) == (BRANCH.ref, noon(TODAY))
    said = AuditEntry.objects.filter(action="contributions.poor_letter_recorded", actor=BRANCH.ref)
    assert said.filter(target=f"family:{family.family_id}").count() == 1


@pytest.mark.django_db
def test_2_4_a_letter_taken_back_does_not_free_any_more() -> None:
    family = reactivated()
    mistaken = letter(family)

    for _ in range(2):
        contributions.withdraw_poor_letter(
            letter_id=mistaken, family_id=family.family_id, by=BRANCH, at=noon(TODAY)
        )

    assert fine_of(family) == 750_000
    said = AuditEntry.objects.filter(action="contributions.poor_letter_withdrawn")
    assert said.count() == 1


@pytest.mark.django_db
def test_2_4_a_desk_records_no_letter_and_nobody_one_of_tomorrow() -> None:
    family = reactivated()

    with pytest.raises(FiningNotAllowed):
        letter(family, by=DESK)
    with pytest.raises(LetterUnknown):
        letter(family, TODAY + timedelta(days=1))


@pytest.mark.django_db
def test_2_4_the_fine_after_a_plan_counts_the_months_that_were_agreed_on() -> None:
    family = suspended_family(6, people=2, on=TODAY)
    contributions.agree_plan(
        family_id=family.family_id, scheme=PlanScheme.REHAB, parts=3, client_key="k",
        by=SETUP, at=noon(TODAY),
    )  # fmt: skip
    last = date(2027, 1, 5)
    for day in (TODAY, date(2026, 12, 5), last):
        family.pays(day)

    assert fine_of(family, last) == 5_000_000 * 5 * 6 // 100


@pytest.mark.django_db
def test_2_5_the_write_off_is_off_by_default_and_its_list_is_dry() -> None:
    family = owing_and_moved(3)

    (line,) = contributions_read.write_offs(viewer=BRANCH, on=TODAY)

    assert (line.family_id, line.months, line.amount) == (family.family_id, 3, 105_000)
    assert not contributions_read.write_off_is_on(TODAY)
    with pytest.raises(WriteOffOff):
        contributions.write_off(family_id=family.family_id, by=BRANCH, at=noon(TODAY))
    assert Bill.objects.filter(family=family.family_id, settled_by__isnull=True).count() == 4


@pytest.mark.django_db
def test_2_5_switched_on_the_arrears_of_who_moved_leave_the_books() -> None:
    family = owing_and_moved(3)
    switch_on()

    amount = contributions.write_off(family_id=family.family_id, by=BRANCH, at=noon(TODAY))

    assert amount == 105_000
    assert family.balances()[LedgerAccount.WRITTEN_OFF] == 105_000
    forgiven = LedgerEntry.objects.filter(family=family.family_id, entry=Entry.FORGIVEN)
    assert forgiven.count() == 3
    assert Family.objects.get(pk=family.family_id).months_in_arrears == 0
    assert AuditEntry.objects.filter(action="contributions.written_off", actor=BRANCH.ref).exists()
    with pytest.raises(NothingDue):
        contributions.write_off(family_id=family.family_id, by=BRANCH, at=noon(TODAY))


@pytest.mark.django_db
def test_2_5_at_most_24_months_are_let_go_of() -> None:
    family = owing_and_moved(30)

    (line,) = contributions_read.write_offs(viewer=BRANCH, on=TODAY)

    assert line.months == 24
    assert line.family_id == family.family_id


@pytest.mark.django_db
@pytest.mark.parametrize("ward, is_moved", [(WardClass.THIRD, False), (WardClass.FIRST, True)])
def test_2_5_who_still_pays_or_was_in_a_higher_class_is_not_on_the_list(
    ward: WardClass, is_moved: bool
) -> None:
    family = suspended_family(3, people=1, on=TODAY, ward=ward)
    contributions.bill_month(month=NOVEMBER, by=SETUP, at=noon(NOVEMBER))
    if is_moved:
        moved(family)

    assert contributions_read.write_offs(viewer=BRANCH, on=TODAY) == []


@pytest.mark.django_db
def test_2_5_a_desk_sees_no_list_and_lets_go_of_nothing() -> None:
    with pytest.raises(WriteOffNotAllowed):
        contributions_read.write_offs(viewer=DESK, on=TODAY)
    with pytest.raises(WriteOffNotAllowed):
        contributions.write_off(family_id=1, by=DESK, at=noon(TODAY))
