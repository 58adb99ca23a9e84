"""What grows with the city is reached by index: every list, lookup and job."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.crowd import read_whole
from tests.factories.enrolment import (
    CITY,
    PANDANWANGI,
    TUESDAY,
    Case,
    agency_officer,
    drafted,
    kk_number,
    make_city,
    new_application,
    sheet_row,
    signer,
    submitted,
    visitor_at_home,
)
from tests.factories.letters import approved
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.types import ApplicationKind, ApplicationState, OfficeKind
from titian.kernel.actors import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LARGE = (
    "enrol_application",
    "enrol_candidate",
    "enrol_step",
    "enrol_check",
    "enrol_move",
    "enrol_paper",
    "enrol_batch_row",
    "enrol_letter",
)
SOCIAL = f"{CITY}/{OfficeKind.SOCIAL}"
LATER = TUESDAY + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """What an ordinary day leaves behind."""

    sent: Case
    draft: Case
    batch_id: int
    social: Actor
    head: Actor


@pytest.fixture
def day() -> Day:
    make_city()
    sent = submitted()
    submitted(
        new_application(ApplicationKind.URGENT, hospital_letter_at=TUESDAY - timedelta(hours=2))
    )
    approved()
    rows = [(2, sheet_row(kk_number()))]
    batch_id = enrolment.take_batch(
        rows=rows, kind=ApplicationKind.NEW, village=PANDANWANGI, client_key=uuid4(),
        by=sent.officer, at=TUESDAY,
    )  # fmt: skip
    social, head = agency_officer(OfficeKind.SOCIAL), signer()
    return Day(sent, drafted(by=sent.officer), batch_id, social, head)


def opens_the_work_list(day: Day) -> None:
    enrolment_read.work_list(SOCIAL, viewer=day.social, at=LATER)
    enrolment_read.work_list(SOCIAL, viewer=day.social, at=LATER, kind=ApplicationKind.NEW)


def looks_at_the_urgent(day: Day) -> None:
    for viewer in (day.social, day.head):
        enrolment_read.urgent_cases(viewer=viewer, at=LATER)


def takes_the_next(day: Day) -> None:
    enrolment.claim_next(office_code=SOCIAL, by=day.social, at=LATER)


def reads_a_case(day: Day) -> None:
    enrolment_read.case(day.sent.step("social").pk, viewer=day.social, at=LATER)


def opens_the_desk(day: Day) -> None:
    for state in (ApplicationState.RETURNED, ApplicationState.VERIFYING):
        enrolment_read.applications_of_village(
            PANDANWANGI, viewer=day.sent.officer, state=(state,), before_id=10**9
        )


def reads_an_application(day: Day) -> None:
    enrolment_read.application(day.sent.application_id, viewer=day.sent.officer, at=LATER)


def looks_at_ones_own(_: Day) -> None:
    case = drafted()
    enrolment_read.own_applications(case.officer)
    enrolment_read.own_applications(visitor_at_home())
    enrolment_read.application(case.application_id, viewer=case.officer, at=LATER)


def tracks_by_code(day: Day) -> None:
    enrolment_read.tracked(day.sent.code, date(1990, 3, 17), by=Actor.visitor(), at=LATER)


def reads_a_sheet(day: Day) -> None:
    enrolment_read.batches_of_village(PANDANWANGI, viewer=day.sent.officer)
    enrolment_read.batch(day.batch_id, viewer=day.sent.officer, at=LATER)


def reads_the_waiting_list(_: Day) -> None:
    enrolment_read.waiting_list(CITY, on=date(2026, 11, 24))


def opens_the_letters(day: Day) -> None:
    enrolment_read.letter_desks(viewer=day.head)


def makes_a_letter(day: Day) -> None:
    enrolment.make_letter(city=CITY, client_key=UUID(int=9), by=day.head, at=LATER)


def sends(_: Day) -> None:
    submitted()


def decides(day: Day) -> None:
    step = day.sent.step("social").pk
    enrolment.decide_many(step_ids=[step], client_key=uuid4(), by=day.social, at=LATER)


def sends_a_sheet(day: Day) -> None:
    enrolment.send_batch(batch_id=day.batch_id, by=day.sent.officer, at=TUESDAY)
    enrolment.send_families(at=LATER)


def lets_time_pass(_: Day) -> None:
    enrolment.tell_clocks(at=LATER)
    enrolment.hand_over(at=LATER)
    enrolment.admit(at=LATER)
    enrolment.claim_letters(at=LATER, limit=5)
    enrolment.take_effect(at=LATER)


def forgets(_: Day) -> None:
    enrolment.forget(at=TUESDAY + timedelta(days=40))


@pytest.mark.parametrize(
    "does",
    [
        opens_the_work_list,
        looks_at_the_urgent,
        takes_the_next,
        reads_a_case,
        opens_the_desk,
        reads_an_application,
        looks_at_ones_own,
        tracks_by_code,
        reads_a_sheet,
        reads_the_waiting_list,
        opens_the_letters,
        makes_a_letter,
        sends,
        decides,
        sends_a_sheet,
        lets_time_pass,
        forgets,
    ],
)
def test_no_large_table_is_read_from_end_to_end(day: Day, does: Callable[[Day], None]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    with CaptureQueriesContext(connection) as said:
        does(day)

    assert read_whole([one["sql"] for one in said], LARGE) == []
