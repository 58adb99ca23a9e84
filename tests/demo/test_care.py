"""What the named people were treated for is there, once, and leads from paper to paper."""

import pytest

from titian.demo.care import settle_care
from titian.facilities import selectors as facilities_read
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.referrals import selectors as referrals_read
from titian.visits import selectors as visits_read
from titian.visits.types import Sight, VisitState

BY = Actor.system("tests")
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("moved_in")]


def history_of(card: str) -> visits_read.History:
    at = clock.now()
    whose = members_read.find_by_identifier(card, viewer=BY, at=at)
    own = Actor.member("demo", whose.person_id)
    return visits_read.history(whose.person_id, viewer=own, at=at)


def test_sutinah_has_visits_at_her_clinic_and_letters_for_dialysis() -> None:
    lines = history_of("0009990000011").lines

    assert {line.service_code for line in lines} == {"001", "HDL"}
    assert all(line.state is VisitState.ENDED for line in lines)
    assert sum(bool(line.letter_number) for line in lines) == 3


def test_a_child_lies_in_the_ward() -> None:
    seen = history_of("0009990000388")

    assert [letter.care_kind for letter in seen.letters] == ["inpatient"]
    assert seen.lines[0].state is VisitState.IN_CARE


def test_the_control_letter_comes_out_of_a_letter_that_was_issued() -> None:
    at = clock.now()
    whose = members_read.find_by_identifier("0009990000133", viewer=BY, at=at)
    control = referrals_read.control_letters_of(whose.person_id, viewer=BY, at=at)[0]

    letter = visits_read.letter(control.from_letter, viewer=BY, at=at)

    used = referrals_read.referrals_of(whose.person_id, viewer=BY, at=at)[0]
    assert (letter.person_id, used.used_by_letter) == (whose.person_id, letter.number)
    hospital = facilities_read.facility_by_code("3573258")
    assert letter.facility_id == hospital.id


def test_starting_again_writes_nothing_twice() -> None:
    assert settle_care(by=BY, at=clock.now()) == 0


def test_rini_reads_how_her_mother_takes_her_medicines() -> None:
    at = clock.now()
    mother, rini = (
        members_read.find_by_identifier(card, viewer=BY, at=at).person_id
        for card in ("0009990000011", "0009990000022")
    )

    seen = visits_read.history(mother, viewer=Actor.member("demo", rini), at=at)

    assert seen.sight is Sight.SHARED
