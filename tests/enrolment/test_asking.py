"""Somebody writes a code and a birth date to our number: they hear where the application is."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from tests.factories.enrolment import (
    TUESDAY,
    Case,
    candidate,
    drafted,
    make_city,
    new_application,
    submitted,
)
from titian.enrolment import services as enrolment
from titian.enrolment.rules import asked
from titian.enrolment.types import ApplicationKind
from titian.kernel import clock
from titian.notifications import services as notifications
from titian.notifications.events import MessageReceived
from titian.notifications.models import HeardMessage, Message
from titian.notifications.types import Channel, Heard
from titian.platform.audit.models import AuditEntry
from titian.platform.outbox.models import OutboxEvent
from titian.platform.outbox.registry import subscribers_of

pytestmark = pytest.mark.django_db
HERE, NOT_FOUND, HOW, LATER = (
    f"enrolment/messages/{name}.txt" for name in ("where", "where_not", "where_how", "where_later")
)


@pytest.fixture(autouse=True)
def a_tuesday() -> Iterator[None]:
    make_city()
    with clock.fixed(TUESDAY):
        yield


def a_phone() -> str:
    return f"62812{uuid4().int % 10**8:08}"


def a_case() -> Case:
    return submitted(new_application(ApplicationKind.NEW, candidate(born=date(1990, 3, 17))))


def wrote(phone: str, text: str, *, hours: int = 0) -> int:
    """As the gateway hands it over; the answer as the worker would make it."""
    at, ref = TUESDAY + timedelta(hours=hours), f"wamid.{uuid4().hex}"
    notifications.hear([Heard(Channel.WHATSAPP, ref, phone, "text", text, at)], at=at)
    heard = HeardMessage.objects.get(provider_ref=ref)
    with transaction.atomic():
        enrolment.answer_where(heard_id=heard.pk, at=at)
    return heard.pk


def answers(heard_id: int) -> list[Message]:
    return list(Message.objects.filter(key=f"enrolment.asked:{heard_id}"))


def answer(heard_id: int) -> Message:
    [message] = answers(heard_id)
    return message


def test_code_and_birth_date_are_answered_with_the_state_and_nobody() -> None:
    case = a_case()

    message = answer(wrote(a_phone(), f"lacak {case.code.lower()} 17-03-1990"))

    said = str(message.data)
    assert message.template == HERE
    assert case.code in said
    assert "Siti" not in said
    assert case.wanted.kk_number not in said
    assert AuditEntry.objects.filter(
        action="enrolment.tracked", target=f"enrolment:{case.application_id}"
    ).exists()


@pytest.mark.parametrize("born", ["18-03-1990", "17-03-1991"])
def test_a_wrong_birth_date_and_a_wrong_code_are_answered_alike(born: str) -> None:
    case = a_case()

    wrong_day = answer(wrote(a_phone(), f"LACAK {case.code} {born}"))
    wrong_code = answer(wrote(a_phone(), "LACAK 3333 4444 17-03-1990"))
    draft = answer(wrote(a_phone(), f"LACAK {drafted().code} 17-03-1990"))

    assert {one.template for one in (wrong_day, wrong_code, draft)} == {NOT_FOUND}
    assert len({str(one.data) for one in (wrong_day, wrong_code, draft)}) == 1


def test_who_asks_too_often_is_slowed_right_or_wrong_and_told_once_an_hour() -> None:
    case, phone = a_case(), a_phone()
    for _ in range(5):
        wrote(phone, "LACAK 3333 4444 17-03-1990")

    right = wrote(phone, f"LACAK {case.code} 17-03-1990")
    again = wrote(phone, f"LACAK {case.code} 17-03-1990")

    assert answers(right) == answers(again) == []
    assert Message.objects.filter(template=LATER, key__contains="later").count() == 1


def test_an_answer_is_given_once_however_often_the_gateway_calls() -> None:
    case, phone, ref = a_case(), a_phone(), f"wamid.{uuid4().hex}"
    heard = Heard(Channel.WHATSAPP, ref, phone, "text", f"LACAK {case.code} 17-03-1990", TUESDAY)

    notifications.hear([heard], at=TUESDAY)
    notifications.hear([heard], at=TUESDAY)

    row = HeardMessage.objects.get(provider_ref=ref)
    assert OutboxEvent.objects.filter(facts__heard_id=row.pk).count() == 1
    assert "enrolment.answer_where" in {one.name for one in subscribers_of(MessageReceived.name)}


def test_a_question_without_its_parts_is_told_how_and_other_words_are_left_alone() -> None:
    assert answer(wrote(a_phone(), "lacak")).template == HOW
    assert answers(wrote(a_phone(), "Selamat pagi, bagaimana cara mendaftar?")) == []


@pytest.mark.parametrize(
    "text, code, born",
    [
        ("LACAK 7XK4M9PA 17-08-1990", "7XK4M9PA", date(1990, 8, 17)),
        ("lacak 7xk4 m9pa 17/8/1990", "7XK4M9PA", date(1990, 8, 17)),
        ("7XK4-M9PA 17.08.1990", "7XK4M9PA", date(1990, 8, 17)),
        ("lacak 7XK4M9PA", "7XK4M9PA", None),
        ("lacak 17-08-1990", None, date(1990, 8, 17)),
        ("lacak 7XK4M9PA 31-02-1990", "7XK4M9PA", None),
    ],
)
def test_what_was_written_is_read(text: str, code: str | None, born: date | None) -> None:
    found = asked(text)

    assert found is not None
    assert (found.code, found.birth_date) == (code, born)


@pytest.mark.parametrize("text", ["", "halo", "saya lahir 17-08-1990", "7XK4M9PA"])
def test_other_words_are_about_something_else(text: str) -> None:
    assert asked(text) is None
