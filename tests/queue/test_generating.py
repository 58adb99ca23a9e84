from datetime import date, datetime, timedelta

import pytest

from tests.factories.queue import (
    NOON,
    SETUP,
    Clinic,
    acting_for,
    book,
    every_monday,
    make_clinic,
    make_person,
)
from titian.facilities.models import Schedule
from titian.queue import services as queue
from titian.queue.models import PracticeSession

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)


def end(line: Schedule) -> None:
    """A line is never deleted: it ends."""
    line.valid_until = date(2026, 11, 1)
    line.save()


def generate(clinic: Clinic, *, at: datetime = NOON) -> int:
    return queue.generate(
        facility_ids=[clinic.facility.pk],
        first=MONDAY,
        last=MONDAY + timedelta(days=6),
        by=SETUP,
        at=at,
    )


def test_a_weekly_line_becomes_a_session_once() -> None:
    clinic = make_clinic()
    every_monday(clinic)

    made = [generate(clinic), generate(clinic)]

    session = PracticeSession.objects.get(facility=clinic.facility)
    assert made == [1, 0]
    assert (session.date, session.bookable, session.letter) == (MONDAY, 20, "A")
    assert session.starts_at.isoformat() == "2026-11-23T01:00:00+00:00"


def test_fewer_places_never_take_a_promised_one_back() -> None:
    clinic = make_clinic()
    line = every_monday(clinic)
    generate(clinic)
    session = PracticeSession.objects.get(facility=clinic.facility)
    for person in (make_person(), make_person(), make_person()):
        book(person, session)
    line.bookable = 1
    line.save()

    generate(clinic)

    session.refresh_from_db()
    assert (session.bookable, session.used_bookable) == (3, 3)


def test_an_empty_session_that_is_no_longer_planned_is_closed() -> None:
    clinic = make_clinic()
    line = every_monday(clinic)
    generate(clinic)
    end(line)

    generate(clinic)

    assert PracticeSession.objects.get(facility=clinic.facility).state == "closed"


def test_a_session_planned_again_is_open_again() -> None:
    clinic = make_clinic()
    line = every_monday(clinic)
    generate(clinic)
    end(line)
    generate(clinic)
    line.valid_until = None
    line.save()

    generate(clinic)

    assert PracticeSession.objects.get(facility=clinic.facility).state == "open"


def test_a_session_with_people_is_left_for_people_to_decide() -> None:
    clinic = make_clinic()
    line = every_monday(clinic)
    generate(clinic)
    session = PracticeSession.objects.get(facility=clinic.facility)
    person = make_person()
    queue.hold(person_id=person, session_id=session.pk, by=acting_for(person), at=NOON)
    end(line)

    generate(clinic)

    session.refresh_from_db()
    assert session.state == "open"
