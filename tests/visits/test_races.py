"""Desk and bridge at the same moment: one event is one row, one letter, one number each."""

from functools import partial

import pytest

from tests.factories.queue import MORNING, make_people, make_person
from tests.factories.visits import (
    bridge_of,
    coming,
    emergency,
    findings,
    make_coded_clinic,
    make_hospital,
    worker,
)
from tests.threads import all_at_once
from titian.visits import services as visits
from titian.visits.errors import LetterExists, VisitRecorded
from titian.visits.models import EligibilityLetter, Visit
from titian.visits.types import LetterView, Registered, VisitView

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]


def test_desk_and_bridge_at_once_write_one_row() -> None:
    clinic, person = make_coded_clinic(), make_person()
    both = [worker(clinic.facility), bridge_of(clinic.facility)]

    answers = all_at_once(
        [
            partial(
                visits.register_visit,
                coming=coming(person, clinic.facility),
                by=both[n % 2],
                at=MORNING,
            )
            for n in range(8)
        ]
    )

    came = [one for one in answers if isinstance(one, Registered)]
    assert len(came) == 8
    assert len({one.visit_id for one in came}) == 1
    assert sum(one.is_new for one in came) == 1
    assert Visit.objects.filter(person_id=person).count() == 1


def test_people_who_come_at_once_have_numbers_of_their_own() -> None:
    clinic = make_coded_clinic()
    by = bridge_of(clinic.facility)

    answers = all_at_once(
        [
            partial(
                visits.register_visit, coming=coming(person, clinic.facility), by=by, at=MORNING
            )
            for person in make_people(8)
        ]
    )

    given = {one.registration for one in answers if isinstance(one, Registered)}
    assert given == {f"R{n}" for n in range(1, 9)}


def test_a_visit_is_recorded_by_one_of_two() -> None:
    clinic, person = make_coded_clinic(), make_person()
    by = worker(clinic.facility)
    came = visits.register_visit(coming=coming(person, clinic.facility), by=by, at=MORNING)

    answers = all_at_once(
        [
            partial(
                visits.record_visit,
                visit_id=came.visit_id,
                found=findings(),
                client_key=f"key-{n}",
                by=by,
                at=MORNING,
            )
            for n in range(4)
        ]
    )

    assert sum(isinstance(one, VisitView) for one in answers) == 1
    assert sum(isinstance(one, VisitRecorded) for one in answers) == 3


def test_one_letter_is_issued_to_many_who_ask_at_once() -> None:
    hospital, person = make_hospital(), make_person()

    answers = all_at_once(
        [
            partial(
                visits.issue_letter,
                wish=emergency(person, hospital),
                by=hospital.bridge,
                at=MORNING,
            )
            for _ in range(6)
        ]
    )

    assert sum(isinstance(one, LetterView) for one in answers) == 1
    assert sum(isinstance(one, LetterExists) for one in answers) == 5
    assert EligibilityLetter.objects.filter(person_id=person).count() == 1
