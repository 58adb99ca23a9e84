"""A programmer tries a scenario, puts it back, and can try it again."""

from datetime import date, timedelta

import pytest
from django.test import Client

from titian.demo.people.settling import settle_people
from titian.demo.resetting import reset
from titian.demo.scenarios import scenarios
from titian.demo.trying import try_out
from titian.facilities import selectors as facilities_read
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.referrals import selectors as referrals_read
from titian.referrals.types import CareKind, Coded
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.types import Coming, Findings, IdentityAnswer
from titian.visits.types.approvals import ApprovalAsked, ApprovalKind

BY = Actor.system("tests")
RATNA, RINI, ENDANG, SUTINAH = "0009990000177", "0009990000022", "0009990000133", "0009990000011"
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("moved_in")]


def person(card: str) -> int:
    return members_read.find_by_identifier(card, viewer=BY, at=clock.now()).person_id


def today() -> date:
    return day_of(clock.now())


def hospital() -> int:
    return facilities_read.facility_by_code("3573258").id


def clinic() -> int:
    return facilities_read.facility_by_code("1033252").id


def code_of(key: str) -> str:
    """What the scenario answers now."""
    at = clock.now()
    (one,) = (one for one in scenarios(today()) if one.key == key)
    call_id = try_out(one, at=at)
    page = Client().get(f"/demo/pengembang/panggilan/{call_id}/").content.decode()
    return one.code if f">{one.code}<" in page else "other"


def asked(card: str, on: date) -> ApprovalAsked:
    return ApprovalAsked(
        person(card), hospital(), on, CareKind.OUTPATIENT, ApprovalKind.BACKDATE, "lupa", "coba"
    )


def test_a_letter_is_cancelled_and_can_be_issued_again() -> None:
    assert code_of("letter_emergency") == "200"
    assert code_of("letter_emergency") == "other"

    reset(at=clock.now(), cards={RATNA})

    assert code_of("letter_emergency") == "200"


def test_a_recorded_visit_is_gone() -> None:
    at, whose = clock.now(), person(SUTINAH)
    came = visits.register_visit(coming=Coming(whose, clinic(), "001", today()), by=BY, at=at)
    found = Findings(diagnoses=(Coded("I10", "Hipertensi"),))
    visits.record_visit(visit_id=came.visit_id, found=found, by=BY, at=at)

    reset(at=at, cards={SUTINAH})

    here = visits_read.registrations(facility_id=clinic(), on=today(), viewer=BY)
    assert whose not in {one.person_id for one in here}


def test_the_demos_own_control_letter_stays() -> None:
    before = referrals_read.control_letters_of(person(ENDANG), viewer=BY, at=clock.now())

    reset(at=clock.now())

    assert referrals_read.control_letters_of(person(ENDANG), viewer=BY, at=clock.now()) == before


def test_leave_and_answers_are_taken_back() -> None:
    at, whose = clock.now(), person(RINI)
    wish = asked(RINI, today() - timedelta(days=1))
    visits.ask_approval(asked=wish, by=BY, at=at)
    visits.grant_approval(asked=wish, by=BY, at=at)
    known = members_read.standing(whose, viewer=BY, on=today())
    primary = facilities_read.facility(known.facility_id or 0).scheme_code
    answer = IdentityAnswer(whose, hospital(), today(), known.birth_date, primary)
    assert visits.answer_identity(answer=answer, by=BY, at=at)

    assert reset(at=at, cards={RINI}) == 2

    assert not visits_read.approved(whose, hospital(), wish.on, CareKind.OUTPATIENT)
    assert not visits_read.identity_passed(whose, hospital(), on=today(), viewer=BY)


def test_twice_is_nothing_more() -> None:
    code_of("letter_emergency")

    assert reset(at=clock.now()) > 0
    assert reset(at=clock.now()) == 0


def test_only_the_people_of_the_scenario_are_put_back() -> None:
    code_of("letter_emergency")

    answer = Client().post("/demo/pengembang/skenario/active/kembalikan/")

    assert answer["Location"].endswith("?kembali=0")
    assert code_of("letter_emergency") == "other"


@pytest.mark.parametrize("key", ["queue_doctors", "unknown", "pharmacy_medicines"])
def test_a_scenario_of_nobody_has_nothing_to_put_back(key: str) -> None:
    answer = Client().post(f"/demo/pengembang/skenario/{key}/kembalikan/")

    assert answer["Location"].endswith("?kembali=0")


def test_a_reset_needs_no_people() -> None:
    assert settle_people(by=BY, at=clock.now()) == 0
    assert reset(at=clock.now(), cards={"0009999999999"}) == 0
