from datetime import datetime, timedelta
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
from titian.members.errors import PersonOutOfReach
from titian.members.types import Change
from titian.platform.audit.models import AuditEntry
from titian.platform.outbox.models import OutboxEvent
from titian.queue import services as queue
from titian.queue.errors import (
    AlreadyBookedThatDay,
    HoldAlreadyExtended,
    HoldGone,
    NotCovered,
    OutsideWindow,
    SessionFull,
    SessionInThePast,
    SessionUnknown,
)
from titian.queue.models import Hold, Ticket, TicketEvent

pytestmark = pytest.mark.django_db


def test_a_confirmed_place_is_a_ticket_with_number_history_audit_and_event() -> None:
    session = make_session()

    booked = book(make_person(), session)

    ticket = Ticket.objects.get(pk=booked.ticket_id)
    assert (ticket.number, ticket.state, ticket.part) == (1, "booked", "bookable")
    assert TicketEvent.objects.filter(ticket=ticket, action="book").count() == 1
    assert AuditEntry.objects.filter(target=f"ticket:{ticket.pk}").count() == 1
    event = OutboxEvent.objects.get(name="queue.ticket_booked")
    assert event.facts["ticket_id"] == ticket.pk
    assert not Hold.objects.filter(session=session).exists()


def test_numbers_follow_each_other_from_one() -> None:
    session = make_session(bookable=5)

    numbers = [book(person, session).number for person in make_people(5)]

    assert numbers == [1, 2, 3, 4, 5]


def test_a_held_place_is_not_given_to_somebody_else() -> None:
    session = make_session(bookable=1)
    first, second = make_people(2)
    queue.hold(person_id=first, session_id=session.pk, by=acting_for(first), at=NOON)

    with pytest.raises(SessionFull):
        queue.hold(person_id=second, session_id=session.pk, by=acting_for(second), at=NOON)


def test_after_two_minutes_the_place_may_go_to_somebody_else() -> None:
    session = make_session(bookable=1)
    first, second = make_people(2)
    queue.hold(person_id=first, session_id=session.pk, by=acting_for(first), at=NOON)
    later = NOON + timedelta(minutes=2, seconds=1)

    booked = book(second, session, at=later)

    assert booked.number == 1


def test_a_late_confirmation_succeeds_while_a_place_remains() -> None:
    session = make_session(bookable=1)
    person = make_person()
    by = acting_for(person)
    held = queue.hold(person_id=person, session_id=session.pk, by=by, at=NOON)

    booked = queue.confirm(
        hold_id=held.hold_id, client_key=uuid4(), by=by, at=NOON + timedelta(minutes=30)
    )

    assert booked.number == 1


def test_a_late_confirmation_does_not_take_a_place_held_by_another() -> None:
    session = make_session(bookable=1)
    late, quick = make_people(2)
    held = queue.hold(person_id=late, session_id=session.pk, by=acting_for(late), at=NOON)
    after = NOON + timedelta(minutes=3)
    queue.hold(person_id=quick, session_id=session.pk, by=acting_for(quick), at=after)

    with pytest.raises(SessionFull):
        queue.confirm(hold_id=held.hold_id, client_key=uuid4(), by=acting_for(late), at=after)


def test_somebody_holds_one_place_at_a_time() -> None:
    clinic = make_clinic()
    monday = make_session(clinic, bookable=1)
    tuesday = make_session(clinic, starts_at=MORNING + timedelta(days=1), bookable=1)
    person, other = make_people(2)
    first = queue.hold(person_id=person, session_id=monday.pk, by=acting_for(person), at=NOON)
    queue.hold(person_id=person, session_id=tuesday.pk, by=acting_for(person), at=NOON)

    assert book(other, monday).number == 1
    with pytest.raises(HoldGone):
        queue.confirm(hold_id=first.hold_id, client_key=uuid4(), by=acting_for(person), at=NOON)


def test_holding_again_gives_the_same_hold_and_no_more_time() -> None:
    session = make_session()
    person = make_person()
    first = queue.hold(person_id=person, session_id=session.pk, by=acting_for(person), at=NOON)

    again = queue.hold(
        person_id=person,
        session_id=session.pk,
        by=acting_for(person),
        at=NOON + timedelta(minutes=1),
    )

    assert again == first


def test_a_hold_is_extended_once() -> None:
    session = make_session()
    person = make_person()
    by = acting_for(person)
    held = queue.hold(person_id=person, session_id=session.pk, by=by, at=NOON)

    extended = queue.extend(hold_id=held.hold_id, by=by, at=NOON + timedelta(minutes=1))

    assert extended.expires_at == NOON + timedelta(minutes=3)
    with pytest.raises(HoldAlreadyExtended):
        queue.extend(hold_id=held.hold_id, by=by, at=NOON + timedelta(minutes=2))


def test_the_same_client_key_gives_the_same_ticket() -> None:
    session = make_session()
    person, key = make_person(), uuid4()
    by = acting_for(person)
    held = queue.hold(person_id=person, session_id=session.pk, by=by, at=NOON)
    first = queue.confirm(hold_id=held.hold_id, client_key=key, by=by, at=NOON)

    again = queue.confirm(hold_id=held.hold_id, client_key=key, by=by, at=NOON)

    assert again == first
    assert Ticket.objects.filter(session=session).count() == 1


def test_one_booking_a_day_is_said_before_the_form() -> None:
    clinic = make_clinic()
    person = make_person()
    book(person, make_session(clinic))
    afternoon = make_session(clinic, starts_at=MORNING + timedelta(hours=5))

    with pytest.raises(AlreadyBookedThatDay):
        queue.hold(person_id=person, session_id=afternoon.pk, by=acting_for(person), at=NOON)


def test_nobody_books_for_a_stranger() -> None:
    session = make_session()
    person, stranger = make_people(2)

    with pytest.raises(PersonOutOfReach):
        queue.hold(person_id=person, session_id=session.pk, by=acting_for(stranger), at=NOON)


def test_another_account_cannot_confirm_my_hold() -> None:
    session = make_session()
    person, stranger = make_people(2)
    held = queue.hold(person_id=person, session_id=session.pk, by=acting_for(person), at=NOON)

    with pytest.raises(HoldGone):
        queue.confirm(hold_id=held.hold_id, client_key=uuid4(), by=acting_for(stranger), at=NOON)


def test_who_is_not_covered_is_told_so() -> None:
    session = make_session()
    person = make_person(change=Change.REGISTERED_UNPAID)

    with pytest.raises(NotCovered):
        queue.hold(person_id=person, session_id=session.pk, by=acting_for(person), at=NOON)


@pytest.mark.parametrize(
    "starts_at, refused",
    [
        (NOON - timedelta(days=1), SessionInThePast),
        (MORNING + timedelta(days=40), OutsideWindow),
    ],
)
def test_sessions_that_are_over_or_far_ahead_take_no_booking(
    starts_at: datetime, refused: type[Exception]
) -> None:
    session = make_session(starts_at=starts_at)
    person = make_person()

    with pytest.raises(refused):
        queue.hold(person_id=person, session_id=session.pk, by=acting_for(person), at=NOON)


def test_a_session_that_does_not_exist_is_refused() -> None:
    person = make_person()

    with pytest.raises(SessionUnknown):
        queue.hold(person_id=person, session_id=10**15, by=acting_for(person), at=NOON)
