from datetime import timedelta

import pytest

from tests.conftest import StatementBudget
from tests.factories.messages import let_events_through, people, said, words_of
from tests.factories.queue import (
    MORNING,
    NOON,
    acting_for,
    book,
    make_clinic,
    make_session,
)
from titian.kernel.actors import Actor
from titian.queue import services as queue
from titian.queue.models import PracticeSession

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MINUTE = timedelta(minutes=1)


def cancel_by_desk(session: PracticeSession, desk: Actor) -> int:
    return queue.cancel_session(session_id=session.pk, by=desk, at=NOON)


def test_a_late_doctor_is_told_to_everybody_waiting_with_the_new_range() -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    waiting, gone = people(3), people(1)[0]
    for person in waiting:
        book(person, session)
    queue.cancel(code=book(gone, session).code, by=acting_for(gone), at=NOON)
    queue.delay_session(session_id=session.pk, minutes=45, by=clinic.desk, at=NOON)

    let_events_through()
    let_events_through()

    told = said("delayed")
    assert {m.recipient_ref for m in told} == {f"person:{person}" for person in waiting}
    assert len(told) == 3
    assert "45 menit" in words_of(told[0])


def test_a_delay_that_was_corrected_is_not_told_late() -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    book(people(1)[0], session)
    queue.delay_session(session_id=session.pk, minutes=45, by=clinic.desk, at=NOON)
    queue.delay_session(session_id=session.pk, minutes=10, by=clinic.desk, at=NOON + MINUTE)

    let_events_through()

    (message,) = said("delayed")
    assert "10 menit" in words_of(message)


def test_a_cancelled_session_tells_everybody_exactly_once_with_other_places() -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    make_session(clinic, starts_at=MORNING + timedelta(days=1))
    make_session(clinic, starts_at=MORNING + timedelta(days=2), bookable=0)
    booked, gone = people(4), people(1)[0]
    for person in booked:
        book(person, session)
    queue.cancel(code=book(gone, session).code, by=acting_for(gone), at=NOON - MINUTE)

    count = cancel_by_desk(session, clinic.desk)
    for _ in range(2):
        let_events_through()
        queue.tell_session_cancelled(session_id=session.pk, cancelled_at=NOON, at=NOON)

    told = said("session_cancelled")
    assert count == 4
    assert sorted(m.recipient_ref for m in told) == sorted(f"person:{person}" for person in booked)
    text = words_of(told[0])
    assert "Masih ada: Selasa 24 Nov 08.00." in text
    assert "Rabu 25 Nov" not in text
    number = told[0].recipient_ref.removeprefix("person:")
    assert f"?orang={number}&layanan={clinic.service.pk}" in text


@pytest.mark.parametrize("hours, urgency", [(23, "turn"), (25, "normal")])
def test_a_session_of_the_next_day_is_cancelled_loudly(hours: int, urgency: str) -> None:
    clinic = make_clinic()
    session = make_session(clinic, starts_at=NOON + timedelta(hours=hours))
    book(people(1)[0], session)
    cancel_by_desk(session, clinic.desk)

    let_events_through()

    assert [m.urgency for m in said("session_cancelled_full")] == [urgency]


def test_without_another_place_the_way_leads_elsewhere() -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    person = people(1)[0]
    book(person, session)
    cancel_by_desk(session, clinic.desk)

    let_events_through()

    (message,) = said("session_cancelled_full")
    assert f"/berobat/?orang={person}" in words_of(message)


def test_a_word_that_is_no_longer_true_is_not_said_late() -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    book(people(1)[0], session)
    queue.delay_session(session_id=session.pk, minutes=20, by=clinic.desk, at=MORNING)

    let_events_through(MORNING)

    assert [m.expires_at for m in said("delayed")] == [session.ends_at]


def test_telling_many_costs_as_much_as_telling_one(statements: type[StatementBudget]) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    make_session(clinic, starts_at=MORNING + timedelta(days=1))
    for person in people(12):
        book(person, session)
    cancel_by_desk(session, clinic.desk)

    with statements.at_most(6):
        queue.tell_session_cancelled(session_id=session.pk, cancelled_at=NOON, at=NOON)

    assert len(said("session_cancelled")) == 12
