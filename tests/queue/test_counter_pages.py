from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.counter import MINUTE, a_counter, address, press, shown, walk_in
from tests.factories.queue import (
    MORNING,
    book,
    make_people,
    make_person,
)
from titian.kernel import clock
from titian.queue import services as queue
from titian.queue.models import Ticket
from titian.queue.services import Newcomer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


def test_the_list_masks_names_and_the_one_being_served_is_named_in_full(client: Client) -> None:
    clinic, session = a_counter(client)
    first = book(make_person("Hartini Wulandari"), session)
    book(make_person("Karsono Widodo"), session)
    queue.check_in(code=first.code, by=clinic.desk, at=MORNING - 7 * MINUTE)

    before = shown(client, session)
    press(client, session, "panggil/")
    after = shown(client, session)

    assert "Ha••• W." in before
    assert "Hartini Wulandari" not in before
    assert "Hartini Wulandari, 36 th" in after
    assert '<span class="tag ok">Aktif</span>' in after
    assert "Ka••• W." in after
    assert "Karsono" not in after


def test_the_line_is_shown_in_calling_order_with_the_minutes_waited(client: Client) -> None:
    clinic, session = a_counter(client)
    for name in ("Andi", "Beni"):
        walk_in(session, clinic.desk, name)
    queue.walk_in(
        session_id=session.pk,
        who=Newcomer(name="Pasien gawat", emergency=True),
        client_key=uuid4(),
        by=clinic.desk,
        at=MORNING - 2 * MINUTE,
    )

    page = shown(client, session)

    assert page.index("G-1") < page.index("A-1<") < page.index("A-2<")
    assert "darurat" in page
    assert "5 mnt" in page


def test_calling_names_the_counter_of_this_pc(client: Client) -> None:
    clinic, session = a_counter(client, number=7)
    booked = walk_in(session, clinic.desk)

    press(client, session, "panggil/")

    assert Ticket.objects.get(pk=booked.ticket_id).desk == 7


def test_the_counter_number_is_chosen_once(client: Client) -> None:
    _, session = a_counter(client)
    del client.cookies["loket"]

    asked = shown(client, session)
    client.post(address(session, "nomor/"), {"nomor": "4"})

    assert "loket nomor berapa" in asked
    assert client.cookies["loket"].value == "4"
    assert "Loket 4" in shown(client, session)


def test_every_key_does_what_it_says(client: Client) -> None:
    clinic, session = a_counter(client)
    first, second = walk_in(session, clinic.desk), walk_in(session, clinic.desk, "Citra")

    def at_second(second: int, act: str, ticket: int = 0) -> None:
        with clock.fixed(MORNING + timedelta(seconds=second)):
            press(client, session, act, ticket)

    at_second(1, "panggil/")
    at_second(2, "ulang/", first.ticket_id)
    at_second(3, "lewati/", first.ticket_id)
    at_second(4, "urungkan/")
    assert Ticket.objects.get(pk=first.ticket_id).state == "called"
    at_second(5, "selesai/", first.ticket_id)
    at_second(6, "panggil/")

    assert Ticket.objects.get(pk=second.ticket_id).state == "called"
    assert "Urungkan" in shown(client, session)


def test_a_key_pressed_twice_calls_one_person(client: Client) -> None:
    clinic, session = a_counter(client)
    walk_in(session, clinic.desk)
    second = walk_in(session, clinic.desk, "Citra")

    press(client, session, "panggil/")
    press(client, session, "panggil/")

    assert Ticket.objects.get(pk=second.ticket_id).state == "present"


def test_what_cannot_be_done_is_said_on_the_screen_and_work_goes_on(client: Client) -> None:
    _, session = a_counter(client)

    page = press(client, session, "panggil/", status=409)

    assert "Panggil berikut" in page
    assert "Kode kendala" in page


def test_the_revision_grows_with_what_the_screen_shows(client: Client) -> None:
    clinic, session = a_counter(client)
    before = client.get(address(session, "revisi")).json()["revision"]

    walk_in(session, clinic.desk)

    assert client.get(address(session, "revisi")).json()["revision"] > before


def test_the_screen_costs_six_statements_however_long_the_line(
    client: Client, statements: type[StatementBudget]
) -> None:
    clinic, session = a_counter(client)
    for person in make_people(12):
        queue.check_in(code=book(person, session).code, by=clinic.desk, at=MORNING)
    press(client, session, "panggil/")

    with statements.at_most(6):
        shown(client, session)


@pytest.mark.parametrize("act", ["panggil/", "ulang/", "lewati/", "selesai/"])
def test_a_key_costs_five_statements(
    client: Client, statements: type[StatementBudget], act: str
) -> None:
    clinic, session = a_counter(client)
    first = walk_in(session, clinic.desk)
    walk_in(session, clinic.desk)
    press(client, session, "panggil/")

    with statements.at_most(5):
        press(client, session, act, first.ticket_id)
