"""Papers of a whole country are reached by index, whatever a member, a facility or a job does."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.conftest import StatementBudget
from tests.factories.crowd import read_whole
from tests.factories.members import NOON, TODAY, acting_for
from tests.factories.referrals import Way, make_way
from titian.referrals import selectors as referrals_read
from titian.referrals import services as referrals

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LARGE = ("referral", "control_letter", "referral_special", "facility_number")
_FIRST = 5_000_000_000  # far above any real id; nothing of it is ever committed
_REFERRALS = """
INSERT INTO referral (number, person_id, kind, origin, exemption, from_facility_id, to_facility_id,
  specialty_code, care_kind, diagnosis_sealed, from_letter, issued_on, planned_on, valid_until,
  state, used_by_letter, source, client_key, written_by, written_at)
SELECT lpad(n::text, 19, '0'), n, 'full', 'fktp', '', 2000000 + n %% 500, 1000000 + n %% 500, 'INT',
  'outpatient', '\\x00', '', day, day, day + 90, 'open', '', 'bridge', gen_random_uuid(), '', now()
FROM (SELECT n, date '2026-09-01' + (n %% 80)::int AS day
      FROM generate_series(%(first)s, %(last)s) n) AS written
"""
_LETTERS = """
INSERT INTO control_letter (number, kind, person_id, facility_id, practitioner_id, specialty_code,
  from_letter, from_specialty_code, issued_on, planned_on, valid_until, state, used_by_letter,
  source, client_key, written_by, written_at)
SELECT lpad(n::text, 19, '0'), 'control', n, 2000000 + n %% 500, n, 'INT', 'V' || n, 'INT', day,
  day + 7, day + 37, 'open', '', 'bridge', gen_random_uuid(), '', now()
FROM (SELECT n, date '2026-09-01' + (n %% 80)::int AS day
      FROM generate_series(%(first)s, %(last)s) n) AS written
"""


@pytest.fixture
def among_many(db: None) -> Iterator[Way]:
    """Somebody with a referral and a letter, among twenty thousand others."""
    way = make_way()
    way.refer()
    way.call_back()
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (_REFERRALS, _LETTERS):
            cursor.execute(statement, {"first": _FIRST, "last": _FIRST + 19_999})
        cursor.execute("ANALYZE referral, control_letter")
        yield way
        transaction.set_rollback(True)


def sees_own(way: Way) -> None:
    viewer = acting_for(way.person_id)
    referrals_read.referrals_of(way.person_id, viewer=viewer, at=NOON)
    referrals_read.control_letters_of(way.person_id, viewer=viewer, at=NOON)
    referrals_read.bookable(way.person_id, viewer=viewer, at=NOON)


def lists_a_facilitys(way: Way) -> None:
    first = TODAY - timedelta(days=31)
    for listed in (referrals_read.referrals_written, referrals_read.control_letters_written):
        listed(way.hospital.pk, first, TODAY, viewer=way.specialist)
    referrals_read.referrals_received(way.hospital.pk, first, TODAY, viewer=way.specialist)
    referrals_read.planned_counts(way.hospital.pk, TODAY)


def writes_uses_and_frees(way: Way) -> None:
    number = way.refer(specialty_code="JAN")
    way.use(number)
    referrals.free_referral(number=number, letter_number="L1", by=way.specialist, at=NOON)
    way.call_back(days=9)


def opens_one(way: Way) -> None:
    number = way.refer(specialty_code="JAN")
    referrals_read.referral(number, viewer=way.specialist, at=NOON)
    referrals_read.reference(number, person_id=way.person_id, on=TODAY)


@pytest.mark.parametrize("act", [sees_own, lists_a_facilitys, writes_uses_and_frees, opens_one])
def test_no_table_of_papers_is_read_from_end_to_end(
    act: Callable[[Way], None], among_many: Way
) -> None:
    with CaptureQueriesContext(connection) as asked:
        act(among_many)

    assert asked.captured_queries
    assert not read_whole([query["sql"] for query in asked.captured_queries], LARGE)


def test_writing_and_using_ask_the_database_little(statements: type[StatementBudget]) -> None:
    way = make_way()

    with statements.at_most(24):
        number = way.refer()
    with statements.at_most(8):
        way.use(number)
    another = way.refer(specialty_code="JAN")
    with statements.at_most(2):
        referrals_read.reference(another, person_id=way.person_id, on=TODAY)
