import pytest
from django.test import Client

from tests.factories.accounts import signed_in_member
from tests.factories.counter import a_counter, address, at_desk, walk_in
from tests.factories.queue import (
    make_clinic,
    make_person,
    make_session,
)
from titian.queue.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


def test_a_visitor_is_sent_to_the_staff_door(client: Client) -> None:
    session = make_session()

    answer = client.get(address(session))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/petugas/masuk/")


def test_a_member_is_sent_to_the_staff_door(client: Client) -> None:
    session = make_session()
    signed_in_member(client, make_person())

    assert client.post(address(session, "panggil/"), {"tiket": 0})["Location"].startswith(
        "/petugas/masuk/"
    )


@pytest.mark.parametrize("act", ["", "dokter/", "batal/", "tutup/", "cadangan/", "baru/", "revisi"])
def test_the_desk_of_another_facility_sees_nothing(client: Client, act: str) -> None:
    session = make_session()
    at_desk(client, make_clinic())

    assert client.get(address(session, act)).status_code == 403


@pytest.mark.parametrize(
    "act", ["panggil/", "lewati/", "selesai/", "ulang/", "urungkan/", "batal/", "tutup/"]
)
def test_the_desk_of_another_facility_does_nothing(client: Client, act: str) -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    booked = walk_in(session, clinic.desk)
    at_desk(client, make_clinic())

    answer = client.post(address(session, act), {"tiket": booked.ticket_id})

    assert answer.status_code == 403
    assert Ticket.objects.get(pk=booked.ticket_id).state == "present"


def test_the_address_of_a_button_leads_to_the_screen_and_does_nothing(client: Client) -> None:
    clinic, session = a_counter(client)
    booked = walk_in(session, clinic.desk)

    answer = client.get(address(session, "panggil/"))

    assert answer.headers["Location"] == address(session)
    assert Ticket.objects.get(pk=booked.ticket_id).state == "present"
