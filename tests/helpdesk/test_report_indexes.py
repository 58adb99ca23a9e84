"""What grows with every failure is reached by index: grouping, clocks, lists, links, the desk."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.crowd import read_whole
from tests.factories.members import make_facility
from tests.factories.reports import EVENING, a_sent_report, make_party
from titian.helpdesk import selectors as helpdesk_read
from titian.helpdesk import services as helpdesk
from titian.helpdesk.models import Report
from titian.helpdesk.selectors.receipts import lost_codes
from titian.helpdesk.selectors.today import failures_today
from titian.helpdesk.types import Act, Outcome, Service
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.queue import selectors as queue_read

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LARGE = (
    "failure ",
    "report ",
    "report_evidence",
    "report_move",
    "desk_session",
    "helpdesk_lost_code",
    "queue_errand",
)
LATER = EVENING + timedelta(minutes=12)
OPERATOR = Actor.staff("operator", (Grant("operator", Scope(EVERYWHERE)),))


@pytest.fixture
def report() -> Report:
    make_party()
    return a_sent_report()


def groups(_: Report) -> None:
    helpdesk.group_failures(at=LATER)
    helpdesk.send_due(at=LATER)
    helpdesk.tell_report_clocks(at=LATER + timedelta(days=1))


def opens_the_lists(report: Report) -> None:
    helpdesk_read.published(at=LATER)
    helpdesk_read.work_list_of_reports(viewer=OPERATOR, at=LATER)
    helpdesk_read.report(report.number, viewer=OPERATOR, at=LATER)


def answers(report: Report) -> None:
    helpdesk.answer_report(
        token=report.token_sealed, act=Act.MEND, words="Sudah.", seen=report.moves_made,
        client_key=uuid4(), at=LATER,
    )  # fmt: skip


def serves(_: Report) -> None:
    facility = make_facility()
    by = Actor.staff("desk", (Grant("desk", Scope("facility", facility.code)),))
    served = helpdesk.begin_serving(
        facility_code=facility.code, client_key=uuid4(), by=by, at=LATER
    )
    helpdesk.hand_back(
        served_id=served, service=Service.OTHER, outcome=Outcome.SOLVED, by=by, at=LATER
    )
    helpdesk_read.desk_day(facility.code, on=None, viewer=by, at=LATER)
    helpdesk_read.all_desks(on=None, viewer=OPERATOR, at=LATER)


def sees_what_fails_today(_: Report) -> None:
    facility = make_facility()
    by = Actor.staff("desk", (Grant("desk", Scope("facility", facility.code)),))
    failures_today(facility.code, viewer=by, at=LATER)
    lost_codes(1, viewer=by, at=LATER)
    queue_read.links_of_receipts(["K7F-3Q9"])


@pytest.mark.parametrize("does", [groups, opens_the_lists, answers, serves, sees_what_fails_today])
def test_no_large_table_is_read_from_end_to_end(
    report: Report, does: Callable[[Report], None]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    with CaptureQueriesContext(connection) as asked:
        does(report)

    assert read_whole([one["sql"] for one in asked], LARGE) == []
