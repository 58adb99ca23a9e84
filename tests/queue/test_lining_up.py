"""One line for all ways to a place: moving a number, and a place found again by who one is."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.queue import (
    MORNING,
    book,
    make_clinic,
    make_people,
    make_person,
    make_session,
)
from tests.queue.pressing import ROOM, all_turns_come, member, press, send
from titian.platform.http.room.keeper import the_keeper
from titian.platform.http.room.rules import Order
from titian.queue.models import PracticeSession, Ticket
from titian.queue.types import Booked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday_noon", "own_room")]


def move(client: Client, ticket: Booked, to: PracticeSession) -> dict[str, Any]:
    return send(client, f"/tiket/{ticket.code}/pindah/", {"sesi": to.pk, "kunci": uuid4()})


def test_who_moves_a_number_stands_in_the_same_line_and_keeps_the_old_one_until_then() -> None:
    clinic = make_clinic()
    now, other = make_session(clinic), make_session(clinic, starts_at=MORNING + timedelta(days=1))
    first, second = make_people(2)
    mine, ticket = member(second), book(second, now)
    the_keeper().obey(Order.HOLD)
    press(member(first), now, first)

    told = move(mine, ticket, other)
    again = move(mine, ticket, other)
    waits = mine.get(f"{ROOM}kabar").json()
    kept = Ticket.objects.get(code=ticket.code).session_id
    all_turns_come()
    turn = mine.get(ROOM).content.decode()
    went_on = move(mine, ticket, other)

    assert told["Location"] == again["Location"] == ROOM
    assert (waits["before"], kept) == (1, now.pk)
    assert f'action="/tiket/{ticket.code}/pindah/"' in turn
    assert f'name="sesi" value="{other.pk}"' in turn
    assert went_on["Location"].startswith("/tiket/")
    assert Ticket.objects.filter(person_id=second, session=other).exists()


def test_who_has_lost_the_cookie_finds_the_place_on_the_page() -> None:
    session, person = make_session(), make_person()
    the_keeper().obey(Order.HOLD)
    press(member(person), session, person)

    page = member(person).get(ROOM).content.decode()

    assert "Anda sudah masuk barisan" in page
    assert the_keeper().figures().waiting == 1
