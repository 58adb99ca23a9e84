import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from tests.conftest import StatementBudget
from tests.factories.queue import (
    MORNING,
    NOON,
    SETUP,
    acting_for,
    book,
    make_clinic,
    make_people,
    make_person,
    make_session,
)
from titian.kernel.actors import Actor
from titian.members import services as members
from titian.members.types import NewContact
from titian.notifications.models import Message
from titian.notifications.services.wording import worded
from titian.platform.outbox import services as outbox
from titian.queue import services as queue
from titian.queue.models import PracticeSession, Ticket
from titian.queue.services import Newcomer

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
_numbers: Iterator[int] = iter(range(1000, 9999))


def reachable(person_id: int, channel: str = "whatsapp") -> int:
    contact = NewContact(channel, f"+62812000{next(_numbers)}")
    members.replace_contacts(person_id=person_id, contacts=(contact,), by=SETUP, at=NOON)
    return person_id


def people(number: int) -> list[int]:
    return [reachable(person) for person in make_people(number)]


def let_events_through(at: datetime = NOON) -> None:
    outbox.relay(at)
    outbox.deliver_due(at)


def said(name: str) -> list[Message]:
    return list(Message.objects.filter(template=f"queue/messages/{name}.txt").order_by("id"))


def words_of(message: Message, language: str = "id") -> str:
    subject, text = worded(message.template, json.loads(message.data or "{}"), language)
    return f"{subject}\n{text}"


def cancel_by_desk(session: PracticeSession, desk: Actor) -> int:
    return queue.cancel_session(session_id=session.pk, by=desk, at=NOON)


def test_who_books_gets_number_code_place_day_and_range() -> None:
    session = make_session()
    booked = book(reachable(make_person()), session)

    let_events_through()

    (message,) = said("booked")
    text = words_of(message)
    for part in ("A-1", booked.code, "Poli Umum", "Puskesmas Contoh", "Senin 23 November", "Siti"):
        assert part in text
    assert f"/tiket/{booked.code}/" in text
    assert (message.state, message.channel, message.urgency) == ("pending", "whatsapp", "normal")


def test_a_message_says_the_first_name_only_and_no_number_of_the_scheme() -> None:
    book(reachable(make_person("Siti Aminah Wulandari")), make_session())

    let_events_through()

    text = words_of(said("booked")[0])
    assert "Wulandari" not in text
    assert "3573" not in text
    assert "000999" not in text


def test_a_message_is_said_once_although_the_subscriber_runs_twice() -> None:
    booked = book(reachable(make_person()), make_session())

    for _ in range(2):
        queue.tell_booked(ticket_id=booked.ticket_id, at=NOON)

    assert len(said("booked")) == 1


def test_who_moved_is_told_the_new_number() -> None:
    clinic = make_clinic()
    person = reachable(make_person())
    booked = book(person, make_session(clinic))
    tuesday = make_session(clinic, starts_at=MORNING + timedelta(days=1))
    queue.move(
        code=booked.code, session_id=tuesday.pk, client_key=uuid4(), by=acting_for(person), at=NOON
    )

    let_events_through()

    (message,) = said("moved")
    assert "Selasa 24 November" in words_of(message)


def test_the_desk_cancels_and_the_person_is_told_the_member_cancels_and_is_not() -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    mine, theirs = people(2)
    queue.cancel(code=book(mine, session).code, by=acting_for(mine), at=NOON)
    queue.cancel(code=book(theirs, session).code, by=clinic.desk, at=NOON)

    let_events_through()

    (message,) = said("cancelled")
    assert message.recipient_ref == f"person:{theirs}"


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
    assert "Selasa 24 November" in text
    assert "Rabu 25 November" not in text
    number = told[0].recipient_ref.removeprefix("person:")
    assert f"?orang={number}&layanan={clinic.service.pk}" in text


@pytest.mark.parametrize("hours, urgency", [(23, "turn"), (25, "normal")])
def test_a_session_of_the_next_day_is_cancelled_loudly(hours: int, urgency: str) -> None:
    clinic = make_clinic()
    session = make_session(clinic, starts_at=NOON + timedelta(hours=hours))
    book(people(1)[0], session)
    cancel_by_desk(session, clinic.desk)

    let_events_through()

    assert [m.urgency for m in said("session_cancelled")] == [urgency]


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


def test_somebody_without_an_address_is_a_message_that_failed() -> None:
    book(make_person(), make_session())

    let_events_through()

    (message,) = said("booked")
    assert (message.state, message.last_error) == ("failed", "no_address")


def test_who_asked_is_told_once_when_a_place_is_free() -> None:
    session = make_session(bookable=1)
    first, asking = people(2)
    booked = book(first, session)
    queue.watch(session_id=session.pk, person_id=asking, by=acting_for(asking), at=NOON)
    queue.cancel(code=booked.code, by=acting_for(first), at=NOON)

    let_events_through()
    queue.tell_watchers(session_id=session.pk, at=NOON)

    (message,) = said("place_freed")
    assert message.recipient_ref == f"person:{asking}"


def test_nobody_is_told_of_a_place_that_is_gone_again() -> None:
    session = make_session(bookable=1)
    first, quick, asking = people(3)
    booked = book(first, session)
    queue.watch(session_id=session.pk, person_id=asking, by=acting_for(asking), at=NOON)
    queue.cancel(code=booked.code, by=acting_for(first), at=NOON)
    book(quick, session)

    let_events_through()

    assert said("place_freed") == []


def test_those_near_the_front_are_told_once() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    everybody = people(6)
    tickets = [book(person, session) for person in everybody]
    for booked in tickets[:2]:
        queue.check_in(code=booked.code, by=desk, at=MORNING)
    queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING + MINUTE)

    for _ in range(2):
        let_events_through(MORNING + MINUTE)
        queue.tell_near(session_id=session.pk, at=MORNING + MINUTE)

    near = said("near")
    assert sorted(m.recipient_ref for m in near) == [f"person:{p}" for p in everybody[1:5]]
    assert {m.urgency for m in near} == {"turn"}
    words = {m.recipient_ref: words_of(m) for m in near}
    assert "berikutnya" in words[f"person:{everybody[1]}"]
    assert "Tinggal 1 orang" in words[f"person:{everybody[2]}"]


def test_a_walk_in_with_only_a_name_gets_no_message() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    for _ in range(2):
        who = Newcomer(name="Tanpa nomor")
        queue.walk_in(session_id=session.pk, who=who, client_key=uuid4(), by=desk, at=MORNING)
    queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)

    let_events_through(MORNING)

    assert not Message.objects.filter(template__startswith="queue/").exists()
    assert not Ticket.objects.filter(session=session, told_near=True).exists()


def test_every_message_reads_well_in_english_too() -> None:
    book(reachable(make_person()), make_session())

    let_events_through()

    text = words_of(said("booked")[0], "en")
    assert "Number A-1" in text
    assert "Monday" not in text  # the day was written for the recipient, who reads Indonesian
