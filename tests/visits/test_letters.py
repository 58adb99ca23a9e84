"""Eligibility letters: issued once, with the paper they use up; changed, cancelled, discharged."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from tests.factories.contributions import noon, suspended_family
from tests.factories.queue import MORNING, make_person
from tests.factories.visits import (
    COUGH,
    MONDAY,
    SUGAR,
    bridge_of,
    coming,
    emergency,
    findings,
    make_coded_clinic,
    make_hospital,
    referred,
    sent_with,
    worker,
)
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.types import Received, Via
from titian.kernel.actors import Actor
from titian.members.types import Change
from titian.referrals import selectors as referrals_read
from titian.referrals import services as referrals
from titian.referrals.errors import PaperUsed
from titian.referrals.types import CareKind, LetterKind, NewLetter, PaperState
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.errors import (
    LetterClaimed,
    LetterExists,
    LetterUnknown,
    NotCovered,
    NotRecordingHere,
    ReferralNeeded,
    StillInpatient,
)
from titian.visits.models import Visit
from titian.visits.types import Discharge, Leaving, LetterChange, LetterState, Outcome, VisitState

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SYSTEM = Actor.system("tests")


def test_a_letter_uses_the_referral_and_keeps_all_that_was_asked() -> None:
    hospital, person = make_hospital(), make_person()
    paper = referred(person, hospital)

    letter = visits.issue_letter(
        wish=sent_with(person, hospital, paper), by=hospital.desk, at=MORNING
    )

    assert letter.number.startswith(f"{hospital.facility.scheme_code}1126V")
    assert (letter.specialty_code, letter.diagnosis) == ("INT", SUGAR)
    assert (letter.mr_number, letter.details.note) == ("00-12-34", "kontrol gula")
    used = referrals_read.referral(paper, viewer=hospital.desk, at=MORNING)
    assert (used.state, used.used_by_letter) == (PaperState.USED, letter.number)
    assert not letter.fine_possible


def test_the_letter_belongs_to_the_row_of_the_coming() -> None:
    hospital, person = make_hospital(), make_person()
    came = visits.register_visit(
        coming=coming(person, hospital.facility, "IGD"), by=hospital.desk, at=MORNING
    )

    letter = visits.issue_letter(wish=emergency(person, hospital), by=hospital.bridge, at=MORNING)

    assert letter.visit_id == came.visit_id
    assert Visit.objects.filter(person=person).count() == 1


def test_the_same_key_gives_the_same_letter() -> None:
    hospital, person = make_hospital(), make_person()
    wish, key = sent_with(person, hospital, referred(person, hospital)), str(uuid4())

    first = visits.issue_letter(wish=wish, client_key=key, by=hospital.desk, at=MORNING)
    again = visits.issue_letter(wish=wish, client_key=key, by=hospital.desk, at=MORNING)

    assert again == first


def test_one_letter_a_day_and_specialty() -> None:
    hospital, person = make_hospital(), make_person()
    wish = emergency(person, hospital)
    first = visits.issue_letter(wish=wish, by=hospital.desk, at=MORNING)

    with pytest.raises(LetterExists) as refused:
        visits.issue_letter(wish=wish, by=hospital.desk, at=MORNING)

    assert refused.value.data["number"] == first.number


def test_another_hospital_is_not_told_which_letter_stands() -> None:
    hospital, other, person = make_hospital(), make_hospital(), make_person()
    visits.issue_letter(wish=emergency(person, hospital), by=hospital.desk, at=MORNING)

    with pytest.raises(LetterExists) as refused:
        visits.issue_letter(wish=emergency(person, other), by=other.desk, at=MORNING)

    assert refused.value.data["number"] == ""


def test_a_referral_serves_one_first_visit() -> None:
    hospital, person = make_hospital(), make_person()
    wish = sent_with(person, hospital, referred(person, hospital))
    visits.issue_letter(wish=wish, by=hospital.desk, at=MORNING)
    tomorrow = MORNING + timedelta(days=1)

    with pytest.raises(PaperUsed):
        visits.issue_letter(
            wish=replace(wish, on=MONDAY + timedelta(days=1)), by=hospital.desk, at=tomorrow
        )


def test_a_later_visit_comes_with_a_control_letter() -> None:
    hospital, person = make_hospital(), make_person()
    wish = sent_with(person, hospital, referred(person, hospital))
    first = visits.issue_letter(wish=wish, by=hospital.desk, at=MORNING)
    day = MONDAY + timedelta(days=7)
    control = referrals.write_control_letter(
        wanted=NewLetter(
            kind=LetterKind.CONTROL,
            person_id=person,
            facility_id=hospital.facility.pk,
            practitioner_id=hospital.internist.pk,
            specialty_code="INT",
            planned_on=day,
            from_letter=first.number,
        ),
        client_key=uuid4(),
        by=hospital.desk,
        at=MORNING,
    )

    second = visits.issue_letter(
        wish=replace(wish, on=day, control_number=control),
        by=hospital.desk,
        at=MORNING + timedelta(days=7),
    )

    used = referrals_read.control_letter(control, viewer=hospital.desk, at=MORNING)
    assert used.used_by_letter == second.number
    assert second.referral_number == first.referral_number


def test_who_is_not_active_or_was_sent_by_nobody_gets_none() -> None:
    hospital = make_hospital()
    inactive = make_person(change=Change.REGISTERED_UNPAID)

    with pytest.raises(NotCovered):
        visits.issue_letter(wish=emergency(inactive, hospital), by=hospital.desk, at=MORNING)
    with pytest.raises(ReferralNeeded):
        nobody = sent_with(make_person(), hospital, "")
        visits.issue_letter(wish=nobody, by=hospital.desk, at=MORNING)


def test_a_cancelled_letter_gives_its_referral_back() -> None:
    hospital, person = make_hospital(), make_person()
    paper = referred(person, hospital)
    wish = sent_with(person, hospital, paper)
    letter = visits.issue_letter(wish=wish, by=hospital.desk, at=MORNING)

    visits.cancel_letter(number=letter.number, by=hospital.desk, at=MORNING)
    visits.cancel_letter(number=letter.number, by=hospital.desk, at=MORNING)

    assert referrals_read.referral(paper, viewer=hospital.desk, at=MORNING).is_open(MONDAY)
    assert Visit.objects.get(pk=letter.visit_id).state == VisitState.CANCELLED
    again = visits.issue_letter(wish=wish, by=hospital.desk, at=MORNING)
    assert again.number != letter.number


def test_an_inpatient_has_one_bed_until_discharged() -> None:
    hospital, person = make_hospital(), make_person()
    wish = emergency(person, hospital, care_kind=CareKind.INPATIENT)
    letter = visits.issue_letter(wish=wish, by=hospital.desk, at=MORNING)
    assert Visit.objects.get(pk=letter.visit_id).state == VisitState.IN_CARE
    with pytest.raises(StillInpatient):
        visits.issue_letter(wish=wish, by=hospital.desk, at=MORNING)

    left = visits.discharge(
        number=letter.number,
        discharge=Discharge(MONDAY + timedelta(days=2), Leaving.DOCTOR),
        by=hospital.bridge,
        at=MORNING + timedelta(days=2),
    )

    assert left.left_on == MONDAY + timedelta(days=2)
    visit = visits_read.visit(letter.visit_id, viewer=hospital.desk, at=MORNING)
    assert (visit.state, visit.outcome, visit.diagnoses) == (
        VisitState.ENDED, Outcome.HOME, (COUGH,),
    )  # fmt: skip


def test_what_a_care_sheet_tells_is_the_record_of_the_visit() -> None:
    hospital, person = make_hospital(), make_person()
    letter = visits.issue_letter(wish=emergency(person, hospital), by=hospital.desk, at=MORNING)

    for diagnosis in (COUGH, SUGAR):
        with transaction.atomic():
            visits.record_by_letter(
                number=letter.number, found=findings(diagnosis), by=hospital.bridge, at=MORNING
            )

    visit = visits_read.visit(letter.visit_id, viewer=hospital.desk, at=MORNING)
    assert visit.diagnoses[0].code == SUGAR.code
    assert visit.number == ""


def test_a_claimed_letter_is_left_alone() -> None:
    hospital, person = make_hospital(), make_person()
    letter = visits.issue_letter(wish=emergency(person, hospital), by=hospital.desk, at=MORNING)
    visits.close_letter(number=letter.number, by=SYSTEM, at=MORNING)

    for act in (
        lambda: visits.cancel_letter(number=letter.number, by=hospital.desk, at=MORNING),
        lambda: visits.change_letter(
            number=letter.number, change=LetterChange(mr_number="1"), by=hospital.desk, at=MORNING
        ),
    ):
        with pytest.raises(LetterClaimed):
            act()
    visits.open_letter_again(number=letter.number, by=SYSTEM, at=MORNING)
    changed = visits.change_letter(
        number=letter.number, change=LetterChange(diagnosis=SUGAR), by=hospital.desk, at=MORNING
    )
    assert changed.diagnosis == SUGAR


def test_inpatient_care_soon_after_reactivation_says_that_a_fine_may_come() -> None:
    family = suspended_family(3, on=MONDAY - timedelta(days=10))
    paid = noon(MONDAY - timedelta(days=10))
    due = contributions_read.outstanding_by_number(family.customer_no, at=paid)[0]
    received = Received(
        partner="BRI",
        request_id=uuid4().hex,
        amount=due.amount,
        paid_at=paid,
        via=Via.VIRTUAL_ACCOUNT,
        reference="r",
    )
    contributions.pay(customer_no=family.customer_no, received=received, by=SYSTEM, at=paid)
    hospital = make_hospital()

    lying = visits.issue_letter(
        wish=emergency(family.head, hospital, care_kind=CareKind.INPATIENT),
        by=hospital.desk,
        at=MORNING,
    )
    walking = visits.issue_letter(
        wish=emergency(family.head, hospital), by=hospital.desk, at=MORNING
    )

    assert lying.fine_possible
    assert not walking.fine_possible


def test_another_hospital_and_a_clinic_learn_and_write_nothing() -> None:
    hospital, other, clinic = make_hospital(), make_hospital(), make_coded_clinic()
    person = make_person()
    letter = visits.issue_letter(wish=emergency(person, hospital), by=hospital.desk, at=MORNING)

    strangers = (other.desk, other.bridge, worker(clinic.facility), Actor.member("a", person))
    for viewer in (*strangers, bridge_of(clinic.facility)):
        with pytest.raises(LetterUnknown):
            visits_read.letter(letter.number, viewer=viewer, at=MORNING)
        with pytest.raises(LetterUnknown):
            visits.cancel_letter(number=letter.number, by=viewer, at=MORNING)
        with pytest.raises(NotRecordingHere):
            wish = emergency(make_person(), hospital)
            visits.issue_letter(wish=wish, by=viewer, at=MORNING)
        place = hospital.facility.pk
        assert visits_read.letters(facility_id=place, on=MONDAY, viewer=viewer) == []
        seen = visits_read.letters_of(
            person, facility_id=place, first=MONDAY, last=MONDAY, viewer=viewer, at=MORNING
        )
        assert seen == []
    assert visits_read.letters(
        facility_id=hospital.facility.pk, on=MONDAY, viewer=hospital.bridge
    ) == [letter]
    assert letter.state is LetterState.ISSUED
