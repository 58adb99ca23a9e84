"""A counter at work: staff signed in at a desk, people lining up, buttons pressed."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.queue import MORNING, Clinic, make_clinic, make_session
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.queue import services as queue
from titian.queue.models import PracticeSession, Ticket
from titian.queue.services import Newcomer
from titian.queue.types import Booked, Priority

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def at_desk(client: Client, clinic: Clinic, number: int = 2) -> None:
    """The client is staff of this clinic's desk, at this counter."""
    signed_in_staff(client, (Grant("desk", Scope("facility", clinic.facility.code)),))
    client.cookies["loket"] = str(number)


def a_counter(
    client: Client,
    name: str = "Puskesmas Contoh",
    *,
    number: int = 2,
    bookable: int = 20,
    counter: int = 10,
    reserve: int = 2,
) -> tuple[Clinic, PracticeSession]:
    """A clinic with a session, and the client at its counter."""
    clinic = make_clinic(name)
    session = make_session(clinic, bookable=bookable, counter=counter, reserve=reserve)
    at_desk(client, clinic, number)
    return clinic, session


def walk_in(
    session: PracticeSession,
    desk: Actor,
    name: str = "Budi Santoso",
    *,
    priority: Priority = Priority.NONE,
    emergency: bool = False,
) -> Booked:
    """Somebody with nothing but a name, five minutes ago."""
    who = Newcomer(name=name, priority=priority, emergency=emergency, use_reserve=True)
    at = MORNING - 5 * MINUTE
    return queue.walk_in(session_id=session.pk, who=who, client_key=uuid4(), by=desk, at=at)


def line_up(session: PracticeSession, desk: Actor, number: int) -> list[Booked]:
    return [walk_in(session, desk, f"Orang {n}") for n in range(1, number + 1)]


def people_come(session: PracticeSession, desk: Actor, *names: str, at: datetime) -> None:
    """They have nothing but names."""
    for name in names:
        who = Newcomer(name=name)
        queue.walk_in(session_id=session.pk, who=who, client_key=uuid4(), by=desk, at=at)


def state_of(booked: Booked) -> str:
    return Ticket.objects.get(pk=booked.ticket_id).state


def address(session: PracticeSession, act: str = "") -> str:
    return f"/loket/{session.pk}/{act}"


def press(
    client: Client, session: PracticeSession, act: str, ticket: int = 0, status: int = 303
) -> str:
    """Press a button of the screen; the page that answers."""
    answer = client.post(address(session, act), {"tiket": ticket})
    assert answer.status_code == status
    return answer.content.decode()


def shown(client: Client, session: PracticeSession) -> str:
    answer = client.get(address(session))
    assert answer.status_code == 200
    return answer.content.decode()
