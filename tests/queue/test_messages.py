import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.template.loader import get_template

from tests.factories.messages import let_events_through, people, reachable, said, words_of
from tests.factories.queue import (
    MORNING,
    NOON,
    acting_for,
    book,
    make_clinic,
    make_person,
    make_session,
)
from titian.notifications.models import Message
from titian.notifications.services.wording import worded
from titian.queue import services as queue
from titian.queue.models import Ticket
from titian.queue.services import Newcomer
from titian.queue.services.wording import PARAMETERS

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


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
        queue.tell_booked(ticket_ids=[booked.ticket_id], at=NOON)

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


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_a_template_uses_what_it_is_given_and_fits_two_short_messages(name: str) -> None:
    source = get_template(f"queue/messages/{name}.txt").template.source  # type: ignore[attr-defined]  # of Django's own backend
    long: dict[str, str | int] = {
        "name": "Hartini",
        "service": "Poli Lanjut Usia",
        "place": "Puskesmas Kecamatan Tanjung Priok",
        "day": "Senin 23 November",
        "earliest": "08.55",
        "latest": "09.25",
        "number": "A-112",
        "code": "7KQ3ACDE",
        "doctor": "dr. Bambang Wibisono",
        "minutes": 120,
        "ahead": 3,
        "starts": "08.00",
        "places": "Selasa 24 Nov 08.00; Rabu 25 Nov 08.00; Kamis 26 Nov 08.00",
        "link": "https://titian.example.go.id/berobat/waktu/?orang=1000000&layanan=12345",
    }
    given = {key: long[key] for key in PARAMETERS[name]}

    assert set(re.findall(r"{{ (\w+) }}", source)) == set(given)
    for language in ("id", "en"):
        _, text = worded(f"queue/messages/{name}.txt", given, language)
        assert len(text) <= 306, (len(text), text)


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

    near = [*said("near"), *said("next")]
    assert {m.recipient_ref for m in near} == {f"person:{p}" for p in everybody[1:5]}
    assert len(near) == 4
    assert {m.urgency for m in near} == {"turn"}
    words = {m.recipient_ref: words_of(m) for m in near}
    assert "berikutnya" in words[f"person:{everybody[1]}"]
    assert "1 orang lagi" in words[f"person:{everybody[2]}"]


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
