from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.counter import a_counter, address, shown
from tests.factories.queue import (
    BORN,
    book,
    make_person,
)
from titian.members.models import Person
from titian.platform.audit.models import AuditEntry
from titian.queue.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


def test_a_booked_row_is_checked_in_by_pressing_it(client: Client) -> None:
    _, session = a_counter(client)
    booked = book(make_person(), session)
    assert f'value="{booked.code}"' in shown(client, session)

    answer = client.post(address(session, "hadir/"), {"kode": booked.code})

    assert answer.status_code == 303
    assert Ticket.objects.get(pk=booked.ticket_id).state == "present"


@pytest.mark.parametrize("typed", ["{code}", " {code} ", "https://titian.test/tiket/{code}/"])
def test_a_code_or_the_text_of_a_qr_checks_in(client: Client, typed: str) -> None:
    _, session = a_counter(client)
    booked = book(make_person(), session)
    said = {"siapa": typed.format(code=booked.code), "kunci": uuid4()}

    answer = client.post(address(session, "datang/"), said)

    assert answer.status_code == 303
    assert Ticket.objects.get(pk=booked.ticket_id).state == "present"
    assert "masuk antrean" in client.get(answer["Location"]).content.decode()


def test_a_nik_joins_the_line_in_one_step_and_the_look_is_recorded(client: Client) -> None:
    _, session = a_counter(client)
    person = Person.objects.get(pk=make_person(born=BORN.replace(year=1950)))
    nik = person.nik_sealed or ""
    said = {"siapa": f"{nik[:6]} {nik[6:]}", "kunci": uuid4()}

    answer = client.post(address(session, "datang/"), said)

    ticket = Ticket.objects.get(session=session)
    assert answer["Location"] == f"/loket/{session.pk}/?baru={ticket.code}"
    assert (ticket.person_id, ticket.state, ticket.payer) == (person.pk, "present", "jkn")
    assert ticket.priority == "elder"
    assert AuditEntry.objects.filter(action="members.looked", target=f"person:{person.pk}").exists()


def test_who_booked_and_shows_the_card_is_checked_in_not_doubled(client: Client) -> None:
    _, session = a_counter(client)
    person = Person.objects.get(pk=make_person())
    booked = book(person.pk, session)

    client.post(address(session, "datang/"), {"siapa": person.card_sealed, "kunci": uuid4()})

    ticket = Ticket.objects.get(session=session)
    assert (ticket.pk, ticket.state) == (booked.ticket_id, "present")


def test_an_unknown_number_asks_for_a_name_and_keeps_what_was_typed(client: Client) -> None:
    _, session = a_counter(client)

    answer = client.post(
        address(session, "datang/"), {"siapa": "3573001703900099", "kunci": uuid4()}
    )

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Beri nomor" in page
    assert "3573001703900099" in page


def test_somebody_with_nothing_but_a_name_joins_the_same_line(client: Client) -> None:
    _, session = a_counter(client)
    said = {"nama": "Bu Sri", "bayar": "paying", "dahulu": "pregnant", "kunci": uuid4()}

    answer = client.post(address(session, "baru/"), said)

    ticket = Ticket.objects.get(session=session)
    assert answer.status_code == 303
    assert (ticket.number, ticket.state, ticket.part) == (1, "present", "counter")
    assert (ticket.name_given, ticket.payer, ticket.priority) == ("Bu Sri", "paying", "pregnant")


def test_sending_the_form_twice_gives_one_number(client: Client) -> None:
    _, session = a_counter(client)
    said = {"nama": "Bu Sri", "dahulu": "none", "kunci": uuid4()}

    first = client.post(address(session, "baru/"), said)
    again = client.post(address(session, "baru/"), said)

    assert first["Location"] == again["Location"]
    assert Ticket.objects.filter(session=session).count() == 1


def test_a_form_without_number_and_name_is_shown_again(client: Client) -> None:
    _, session = a_counter(client)

    answer = client.post(address(session, "baru/"), {"dahulu": "none", "kunci": uuid4()})

    assert answer.status_code == 422
    assert not Ticket.objects.filter(session=session).exists()


@pytest.mark.parametrize(
    "typed",
    ["", "\x00", "🦄" * 50, "x" * 400, "'; DROP TABLE queue_ticket"],
    ids=["empty", "nul", "unicorns", "long", "sql"],
)
def test_strange_input_is_refused_quietly(client: Client, typed: str) -> None:
    _, session = a_counter(client)

    answer = client.post(address(session, "datang/"), {"siapa": typed, "kunci": uuid4()})

    assert 400 <= answer.status_code < 500


def test_a_walk_in_by_nik_costs_seven_statements(
    client: Client, statements: type[StatementBudget]
) -> None:
    _, session = a_counter(client)
    nik = Person.objects.get(pk=make_person()).nik_sealed

    with statements.at_most(7):
        client.post(address(session, "datang/"), {"siapa": nik, "kunci": uuid4()})

    assert Ticket.objects.filter(session=session).count() == 1
