"""Two tickets drawn alike: chance, of which nobody is told."""

from collections.abc import Callable
from datetime import timedelta
from itertools import chain, count
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
from titian.queue import services as queue
from titian.queue.models import Ticket
from titian.queue.services import Newcomer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Load = Callable[..., None]


@pytest.fixture
def dice(monkeypatch: pytest.MonkeyPatch) -> Load:
    """`dice(7, 7)`: the ids of one millisecond end so, and others after them."""

    def load(*thrown: int) -> None:
        throws = chain(thrown, count(100))
        monkeypatch.setattr("titian.kernel.identifiers.secrets.randbits", lambda _: next(throws))

    return load


def test_who_books_in_the_same_moment_with_the_same_id_gets_their_number(dice: Load) -> None:
    dice(7, 7)
    session = make_session()

    numbers = [book(person, session).number for person in make_people(2)]

    assert numbers == [1, 2]


def test_those_decided_together_get_theirs_as_well(dice: Load) -> None:
    dice(7, 7, 7)
    session = make_session()
    asked = []
    for person in make_people(2):
        by = acting_for(person)
        held = queue.hold(person_id=person, session_id=session.pk, by=by, at=NOON)
        asked.append(queue.Confirmation(held.hold_id, uuid4(), by))

    queue.confirm_many(asked, at=NOON)

    assert sorted(Ticket.objects.values_list("number", flat=True)) == [1, 2]


def test_who_moves_to_another_day_does_not_hear_that_they_are_booked_there(dice: Load) -> None:
    clinic = make_clinic()
    person, other = make_people(2)
    monday, tuesday = make_session(clinic), make_session(clinic, starts_at=MORNING + DAY)
    dice(7, 8, 7)
    book(other, tuesday)
    mine = book(person, monday)

    moved = queue.move(
        code=mine.code, session_id=tuesday.pk, client_key=uuid4(), by=acting_for(person), at=NOON
    )

    assert moved.number == 2


def test_who_comes_to_the_counter_does_not_hear_that_they_are_in_the_line(dice: Load) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    dice(7, 7)
    book(make_person(), session, at=MORNING)

    came = queue.walk_in(
        session_id=session.pk,
        who=Newcomer(name="Sumiati"),
        client_key=uuid4(),
        by=clinic.desk,
        at=MORNING,
    )

    assert came.number == 2


def test_a_dice_that_always_falls_alike_is_a_fault_and_no_endless_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("titian.kernel.identifiers.secrets.randbits", lambda _: 7)
    session = make_session()
    first, second = make_people(2)
    book(first, session)

    with pytest.raises(RuntimeError, match="alike"):
        book(second, session)
