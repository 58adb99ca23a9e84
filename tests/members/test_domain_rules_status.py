"""Rows of domain-rules §1.5 (status values) and §1.6 (people the state does not pay for any more).

Each test names its section and the row it takes from there.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories.members import acting_for
from tests.factories.requests import MONDAY, TODAY, Household, a_household, asks, decides
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.errors import RequestIncomplete, RequestValueWrong
from titian.members.models import MembershipEvent
from titian.members.types import (
    Change,
    Happening,
    PaperKind,
    RequestKind,
    RequestStep,
    Segment,
    Status,
    Verdict,
)

pytestmark = pytest.mark.slow

SETUP = Actor.system("tests")


def a_family_off_the_list(segment: Segment = Segment.PBI_JK) -> Household:
    home = a_household(segment)
    for person in home.ids:
        off(person)
    return home


def off(person_id: int) -> None:
    left = Happening(Change.LEFT_SEGMENT, TODAY - timedelta(days=60))
    members.record_event(person_id=person_id, happening=left, by=SETUP, at=MONDAY)


@pytest.mark.django_db
@pytest.mark.parametrize("status", list(Status))
def test_1_5_only_aktif_allows_booking_and_insured_care(status: Status) -> None:
    home = a_household()
    own = members_read.standing(home.father, viewer=acting_for(home.father), on=TODAY)

    assert replace(own, status=status).is_active is (status is Status.AKTIF)


@pytest.mark.django_db
def test_1_5_a_transition_is_an_event_with_date_reason_actor_and_source() -> None:
    home = a_family_off_the_list()
    request = asks(home.father, RequestKind.REACTIVATION, {"ground": "chronic"}, PaperKind.LETTER)
    decides(request, Verdict.YES)

    last = MembershipEvent.objects.filter(person=home.father).latest("number")

    assert (last.change, last.happened_on) == (Change.REACTIVATED, TODAY)
    assert (last.reason, last.source) == ("chronic", "request")
    assert last.actor


@pytest.mark.django_db
@pytest.mark.parametrize("segment", [Segment.PBI_JK, Segment.PBPU_PEMDA])
@pytest.mark.parametrize(
    "row, ground",
    [
        ("decile 0 or 6-10, chronic or catastrophic illness", "chronic"),
        ("decile 0 or 6-10, emergency", "emergency"),
        ("not in DTSEN", "not_listed"),
        ("baby of a removed PBI mother", "newborn_mother"),
    ],
)
def test_1_6_each_ground_brings_back_with_a_letter_of_the_facility(
    row: str, ground: str, segment: Segment
) -> None:
    home = a_family_off_the_list(segment)

    request = asks(home.mother, RequestKind.REACTIVATION, {"ground": ground}, PaperKind.LETTER)
    decides(request, Verdict.YES)

    assert home.row(home.mother).status == Status.AKTIF, row
    assert home.row(home.father).status == Status.NONAKTIF_SEGMEN


@pytest.mark.django_db
@pytest.mark.parametrize("ground", ["chronic", "emergency", "not_listed", "newborn_mother"])
def test_1_6_the_letter_of_the_facility_is_mandatory_whatever_the_ground(ground: str) -> None:
    home = a_family_off_the_list()

    with pytest.raises(RequestIncomplete) as refused:
        asks(home.mother, RequestKind.REACTIVATION, {"ground": ground})

    assert refused.value.data["missing"] == (PaperKind.LETTER,)


@pytest.mark.django_db
def test_1_6_a_letter_of_poverty_does_not_stand_for_the_facilitys() -> None:
    home = a_family_off_the_list()

    with pytest.raises(RequestIncomplete):
        asks(home.mother, RequestKind.REACTIVATION, {"ground": "chronic"}, PaperKind.POWER)


@pytest.mark.django_db
def test_1_6_a_ground_that_the_rule_does_not_know_is_refused() -> None:
    home = a_family_off_the_list()

    with pytest.raises(RequestValueWrong):
        asks(home.mother, RequestKind.REACTIVATION, {"ground": "tired"}, PaperKind.LETTER)


@pytest.mark.django_db
def test_1_6_it_is_decided_by_an_officer_within_about_a_day() -> None:
    home = a_family_off_the_list()

    request = asks(home.mother, RequestKind.REACTIVATION, {"ground": "chronic"}, PaperKind.LETTER)

    assert request.step is RequestStep.OPEN
    assert request.due_at is not None
    assert request.due_at - MONDAY <= timedelta(days=1)
