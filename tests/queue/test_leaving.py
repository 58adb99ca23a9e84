from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories.queue import (
    MORNING,
    NOON,
    acting_for,
    book,
    make_clinic,
    make_people,
    make_person,
    make_session,
)
from titian.platform.outbox.models import OutboxEvent
from titian.queue import services as queue
from titian.queue.errors import (
    SessionFull,
    TicketCannot,
    TicketUnknown,
)
from titian.queue.models import DayClaim, PracticeSession, Ticket, TicketEvent

pytestmark = pytest.mark.django_db


def test_a_cancelled_place_is_free_at_once_and_its_number_is_not_given_again() -> None:
    session = make_session(bookable=1)
    first, second = make_people(2)
    booked = book(first, session)

    queue.cancel(code=booked.code, by=acting_for(first), at=NOON)

    assert book(second, session).number == 2
    assert not DayClaim.objects.filter(person_id=first).exists()
    assert OutboxEvent.objects.filter(name="queue.place_freed").exists()


def test_cancelling_twice_is_fine() -> None:
    person = make_person()
    booked = book(person, make_session())
    queue.cancel(code=booked.code, by=acting_for(person), at=NOON)

    queue.cancel(code=booked.code, by=acting_for(person), at=NOON)

    assert TicketEvent.objects.filter(ticket_id=booked.ticket_id, action="cancel").count() == 1


def test_a_stranger_cannot_cancel_my_ticket() -> None:
    person, stranger = make_people(2)
    booked = book(person, make_session())

    with pytest.raises(TicketUnknown):
        queue.cancel(code=booked.code, by=acting_for(stranger), at=NOON)


def test_moving_takes_the_new_place_and_frees_the_old_one() -> None:
    clinic = make_clinic()
    monday = make_session(clinic, bookable=1)
    tuesday = make_session(clinic, starts_at=MORNING + timedelta(days=1), bookable=1)
    person = make_person()
    booked = book(person, monday)

    moved = queue.move(
        code=booked.code, session_id=tuesday.pk, client_key=uuid4(), by=acting_for(person), at=NOON
    )

    assert moved.session_id == tuesday.pk
    assert Ticket.objects.get(pk=booked.ticket_id).state == "moved"
    assert PracticeSession.objects.get(pk=monday.pk).used_bookable == 0
    assert DayClaim.objects.get(person_id=person).ticket_id == moved.ticket_id


def test_moving_within_the_same_day_is_possible() -> None:
    clinic = make_clinic()
    person = make_person()
    booked = book(person, make_session(clinic))
    afternoon = make_session(clinic, starts_at=MORNING + timedelta(hours=5))

    moved = queue.move(
        code=booked.code,
        session_id=afternoon.pk,
        client_key=uuid4(),
        by=acting_for(person),
        at=NOON,
    )

    assert moved.session_id == afternoon.pk


def test_moving_to_a_full_session_keeps_the_old_ticket() -> None:
    clinic = make_clinic()
    monday = make_session(clinic)
    full = make_session(clinic, starts_at=MORNING + timedelta(days=1), bookable=1)
    person, other = make_people(2)
    booked = book(person, monday)
    book(other, full)

    with pytest.raises(SessionFull):
        queue.move(
            code=booked.code, session_id=full.pk, client_key=uuid4(), by=acting_for(person), at=NOON
        )

    assert Ticket.objects.get(pk=booked.ticket_id).state == "booked"


def test_a_moved_ticket_cannot_be_cancelled() -> None:
    clinic = make_clinic()
    person = make_person()
    booked = book(person, make_session(clinic))
    tuesday = make_session(clinic, starts_at=MORNING + timedelta(days=1))
    queue.move(
        code=booked.code, session_id=tuesday.pk, client_key=uuid4(), by=acting_for(person), at=NOON
    )

    with pytest.raises(TicketCannot):
        queue.cancel(code=booked.code, by=acting_for(person), at=NOON)


def test_moving_twice_with_the_same_key_is_one_move() -> None:
    clinic = make_clinic()
    person, key = make_person(), uuid4()
    booked = book(person, make_session(clinic))
    tuesday = make_session(clinic, starts_at=MORNING + timedelta(days=1))
    by = acting_for(person)

    moved = [
        queue.move(code=booked.code, session_id=tuesday.pk, client_key=key, by=by, at=NOON)
        for _ in range(2)
    ]

    assert moved[0] == moved[1]
