from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.counter import a_counter, address, at_desk, shown, walk_in
from tests.factories.queue import (
    book,
    make_clinic,
    make_people,
    make_session,
)
from titian.queue.models import PracticeSession, Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


def test_the_day_lists_the_sessions_of_the_own_desks_only(client: Client) -> None:
    mine, other = make_clinic("Puskesmas Dinoyo"), make_clinic("Puskesmas Lain")
    make_session(mine)
    make_session(other)
    at_desk(client, mine)

    page = client.get("/loket/?hari=2026-11-23").content.decode()
    code = client.get(f"/loket/di/{mine.facility.code}/").content.decode()
    empty = client.get("/loket/?hari=2026-11-24").content.decode()

    assert "Puskesmas Dinoyo" in page
    assert "Puskesmas Lain" not in page
    assert "Poli Umum" in code
    assert "Tidak ada sesi" in empty


def test_a_slip_has_number_code_place_and_range_but_no_name(client: Client) -> None:
    clinic, session = a_counter(client, "Puskesmas Dinoyo")
    booked = walk_in(session, clinic.desk, "Hartini Wulandari")

    page = client.get(address(session, f"karcis/{booked.code}/")).content.decode()

    assert "Puskesmas Dinoyo" in page
    assert "A-1" in page
    assert f"{booked.code[:4]} {booked.code[4:]}" in page
    assert "<svg" in page
    assert "Hartini" not in page


def test_the_desk_can_take_a_number_back(client: Client) -> None:
    clinic, session = a_counter(client)
    booked = walk_in(session, clinic.desk)

    client.post(address(session, f"karcis/{booked.code}/batal/"))

    assert Ticket.objects.get(pk=booked.ticket_id).state == "cancelled"
    assert PracticeSession.objects.get(pk=session.pk).used_counter == 0


def test_cancelling_says_first_how_many_will_be_told(client: Client) -> None:
    clinic, session = a_counter(client)
    for person in make_people(3):
        book(person, session)
    walk_in(session, clinic.desk)

    page = client.get(address(session, "batal/")).content.decode()
    client.post(address(session, "batal/"))

    assert "4 orang" in page
    assert "1 di antaranya" in page
    assert PracticeSession.objects.get(pk=session.pk).state == "cancelled"


def test_a_late_doctor_is_written_in_minutes(client: Client) -> None:
    _, session = a_counter(client)

    wrong = client.post(address(session, "dokter/"), {"menit": "lama"})
    right = client.post(address(session, "dokter/"), {"menit": "30"})

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert PracticeSession.objects.get(pk=session.pk).delay_minutes == 30
    assert "terlambat 30 menit" in shown(client, session)


def test_closing_over_people_who_wait_must_be_said_twice(client: Client) -> None:
    clinic, session = a_counter(client)
    booked = walk_in(session, clinic.desk)

    first = client.post(address(session, "tutup/"))
    second = client.post(address(session, "tutup/"), {"tetap": "on"})

    assert (first.status_code, second.status_code) == (409, 303)
    assert Ticket.objects.get(pk=booked.ticket_id).state == "unserved"


def test_the_reserve_grows_and_is_used_by_who_is_allowed(client: Client) -> None:
    clinic, session = a_counter(client, bookable=0, counter=1, reserve=0)
    walk_in(session, clinic.desk)
    said = {"nama": "Bu Sri", "dahulu": "none"}

    full = client.post(address(session, "baru/"), {**said, "kunci": uuid4()})
    client.post(address(session, "cadangan/"), {"tempat": "3"})
    allowed = client.post(address(session, "baru/"), {**said, "cadangan": "on", "kunci": uuid4()})

    assert (full.status_code, allowed.status_code) == (409, 303)
    assert PracticeSession.objects.get(pk=session.pk).used_reserve == 1


def test_no_page_of_the_counter_has_inline_script_or_style(client: Client) -> None:
    clinic, session = a_counter(client)
    booked = walk_in(session, clinic.desk)

    for act in ("", "baru/", "dokter/", "batal/", "tutup/", "cadangan/", f"karcis/{booked.code}/"):
        page = client.get(address(session, act)).content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert "<script>" not in page
        assert page.count("<h1") == 1


def test_who_keeps_no_counter_is_told_so_and_whom_to_ask(client: Client) -> None:
    signed_in_staff(client)

    answer = client.get("/loket/")

    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Akun Anda tidak bertugas di loket ini." in page
    assert "Minta pengelola petugas di tempat Anda" in page
    assert 'href="/petugas/">Menu petugas</a>' in page
