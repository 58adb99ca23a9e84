"""What grows with every complaint is reached by index: lists, links, clocks, one's own."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.complaints import Complaint, about_step, filed, says
from tests.factories.crowd import read_whole
from tests.factories.enrolment import (
    CITY,
    TUESDAY,
    agency_officer,
    make_city,
    submitted,
    village_officer,
)
from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.enrolment.types import OfficeKind
from titian.kernel.actors import Actor
from titian.kernel.scopes import REGION, Grant, Scope

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LARGE = ("complaint_case", "complaint_message", "complaint_move", "complaint_clock")


@pytest.fixture
def complaint() -> Complaint:
    make_city()
    return filed(about_step(submitted()))


def opens_the_lists(_: Complaint) -> None:
    branch = Actor.staff("branch", (Grant("branch", Scope(REGION, CITY)),))
    for viewer in (agency_officer(OfficeKind.SOCIAL), village_officer(), branch):
        complaints_read.work_list(viewer=viewer, at=TUESDAY)


def follows_the_link(complaint: Complaint) -> None:
    complaints_read.case_of_link(complaint.token, at=TUESDAY)


def answers(complaint: Complaint) -> None:
    says(complaints.resolve, complaint, agency_officer(OfficeKind.SOCIAL))


def replies(complaint: Complaint) -> None:
    complaints.add(
        token=complaint.token, words="Lagi", client_key=uuid4(), by=Actor.visitor(), at=TUESDAY
    )


def lets_time_pass(_: Complaint) -> None:
    complaints.tell_clocks(at=TUESDAY)


@pytest.mark.parametrize(
    "does", [opens_the_lists, follows_the_link, answers, replies, lets_time_pass]
)
def test_no_large_table_is_read_from_end_to_end(
    complaint: Complaint, does: Callable[[Complaint], None]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    with CaptureQueriesContext(connection) as asked:
        does(complaint)

    assert read_whole([one["sql"] for one in asked], LARGE) == []
