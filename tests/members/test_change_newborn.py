"""Newborns come onto the card of their parents."""

from datetime import date, timedelta

import pytest

from tests.factories.requests import (
    MONDAY,
    TODAY,
    a_branch_officer,
    a_household,
    asks,
)
from titian.members.errors import (
    NewbornTooLate,
)
from titian.members.models import Person
from titian.members.selectors import find_by_identifier
from titian.members.types import (
    PaperKind,
    Relation,
    RequestKind,
    RequestStep,
    Segment,
    Status,
    WardClass,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def the_baby_of(family_id: int) -> Person:
    return Person.objects.filter(family=family_id).order_by("-id")[0]


@pytest.mark.parametrize("segment", [Segment.PBI_JK, Segment.PPU_BU, Segment.PBPU_PEMDA])
def test_a_newborn_of_an_insured_parent_is_active_at_once_from_birth(segment: Segment) -> None:
    """§1.4"""
    home = a_household(segment)
    born = TODAY - timedelta(days=28)
    wanted = {"birth_date": f"{born}", "sex": "P"}

    view = asks(home.mother, RequestKind.NEWBORN, wanted, PaperKind.BIRTH)

    baby = the_baby_of(home.family_id)
    assert view.step is RequestStep.DONE
    assert (baby.status, baby.status_since, baby.segment) == ("AKTIF", born, segment)
    assert (baby.nik_sealed, baby.full_name) == (None, "Bayi Ny. Dewi Lestari")
    assert (baby.relation, baby.facility_id) == (Relation.CHILD, home.place.pk)
    assert len(baby.card_sealed) == 13
    found = find_by_identifier(baby.card_sealed, viewer=a_branch_officer(), at=MONDAY)
    assert found.person_id == baby.pk


def test_a_newborn_whose_family_pays_is_active_once_paid() -> None:
    """§1.4"""
    home = a_household(Segment.PBPU, WardClass.THIRD)

    asks(
        home.mother,
        RequestKind.NEWBORN,
        {"birth_date": f"{TODAY}", "sex": "L", "baby_name": "Bagus"},
        PaperKind.BIRTH,
    )

    baby = the_baby_of(home.family_id)
    assert (baby.full_name, baby.status) == ("Bagus", Status.MENUNGGU_BAYAR_PERTAMA)
    assert (baby.segment, baby.ward_class) == ("PBPU", "III")


def test_on_the_twenty_ninth_day_a_baby_is_no_newborn_any_more() -> None:
    """§1.4"""
    born = TODAY - timedelta(days=29)

    with pytest.raises(NewbornTooLate):
        asks(
            a_household().mother,
            RequestKind.NEWBORN,
            {"birth_date": f"{born}", "sex": "P"},
            PaperKind.BIRTH,
        )


def test_twins_are_two_requests() -> None:
    home = a_household()
    for sex in "LP":
        asks(
            home.mother,
            RequestKind.NEWBORN,
            {"birth_date": f"{TODAY}", "sex": sex},
            PaperKind.BIRTH,
        )

    assert Person.objects.filter(family=home.family_id).count() == 5


def test_the_fourth_child_of_a_worker_is_seen_by_an_officer() -> None:
    """§1.4: an additional member."""
    home = a_household()
    births = [{"birth_date": f"{day}", "sex": "L"} for day in days_before(TODAY, 3)]

    steps = [asks(home.mother, RequestKind.NEWBORN, one, PaperKind.BIRTH).step for one in births]

    assert steps[-1] is RequestStep.OPEN


def days_before(day: date, count: int) -> list[date]:
    return [day - timedelta(days=back) for back in range(count)]


def test_the_same_baby_from_the_other_parent_is_seen_by_an_officer() -> None:
    home = a_household(Segment.PBI_JK, WardClass.THIRD)
    wanted = {"birth_date": f"{TODAY}", "sex": "L"}

    first = asks(home.mother, RequestKind.NEWBORN, wanted, PaperKind.BIRTH)
    second = asks(home.father, RequestKind.NEWBORN, wanted, PaperKind.BIRTH)

    assert (first.step, second.step) == (RequestStep.DONE, RequestStep.OPEN)


def test_a_third_baby_without_a_nik_is_seen_by_an_officer() -> None:
    home = a_household(Segment.PBI_JK, WardClass.THIRD)
    births = [{"birth_date": f"{day}", "sex": "L"} for day in days_before(TODAY, 3)]
    steps = [asks(home.mother, RequestKind.NEWBORN, one, PaperKind.BIRTH).step for one in births]

    assert steps == [RequestStep.DONE, RequestStep.DONE, RequestStep.OPEN]
