"""What grows with the country is reached by index, by whoever looks."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.claims import NEXT_DAY, Case, approved, sent
from tests.factories.crowd import read_whole
from tests.factories.queue import MORNING
from tests.factories.visits import MONDAY
from titian.claims import selectors as claims_read
from titian.claims import services as claims
from titian.claims.types import ClaimStage
from titian.referrals.types import CareKind

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LARGE = ("claim ", "claim_paper", "claim_step", "visit_letter")


def reads_it(case: Case) -> None:
    claims_read.claim(case.number, viewer=case.officer, at=NEXT_DAY)


def reads_the_month(case: Case) -> None:
    code = case.hospital.facility.code
    claims_read.facility_month(code, month=MONDAY, viewer=case.officer, at=NEXT_DAY)


def reads_the_work_list(case: Case) -> None:
    claims_read.branch_list(viewer=case.branch, at=NEXT_DAY)


def takes_the_next(case: Case) -> None:
    claims.take_next(by=case.branch, at=NEXT_DAY)


def asks_the_monitoring(case: Case) -> None:
    claims_read.claims_left_on(
        facility_id=case.hospital.facility.pk, left_on=MONDAY, care_kind=CareKind.OUTPATIENT,
        stage=ClaimStage.PROCESS, viewer=case.hospital.bridge, at=NEXT_DAY,
    )  # fmt: skip


def asks_for_sheets(case: Case) -> None:
    claims_read.sheets(
        facility_id=case.hospital.facility.pk, on=MONDAY, care_kind=CareKind.OUTPATIENT,
        viewer=case.hospital.bridge, at=NEXT_DAY,
    )  # fmt: skip


def tells_a_member(case: Case) -> None:
    claims_read.costs_of([case.number], at=NEXT_DAY)


def lets_days_run_out(_: Case) -> None:
    claims.expire_claims(at=MORNING)
    claims.deem_complete(at=MORNING)


@pytest.mark.parametrize(
    "does",
    [
        reads_it,
        reads_the_month,
        reads_the_work_list,
        takes_the_next,
        asks_the_monitoring,
        asks_for_sheets,
        tells_a_member,
        lets_days_run_out,
    ],
)
def test_no_large_table_is_read_from_end_to_end(does: Callable[[Case], None]) -> None:
    case = sent()
    approved()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    with CaptureQueriesContext(connection) as sent_to_it:
        does(case)

    assert read_whole([one["sql"] for one in sent_to_it], LARGE) == []
