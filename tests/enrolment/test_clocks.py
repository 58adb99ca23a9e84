from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import Settings

from tests.factories.enrolment import (
    CITY,
    DINOYO,
    TUESDAY,
    agency_officer,
    make_city,
    new_application,
    signer,
    submitted,
    village_officer,
)
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.types import ApplicationKind, OfficeKind
from titian.notifications.models import Message
from titian.platform.outbox.models import OutboxEvent

SOCIAL = f"{CITY}/social"
FRIDAY_AT_1640 = datetime(2026, 12, 18, 9, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    make_city()


def told(application_id: int) -> list[tuple[int | None, int]]:
    found = OutboxEvent.objects.filter(
        name="enrolment.clock_running_out", facts__application_id=application_id
    )
    return [(one.facts["step_id"], one.facts["share"]) for one in found.order_by("id")]


def test_half_most_and_all_of_a_steps_time_are_told_once_each() -> None:
    case = submitted()
    step = case.step("social")
    assert step.opened_at is not None
    assert step.due_at is not None

    whole = step.due_at - step.opened_at
    for share in (0.4, 0.5, 0.6, 0.8, 0.81, 1, 1.5):
        enrolment.tell_clocks(at=step.opened_at + whole * share)

    assert [share for who, share in told(case.application_id) if who == step.pk] == [50, 80, 100]


def test_a_decided_step_is_told_of_no_more() -> None:
    case = submitted()
    step = case.step("social")
    enrolment.cancel(
        application_id=case.application_id, reason="wrong_card", by=case.officer, at=TUESDAY
    )

    enrolment.tell_clocks(at=TUESDAY + timedelta(days=3))

    assert [one for one in told(case.application_id) if one[0] == step.pk] == []


def test_the_urgent_case_of_a_friday_afternoon_is_escalated_before_it_is_missed(
    settings: Settings,
) -> None:
    settings.TITIAN_ENROLMENT_EMAIL = "dinkes@example.org"
    case = submitted(
        new_application(ApplicationKind.URGENT, hospital_letter_at=FRIDAY_AT_1640),
        at=FRIDAY_AT_1640,
    )
    until = case.row.urgent_until
    assert until is not None
    by = agency_officer(OfficeKind.SOCIAL)
    enrolment.claim_next(office_code=SOCIAL, by=by, at=until - timedelta(minutes=31))

    enrolment.tell_clocks(at=until - timedelta(minutes=10))

    assert (None, 80) in told(case.application_id)
    assert case.step("social").claimed_by == ""
    written = Message.objects.filter(template="enrolment/messages/clock.txt")
    assert written.exists()


def test_everybody_who_can_act_sees_the_countdown_and_nobody_else() -> None:
    case = submitted(
        new_application(ApplicationKind.URGENT, hospital_letter_at=TUESDAY), at=TUESDAY
    )
    at = TUESDAY + timedelta(hours=1)

    may_act = (
        case.officer,
        agency_officer(OfficeKind.SOCIAL),
        agency_officer(OfficeKind.HEALTH),
        signer(),
    )
    for viewer in may_act:
        (line,) = enrolment_read.urgent_cases(viewer=viewer, at=at)
        assert (line.code, line.until, line.is_missed) == (case.code, case.row.urgent_until, False)

    elsewhere = (
        village_officer(DINOYO),
        agency_officer(OfficeKind.SOCIAL, "35.79"),
        signer("35.79"),
    )
    for viewer in elsewhere:
        assert enrolment_read.urgent_cases(viewer=viewer, at=at) == ()


def test_the_clock_of_the_hospital_letter_stands_still_on_the_weekend() -> None:
    case = submitted(
        new_application(ApplicationKind.URGENT, hospital_letter_at=FRIDAY_AT_1640),
        at=FRIDAY_AT_1640,
    )

    until = case.row.urgent_until

    assert until is not None
    assert until.date() == date(2026, 12, 23)
