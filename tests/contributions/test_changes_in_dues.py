"""What a change of class, a newborn, a lost job and a death mean for the bills of a family."""

from datetime import UTC, date, datetime

import pytest

from tests.factories.contributions import SETUP, PayingFamily, covered_family, noon, paying_family
from tests.factories.requests import TODAY, asks, decides, left_on
from titian.contributions import services as contributions
from titian.contributions.models import Bill
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.members import services as members
from titian.members.models import Person
from titian.members.types import PaperKind, RequestKind, WardClass

pytestmark = pytest.mark.django_db

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
FIRST_OF_DECEMBER = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


def billed(month: date, *, late: bool = False) -> None:
    contributions.bill_month(month=month, by=SETUP, at=noon(month), late=late)


def amounts(family: PayingFamily, month: date) -> list[int]:
    bills = Bill.objects.filter(family=family.family_id, month=month)
    return list(bills.values_list("amount", flat=True))


def test_a_class_changed_on_the_first_is_on_the_bill_of_that_month() -> None:
    family = paying_family(2, ward=WardClass.FIRST)
    billed(NOVEMBER)
    asks(family.head, RequestKind.WARD_CLASS, {"ward_class": "III"})

    members.apply_due_requests(at=FIRST_OF_DECEMBER)
    billed(DECEMBER)

    assert (amounts(family, NOVEMBER), amounts(family, DECEMBER)) == ([300_000], [70_000])


def test_a_newborn_of_a_family_that_has_paid_is_paid_for_alone_and_active_with_it() -> None:
    """§1.4"""
    family = paying_family(2)
    billed(NOVEMBER)
    family.pays(TODAY)
    wanted = {"birth_date": f"{TODAY}", "sex": "P"}
    asks(family.head, RequestKind.NEWBORN, wanted, PaperKind.BIRTH)

    owed = family.owes(TODAY)
    family.pays(TODAY)
    billed(DECEMBER)

    assert owed.amount == 35_000
    baby = Person.objects.filter(family=family.family_id).latest("id")
    assert baby.status == "AKTIF"
    assert amounts(family, DECEMBER) == [105_000]


def test_who_lost_their_job_is_billed_in_the_late_turn() -> None:
    family = covered_family()
    billed(NOVEMBER)
    left_on(family.people, TODAY)
    asks(family.head, RequestKind.SEGMENT, {"segment": "PBPU", "ward_class": "II"})

    billed(NOVEMBER, late=True)

    assert amounts(family, NOVEMBER) == [200_000]


def test_who_died_is_not_on_the_next_bill() -> None:
    family = paying_family(3)
    wanted = {"died_on": f"{TODAY}"}
    asked = asks(family.people[1], RequestKind.DEATH, wanted, PaperKind.DEATH, by=family.viewer)

    decides(asked, by=staff_everywhere())
    billed(DECEMBER)

    assert amounts(family, DECEMBER) == [70_000]


def staff_everywhere() -> Actor:
    return Actor.staff("everywhere", (Grant("branch", Scope(EVERYWHERE)),))
