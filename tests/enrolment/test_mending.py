"""What came back goes on from there: nobody decides twice without need."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from tests.factories.enrolment import (
    DINOYO,
    TUESDAY,
    Case,
    agency_officer,
    candidate,
    make_city,
    new_application,
    submitted,
)
from titian.enrolment import services as enrolment
from titian.enrolment.errors import ApplicationSettled, ApplicationWrong
from titian.enrolment.models import Application, Check, Step
from titian.enrolment.services import moving
from titian.enrolment.types import (
    Act,
    ApplicationKind,
    CheckState,
    NewApplication,
    OfficeKind,
    StepState,
)
from titian.kernel.actors import Actor

pytestmark = pytest.mark.django_db
LATER = TUESDAY + timedelta(hours=2)
EVENING = LATER + timedelta(hours=1)
RULE = Actor.system("tests")


@pytest.fixture(autouse=True)
def city() -> None:
    make_city()


def said(case: Case, key: str, state: StepState, reason: str = "") -> None:
    """The office's decision; how it is made is another test's."""
    by = agency_officer(OfficeKind(case.step(key).office.kind))
    Step.objects.filter(pk=case.step(key).pk).update(
        state=state, decided_by=by.ref, decided_at=LATER, reason=reason
    )
    with transaction.atomic():
        row = Application.objects.select_for_update(of=("self",)).get(pk=case.application_id)
        moving.settle(row, by=by, at=LATER)


def mend(case: Case, wanted: NewApplication | None = None) -> None:
    enrolment.mend(
        application_id=case.application_id, wanted=wanted or case.wanted, client_key=uuid4(),
        by=case.officer, at=EVENING,
    )  # fmt: skip


def test_one_return_sends_it_back_and_nobody_else_works_on_it() -> None:
    case = submitted()
    said(case, "population", StepState.YES)

    said(case, "social", StepState.RETURNED, "paper_unreadable")

    assert (case.state, case.row.reason) == ("returned", "paper_unreadable")
    assert case.step("labour").state == StepState.BLOCKED
    assert not Step.objects.filter(application=case.row, state=StepState.OPEN).exists()


def test_a_mended_paper_touches_only_who_sent_it_back_and_who_was_not_done() -> None:
    case = submitted()
    said(case, "population", StepState.YES)
    said(case, "social", StepState.RETURNED, "paper_unreadable")

    mend(case)

    assert case.state == "verifying"
    assert (case.step("population").round, case.step("population").state) == (1, StepState.YES)
    assert (case.step("social").round, case.step("social").state) == (2, StepState.OPEN)
    assert (case.step("labour").round, case.step("labour").state) == (1, StepState.OPEN)


def test_another_name_is_looked_at_by_everybody_and_every_register() -> None:
    case = submitted()
    Check.objects.filter(step=case.step("labour")).update(
        state=CheckState.AGREES, evidence="W-1", answered_at=LATER, next_at=None
    )
    said(case, "population", StepState.YES)
    said(case, "social", StepState.RETURNED, "name_differs")

    mend(case, replace(case.wanted, people=(replace(case.wanted.people[0], full_name="Siti A."),)))

    assert case.step("population").round == 2
    assert {check.state for check in case.step("labour").checks.all()} == {CheckState.ASKING}


def test_the_same_press_again_mends_once() -> None:
    case, key = submitted(), uuid4()
    said(case, "social", StepState.RETURNED, "paper_missing")

    for _ in range(2):
        enrolment.mend(
            application_id=case.application_id, wanted=case.wanted, client_key=key,
            by=case.officer, at=EVENING,
        )  # fmt: skip

    assert case.step("social").round == 2


def test_the_promise_stands_still_while_the_family_mends() -> None:
    case = submitted()
    promised = case.row.promised_at
    assert promised is not None
    said(case, "social", StepState.RETURNED, "paper_missing")

    mend(case)

    assert case.row.promised_at == promised + (EVENING - LATER)


def test_what_nobody_sent_back_cannot_be_mended() -> None:
    with pytest.raises(ApplicationSettled):
        mend(submitted())


def test_another_village_is_another_application() -> None:
    case = submitted()
    said(case, "social", StepState.RETURNED, "address_differs")

    with pytest.raises(ApplicationWrong):
        mend(case, replace(case.wanted, village_code=DINOYO))


def test_who_is_taken_off_is_proposed_no_more_but_stays_on_record() -> None:
    case = submitted(new_application(ApplicationKind.NEW, candidate(), candidate("Budi", sex="L")))
    said(case, "social", StepState.RETURNED, "paper_of_another")

    mend(case, replace(case.wanted, people=case.wanted.people[:1]))

    assert [one.is_proposed for one in case.people()] == [True, False]
    assert [one.is_under_way for one in case.people()] == [True, False]


def test_all_yes_is_approved_when_there_is_room() -> None:
    case = all_said_yes(submitted())

    assert case.state == "approved"
    assert case.row.approved_at == LATER


def test_without_room_it_waits_in_order() -> None:
    make_city(people_paid=0)

    case = all_said_yes(submitted())

    assert (case.state, case.row.waiting_since) == ("waiting", LATER)


def test_what_the_scheme_could_not_take_the_last_office_decides_once_more() -> None:
    case = all_said_yes(submitted())
    for act in (Act.HAND_OVER, Act.BOUNCE):
        moved(case, act)

    mend(case)

    assert case.state == "verifying"
    assert (case.step("health").round, case.step("health").state) == (2, StepState.OPEN)


def test_no_ends_it_and_frees_the_people() -> None:
    case = submitted()

    said(case, "labour", StepState.NO, "employer_must_pay")

    assert (case.state, case.row.ended_at) == ("refused", LATER)
    assert not any(one.is_under_way for one in case.people())
    assert submitted(case.wanted).state == "verifying"


def all_said_yes(case: Case) -> Case:
    for key in ("population", "social", "labour", "health"):
        said(case, key, StepState.YES)
    return case


def moved(case: Case, act: Act) -> None:
    with transaction.atomic():
        row = Application.objects.select_for_update(of=("self",)).get(pk=case.application_id)
        moving.move(row, act, by=RULE, at=LATER)
