"""What grows with the country is reached by index, whoever reads or writes."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.crowd import read_whole
from tests.factories.members import acting_for
from tests.factories.queue import MORNING, make_person
from tests.factories.visits import (
    MONDAY,
    Hospital,
    coming,
    emergency,
    findings,
    make_hospital,
)
from titian.visits import selectors as visits_read
from titian.visits import services as visits

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LARGE = ("visit ", "visit_letter", "visit_diagnosis")
_CROWD = (
    """
INSERT INTO visit (person_id, facility_id, service_code, service_name, care_kind, day, came_at,
  registration, state, outcome, ended_on, referral_number, complaint, vitals, notes, source,
  recorded_by)
SELECT %(person)s, %(place)s, 'C' || n, 'Poli', 'outpatient', date '2025-01-01' + n %% 600, now(),
  'C' || n, 'ended', 'home', date '2025-01-01' + n %% 600, '', '\\x00', '\\x00', '\\x00', 'desk', ''
FROM generate_series(1, 20000) n
""",
    """
INSERT INTO visit_diagnosis (visit_id, rank, code, name)
SELECT id, 1, '\\x00', '\\x00' FROM visit WHERE registration LIKE 'C%%'
""",
    """
INSERT INTO visit_letter (number, visit_id, person_id, facility_id, issued_on, issued_at,
  care_kind, ward_class, specialty_code, specialty_name, scope, diagnosis_code, diagnosis_name,
  referral_number, control_number, mr_number, details, accident_kind, fine_possible, state,
  is_claimed, leaving, death_letter, accident_report, source, issued_by)
SELECT 'C' || id, id, person_id, facility_id, day, now(), 'outpatient', 'III', service_code, 'Poli',
  service_code, '\\x00', '\\x00', 'B' || id, '', '\\x00', '\\x00', 0, false, 'issued', false, '',
  '\\x00', '\\x00', 'desk', '' FROM visit WHERE registration LIKE 'C%%'
""",
)


@pytest.fixture
def hospital(db: None) -> Iterator[Hospital]:
    """A hospital in a country where twenty thousand visits were written down elsewhere."""
    here, elsewhere, stranger = make_hospital(), make_hospital(), make_person()
    with transaction.atomic(), connection.cursor() as cursor:
        place = {"person": stranger, "place": elsewhere.facility.pk}
        for statement in _CROWD:
            cursor.execute(statement, place)
        cursor.execute("ANALYZE visit, visit_letter, visit_diagnosis")
        yield here
        transaction.set_rollback(True)


def writes_a_visit_down(hospital: Hospital, person: int) -> None:
    by = hospital.desk
    came = visits.register_visit(coming=coming(person, hospital.facility, "INT"), by=by, at=MORNING)
    visits.record_visit(visit_id=came.visit_id, found=findings(), by=by, at=MORNING)


def issues_and_cancels_a_letter(hospital: Hospital, person: int) -> None:
    letter = visits.issue_letter(wish=emergency(person, hospital), by=hospital.desk, at=MORNING)
    visits.cancel_letter(number=letter.number, by=hospital.desk, at=MORNING)


def reads_the_own_history(hospital: Hospital, person: int) -> None:
    writes_a_visit_down(hospital, person)
    seen = visits_read.history(person, viewer=acting_for(person), at=MORNING)
    visits_read.own_visit(seen.lines[0].visit_id, viewer=acting_for(person), at=MORNING)


def reads_the_lists_of_a_day(hospital: Hospital, person: int) -> None:
    place, viewer = hospital.facility.pk, hospital.bridge
    visits_read.day_of_visits(place, on=MONDAY, viewer=viewer)
    visits_read.registrations(facility_id=place, on=MONDAY, viewer=viewer)
    visits_read.tickets_linked(place, on=MONDAY, viewer=viewer)
    visits_read.letters(facility_id=place, on=MONDAY, viewer=viewer)
    visits_read.letters_discharged(facility_id=place, month=MONDAY, viewer=viewer)
    visits_read.letters_of(
        person, facility_id=place, first=MONDAY, last=MONDAY, viewer=viewer, at=MORNING
    )
    visits_read.letters_of_referral("nobody has it", viewer=viewer)
    visits_read.visits_of(person, facility_id=place, viewer=viewer, at=MORNING)


@pytest.mark.parametrize(
    "act",
    [
        writes_a_visit_down,
        issues_and_cancels_a_letter,
        reads_the_own_history,
        reads_the_lists_of_a_day,
    ],
)
def test_no_table_of_care_is_read_from_end_to_end(
    act: Callable[[Hospital, int], None], hospital: Hospital
) -> None:
    person = make_person()

    with CaptureQueriesContext(connection) as asked:
        act(hospital, person)

    statements = [query["sql"] for query in asked.captured_queries]
    assert statements
    assert not [
        one for one in read_whole(statements, LARGE) if "Seq Scan on visit_param" not in one
    ]


@pytest.mark.usefixtures("hospital")
def test_what_would_be_read_whole_is_noticed() -> None:
    assert read_whole(["SELECT 1 FROM visit WHERE outcome = 'died'"], LARGE)
