from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest

from tests.factories.queue import NOON, acting_for, book, make_people, make_person, make_session
from tests.threads import all_at_once
from titian.queue import services as queue
from titian.queue.errors import SessionFull
from titian.queue.models import PracticeSession, Ticket, TicketEvent
from titian.queue.types import Booked

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]


def test_sixty_people_at_once_get_the_twenty_places_and_numbers_one_to_twenty() -> None:
    session = make_session(bookable=20)
    people = make_people(60)

    answers = all_at_once([partial(book, person, session) for person in people])

    booked = [a for a in answers if isinstance(a, Booked)]
    assert sorted(a.number for a in booked) == list(range(1, 21))
    assert sum(isinstance(a, SessionFull) for a in answers) == 40
    assert Ticket.objects.filter(session=session).count() == 20
    assert PracticeSession.objects.get(pk=session.pk).used_bookable == 20


def test_the_same_client_key_sixteen_times_at_once_gives_one_ticket() -> None:
    session = make_session()
    person, key = make_person(), uuid4()
    by = acting_for(person)
    held = queue.hold(person_id=person, session_id=session.pk, by=by, at=NOON)
    press = partial(queue.confirm, hold_id=held.hold_id, client_key=key, by=by, at=NOON)

    answers = all_at_once([press] * 16)

    assert len(set(answers)) == 1
    assert isinstance(answers[0], Booked)
    assert Ticket.objects.filter(session=session).count() == 1
    assert TicketEvent.objects.filter(session_id=session.pk).count() == 1


def test_one_person_in_many_tabs_gets_one_booking_a_day() -> None:
    sessions = [make_session() for _ in range(6)]
    person = make_person()

    answers = all_at_once([partial(book, person, session) for session in sessions])

    assert sum(isinstance(a, Booked) for a in answers) == 1
    assert Ticket.objects.filter(person_id=person).count() == 1
    assert sum(s.used_bookable for s in PracticeSession.objects.filter(
        pk__in=[s.pk for s in sessions])) == 1  # fmt: skip


def test_the_last_place_goes_to_one_person() -> None:
    session = make_session(bookable=1)
    people = make_people(12)

    answers = all_at_once([partial(book, person, session) for person in people])

    assert sum(isinstance(a, Booked) for a in answers) == 1


def test_cancelling_and_booking_at_once_never_exceeds_the_places() -> None:
    session = make_session(bookable=5)
    first, rest = make_people(5), make_people(20)
    taken = [book(person, session) for person in first]
    leave: list[Callable[[], object]] = [
        partial(queue.cancel, code=b.code, by=acting_for(p), at=NOON)
        for p, b in zip(first, taken, strict=True)
    ]
    come: list[Callable[[], object]] = [partial(book, person, session) for person in rest]

    all_at_once([*leave, *come])

    live = Ticket.objects.filter(session=session, state="booked").count()
    now = PracticeSession.objects.get(pk=session.pk)
    assert live == now.used_bookable <= 5
    numbers = list(Ticket.objects.filter(session=session).values_list("number", flat=True))
    assert sorted(numbers) == list(range(1, now.last_number + 1))
