"""From the first word at the counter to the offices' work lists."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.conftest import StatementBudget
from tests.factories.enrolment import (
    TUESDAY,
    an_upload,
    candidate,
    drafted,
    make_city,
    new_application,
    submitted,
    village_officer,
    with_papers,
)
from titian.enrolment import services as enrolment
from titian.enrolment.errors import (
    ApplicationSettled,
    UrgentOver,
)
from titian.enrolment.models import Application, Check, Move, Step
from titian.enrolment.types import (
    ApplicationKind,
    Channel,
    CheckState,
    DocumentKind,
    StepState,
)
from titian.kernel.actors import Actor
from titian.notifications.models import Message

pytestmark = pytest.mark.django_db
URGENT = ApplicationKind.URGENT


@pytest.fixture(autouse=True)
def city() -> None:
    make_city()


def test_what_is_sent_lies_with_the_first_offices() -> None:
    case = submitted()

    states = {step.key: step.state for step in Step.objects.filter(application=case.row)}
    assert case.state == "verifying"
    assert states == {
        "population": StepState.OPEN,
        "social": StepState.OPEN,
        "labour": StepState.OPEN,
        "health": StepState.BLOCKED,
    }


def test_every_register_of_an_open_step_is_to_be_asked() -> None:
    case = submitted(new_application(ApplicationKind.NEW, candidate(), candidate("Budi", sex="L")))

    asked = Check.objects.filter(step__application=case.row, state=CheckState.ASKING)
    assert asked.count() == 6
    assert all(check.next_at == TUESDAY for check in asked)


def test_the_same_press_again_begins_nothing_new() -> None:
    officer, key, wanted = village_officer(), uuid4(), new_application()

    ids = {
        enrolment.draft(
            wanted=wanted, client_key=key, channel=Channel.COUNTER, by=officer, at=TUESDAY
        )
        for _ in range(2)
    }

    assert len(ids) == 1


def test_the_same_press_again_sends_once() -> None:
    case, key = with_papers(drafted()), uuid4()

    codes = {
        enrolment.submit(
            application_id=case.application_id, client_key=key, by=case.officer, at=TUESDAY
        )
        for _ in range(2)
    }

    assert codes == {case.code}
    assert Move.objects.filter(application=case.row).count() == 1


def test_the_promise_is_working_time_of_the_village_office() -> None:
    case = submitted(at=TUESDAY)

    assert case.row.promised_at == TUESDAY + timedelta(days=1)  # eight hours of an eight hour day


def test_what_is_sent_after_the_cut_off_counts_from_the_next_opening() -> None:
    half_past_two = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)

    case = submitted(at=half_past_two)

    assert case.row.promised_at == datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_an_urgent_case_counts_days_and_nights_of_working_days() -> None:
    friday = datetime(2026, 11, 27, 9, 40, tzinfo=UTC)  # 16.40 in Malang
    wanted = new_application(URGENT, hospital_letter_at=friday)

    case = submitted(wanted, at=friday)

    # 7 h 20 of Friday, Monday and Tuesday whole, the rest of Wednesday
    assert case.row.urgent_until == datetime(2026, 12, 2, 9, 40, tzinfo=UTC)
    assert case.step("population").is_urgent


def test_a_hospital_letter_too_old_goes_another_way() -> None:
    letter = TUESDAY - timedelta(days=10)
    case = with_papers(drafted(new_application(URGENT, hospital_letter_at=letter)))

    with pytest.raises(UrgentOver):
        _submit(case.application_id, case.officer)


def test_a_draft_can_be_written_anew_and_forgets_who_was_taken_off() -> None:
    case = drafted(new_application(ApplicationKind.NEW, candidate(), candidate("Budi", sex="L")))
    enrolment.add_paper(
        application_id=case.application_id, kind=DocumentKind.KTP,
        candidate_id=case.people()[1].pk, upload_id=an_upload(case.officer), by=case.officer,
        at=TUESDAY,
    )  # fmt: skip

    enrolment.change(
        application_id=case.application_id,
        wanted=replace(case.wanted, people=case.wanted.people[:1], head_name="Rina"),
        by=case.officer,
        at=TUESDAY,
    )

    assert (case.row.head_name_sealed, len(case.people())) == ("Rina", 1)
    assert not case.row.papers.exists()


def test_the_family_hears_that_it_was_sent_with_nothing_personal() -> None:
    case = submitted()

    said = Message.objects.get(recipient_ref=f"enrolment:{case.application_id}")
    assert said.template == "enrolment/messages/moved.txt"


def test_an_application_can_be_taken_back_and_sent_anew() -> None:
    case = submitted()

    for _ in range(2):
        enrolment.cancel(
            application_id=case.application_id, reason="entered_twice", by=case.officer, at=TUESDAY
        )
    again = submitted(case.wanted)

    assert (case.state, again.state) == ("cancelled", "verifying")
    assert not Step.objects.filter(application=case.row, state=StepState.OPEN).exists()


def test_what_was_sent_is_no_draft_any_more() -> None:
    case = submitted()

    with pytest.raises(ApplicationSettled):
        enrolment.change(
            application_id=case.application_id, wanted=case.wanted, by=case.officer, at=TUESDAY
        )


def test_sending_takes_few_statements(statements: type[StatementBudget]) -> None:
    case = with_papers(drafted())

    with statements.at_most(15):
        _submit(case.application_id, case.officer)


def _submit(application_id: int, by: Actor) -> str:
    return enrolment.submit(application_id=application_id, client_key=uuid4(), by=by, at=TUESDAY)


def test_all_of_it_is_one_application() -> None:
    submitted()

    assert Application.objects.count() == 1
