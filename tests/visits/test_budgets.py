"""What writing care down costs the database, however much is written."""

import pytest

from tests.conftest import StatementBudget
from tests.factories.queue import MORNING, make_person
from tests.factories.visits import (
    COUGH,
    SUGAR,
    bridge_of,
    coming,
    emergency,
    findings,
    make_coded_clinic,
    make_hospital,
    referred,
    sent_with,
)
from titian.visits import selectors as visits_read
from titian.visits import services as visits

pytestmark = pytest.mark.django_db


def test_registering_and_recording_over_the_bridge(statements: type[StatementBudget]) -> None:
    clinic, person = make_coded_clinic(), make_person()
    by = bridge_of(clinic.facility)

    with statements.at_most(12):
        came = visits.register_visit(coming=coming(person, clinic.facility), by=by, at=MORNING)
    with statements.at_most(20):
        visits.record_visit(visit_id=came.visit_id, found=findings(COUGH, SUGAR), by=by, at=MORNING)
    with statements.at_most(9):
        visits_read.visit(came.visit_id, viewer=by, at=MORNING)


def test_a_letter_with_and_without_a_paper(statements: type[StatementBudget]) -> None:
    hospital = make_hospital()
    first, second = make_person(), make_person()
    wish = sent_with(first, hospital, referred(first, hospital))

    with statements.at_most(40):
        letter = visits.issue_letter(wish=wish, by=hospital.bridge, at=MORNING)
    with statements.at_most(32):
        visits.issue_letter(wish=emergency(second, hospital), by=hospital.bridge, at=MORNING)
    with statements.at_most(5):
        visits_read.letter(letter.number, viewer=hospital.bridge, at=MORNING)
