"""The demo's places with systems of their own, and a paper of every situation, written once."""

import pytest

from titian.demo.papers import settle_letters, settle_referrals
from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityKind
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.referrals import selectors as referrals_read
from titian.referrals.types import ControlLetterView, PaperState, ReferralView

BY = Actor.system("tests")
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("moved_in")]


def paper_of(card: str) -> ReferralView:
    at = clock.now()
    whose = members_read.find_by_identifier(card, viewer=BY, at=at)
    return referrals_read.referrals_of(whose.person_id, viewer=BY, at=at)[0]


def letter_of(card: str) -> ControlLetterView:
    at = clock.now()
    whose = members_read.find_by_identifier(card, viewer=BY, at=at)
    return referrals_read.control_letters_of(whose.person_id, viewer=BY, at=at)[0]


def test_a_hospital_and_an_invented_clinic_give_numbers_by_their_own_systems() -> None:
    hospital = facilities_read.facility_by_code("3573258")
    clinic = facilities_read.facility_by_code("9900001")

    assert (hospital.keeps_own_queue, hospital.hospital_class) == (True, "C")
    assert (clinic.kind, clinic.keeps_own_queue) == (FacilityKind.CLINIC, True)
    assert hospital.scheme_code.startswith("3573R")
    assert clinic.scheme_code == "3573B001"
    assert facilities_read.practitioner_by_scheme_code(hospital.id, 210005).name.startswith(
        "dr. Ar"
    )
    assert facilities_read.service_by_code(hospital.id, "jan").letter == "D"
    assert not facilities_read.facility_by_code("1033252").keeps_own_queue


def test_there_is_a_paper_of_every_situation() -> None:
    today = day_of(clock.now())

    assert paper_of("0009990000022").is_open(today)
    assert (paper_of("0009990000066").valid_until - today).days == 5
    assert paper_of("0009990000377").is_expired(today)
    assert paper_of("0009990000133").state is PaperState.USED
    assert paper_of("0009990000077").state is PaperState.WITHDRAWN
    assert paper_of("0009990000011").specials[0].ends_on > today
    assert letter_of("0009990000133").is_open(today)
    assert letter_of("0009990000500").from_letter == ""


def test_a_second_start_writes_nothing() -> None:
    assert settle_referrals(by=BY, at=clock.now()) + settle_letters(by=BY, at=clock.now()) == 0
