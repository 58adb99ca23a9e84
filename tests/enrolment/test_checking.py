from datetime import date, timedelta
from uuid import uuid4

import pytest
from pytest_django import Settings

from tests.factories.enrolment import (
    TUESDAY,
    Case,
    agency_officer,
    candidate,
    make_city,
    new_application,
    submitted,
)
from titian.enrolment import services as enrolment
from titian.enrolment.models import Check
from titian.enrolment.ports import RegisterAnswer, RegisterAway, RegisterQuestion
from titian.enrolment.types import ApplicationKind, CheckState, OfficeKind, StepState, Verdict

asked: list[RegisterQuestion] = []


class Obedient:
    """A register that answers what the test says."""

    is_sample = False
    agrees = True
    away: RegisterAway | None = None

    def ask(self, question: RegisterQuestion) -> RegisterAnswer:
        asked.append(question)
        if self.away is not None:
            raise self.away
        return RegisterAnswer(self.agrees, f"N-{len(asked)}", {})


register = Obedient()


def register_of(kind: str) -> Obedient | None:
    return None if kind == "wage" else register


@pytest.fixture(autouse=True)
def _city(db: None, settings: Settings) -> None:
    make_city()
    settings.TITIAN_REGISTERS = f"{__name__}.register_of"
    register.agrees, register.away = True, None
    asked.clear()


def checks(case: Case, key: str) -> list[Check]:
    return list(Check.objects.filter(step=case.step(key)).order_by("pk"))


def until_quiet(case: Case, minutes: int = 0) -> None:
    """As the worker does: as long as anything waits."""
    while enrolment.ask_registers(at=TUESDAY + timedelta(minutes=minutes)):
        pass


def test_when_every_register_agrees_the_machine_says_yes_and_the_last_step_waits_for_a_person() -> (
    None
):
    case = submitted(new_application())

    until_quiet(case)

    assert case.step("population").state == StepState.YES
    assert case.step("population").decided_by == "system:enrolment.registers"
    assert [one.state for one in checks(case, "population")] == [CheckState.AGREES]
    assert case.step("social").state == StepState.YES


def test_a_register_without_an_address_leaves_it_to_a_person() -> None:
    case = submitted()

    until_quiet(case)

    assert [one.state for one in checks(case, "labour")] == [CheckState.AWAY]
    assert case.step("labour").state == StepState.OPEN
    assert case.step("health").state == StepState.BLOCKED


def test_the_health_office_sees_the_answers_and_decides_itself() -> None:
    case = submitted()
    until_quiet(case)
    enrolment.decide(
        step_id=case.step("labour").pk,
        verdict=Verdict.YES,
        reason="seen_papers",
        words="",
        repairs=(),
        client_key=uuid4(),
        by=agency_officer(OfficeKind.LABOUR),
        at=TUESDAY,
    )

    until_quiet(case)

    assert [one.state for one in checks(case, "health")] == [CheckState.AGREES]
    assert case.step("health").state == StepState.OPEN


def test_one_that_differs_waits_for_a_person() -> None:
    register.agrees = False
    case = submitted()

    until_quiet(case)

    (answer,) = checks(case, "population")
    assert (answer.state, bool(answer.evidence)) == (CheckState.DIFFERS, True)
    assert case.step("population").state == StepState.OPEN


def test_two_people_need_two_answers() -> None:
    case = submitted(new_application(ApplicationKind.NEW, candidate(), candidate("Adi", sex="L")))

    until_quiet(case)

    assert len(checks(case, "population")) == 2
    assert len({one.evidence for one in checks(case, "population")}) == 2


def test_a_newborn_without_a_number_is_looked_at_by_a_person() -> None:
    baby = candidate("Bayi", born=date(2026, 11, 20), relation=4, nik="")
    case = submitted(new_application(ApplicationKind.NEWBORN, baby))

    until_quiet(case)

    assert case.step("population").state == StepState.OPEN


def test_away_is_asked_again_later_under_the_same_number_and_then_a_person_decides() -> None:
    register.away = RegisterAway("sample_away")
    case = submitted()

    until_quiet(case)
    (first,) = checks(case, "population")
    assert (first.state, first.attempts) == (CheckState.ASKING, 1)
    for minutes in (2, 10, 30, 90):
        until_quiet(case, minutes)

    (last,) = checks(case, "population")
    assert (last.state, last.attempts) == (CheckState.AWAY, 5)
    refs = {one.ref for one in asked if one.ref == str(last.ref)}
    assert refs == {str(last.ref)}
    assert case.step("population").state == StepState.OPEN


def test_back_again_and_it_goes_on_by_itself() -> None:
    register.away = RegisterAway("sample_away")
    case = submitted()
    until_quiet(case)

    register.away = None
    until_quiet(case, 2)

    assert case.step("population").state == StepState.YES


def test_a_refused_question_is_not_asked_again() -> None:
    register.away = RegisterAway("http_422", may_help=False)
    case = submitted()

    until_quiet(case)

    assert [(one.state, one.attempts) for one in checks(case, "population")] == [
        (CheckState.AWAY, 1)
    ]


def test_an_answer_for_what_was_decided_since_is_only_kept() -> None:
    case = submitted()
    enrolment.decide(
        step_id=case.step("population").pk,
        verdict=Verdict.NO,
        reason="not_resident",
        words="",
        repairs=(),
        client_key=uuid4(),
        by=agency_officer(OfficeKind.POPULATION),
        at=TUESDAY,
    )

    until_quiet(case)

    assert case.state == "refused"
    assert case.step("social").state == StepState.BLOCKED


def test_what_an_officer_has_in_hand_the_machine_leaves_to_them() -> None:
    case = submitted()
    by, soon = agency_officer(OfficeKind.POPULATION), TUESDAY + timedelta(minutes=3)
    enrolment.claim_next(office_code="35.73/population", by=by, at=soon)

    until_quiet(case, 3)

    assert case.step("population").state == StepState.OPEN
    assert [one.state for one in checks(case, "population")] == [CheckState.AGREES]


def test_a_question_taken_by_a_worker_that_died_is_asked_again_after_a_while() -> None:
    case = submitted()
    Check.objects.filter(step=case.step("population")).update(
        attempts=1, next_at=TUESDAY + timedelta(minutes=2)
    )

    until_quiet(case, 1)
    assert case.step("population").state == StepState.OPEN
    until_quiet(case, 2)

    assert case.step("population").state == StepState.YES
