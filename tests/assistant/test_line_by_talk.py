"""More come than can be served: who books by writing stands in the same line as who presses."""

import pytest
from django.test import Client

from tests.assistant.talking import keys, paths, words
from tests.assistant.test_booking_by_talk import FRIDAY, THURSDAY, Patient, morning_of, patient
from tests.factories.accounts import signed_in_member
from tests.factories.queue import book, make_session
from titian.platform.http.room.keeper import the_keeper
from titian.platform.http.room.rules import Order
from titian.queue.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_room")]
__all__ = ["patient"]
ROOM = "/berobat/ruang/"


def one_more_waits(key: int) -> None:
    the_keeper().join(key=key)


def everybody_so_far_has_their_turn() -> None:
    the_keeper().obey(Order.OFF)
    the_keeper().figures()
    the_keeper().obey(Order.OPEN)


def test_who_books_by_writing_is_told_of_the_line_and_has_a_place_in_it(patient: Patient) -> None:
    make_session(patient.clinic, starts_at=morning_of(FRIDAY))
    the_keeper().obey(Order.HOLD)
    one_more_waits(7)

    patient.says("mau berobat besok pagi", at=THURSDAY)
    told = patient.says("1", at=THURSDAY)

    assert "paling banyak 1 orang" in words(told)
    assert "Belum ada nomor yang diambil" in words(told)
    assert ROOM in paths(told.replies)
    assert the_keeper().figures().waiting == 2
    assert patient.live == []


def test_asking_again_neither_overtakes_nor_loses_the_place(patient: Patient) -> None:
    make_session(patient.clinic, starts_at=morning_of(FRIDAY))
    the_keeper().obey(Order.HOLD)
    one_more_waits(7)
    patient.says("mau berobat besok pagi", at=THURSDAY)
    told = patient.says("1", at=THURSDAY)
    one_more_waits(8)

    (again,) = [key for key in keys(told) if key.startswith("s:")]
    for _ in range(3):
        told = patient.says("lagi", at=THURSDAY, choice=again)

    assert "paling banyak 1 orang" in words(told)
    assert the_keeper().figures().waiting == 3
    assert patient.live == []


def test_in_their_turn_the_number_is_taken_by_the_same_press(patient: Patient) -> None:
    make_session(patient.clinic, starts_at=morning_of(FRIDAY))
    the_keeper().obey(Order.HOLD)
    patient.says("mau berobat besok pagi", at=THURSDAY)
    told = patient.says("1", at=THURSDAY)
    everybody_so_far_has_their_turn()

    (again,) = [key for key in keys(told) if key.startswith("s:")]
    taken = patient.says("lagi", at=THURSDAY, choice=again)

    assert "Nomor antrean: A-1" in words(taken)
    assert patient.live == [FRIDAY.date()]


def test_a_number_moved_by_writing_waits_in_the_line_and_the_old_one_stays(
    patient: Patient,
) -> None:
    old = make_session(patient.clinic, starts_at=morning_of(FRIDAY))
    make_session(patient.clinic, starts_at=morning_of(THURSDAY).replace(day=30))
    booked = book(patient.person, old, at=THURSDAY)
    patient.says("pindah ke senin", at=THURSDAY)
    the_keeper().obey(Order.HOLD)

    told = patient.says("1", at=THURSDAY)
    kept = patient.live
    everybody_so_far_has_their_turn()
    patient.says("1", at=THURSDAY)

    assert ROOM in paths(told.replies)
    assert kept == [FRIDAY.date()]
    assert [day.day for day in patient.live] == [30]
    assert not Ticket.objects.filter(code=booked.code, state="waiting").exists()


def test_the_place_of_a_conversation_is_found_on_the_page_of_the_room(patient: Patient) -> None:
    make_session(patient.clinic, starts_at=morning_of(FRIDAY))
    the_keeper().obey(Order.HOLD)
    one_more_waits(7)
    patient.says("mau berobat besok pagi", at=THURSDAY)
    patient.says("1", at=THURSDAY)
    phone = Client()
    signed_in_member(phone, patient.person)

    page = phone.get(ROOM).content.decode()

    assert "Anda sudah masuk barisan" in page
    assert "<span data-before>1</span>" in page
    assert phone.get(f"{ROOM}kabar").json()["before"] == 1
    assert the_keeper().figures().waiting == 2


def test_without_a_crowd_nobody_notices_the_room(patient: Patient) -> None:
    make_session(patient.clinic, starts_at=morning_of(FRIDAY))

    patient.says("mau berobat besok pagi", at=THURSDAY)

    assert "Nomor antrean: A-1" in words(patient.says("1", at=THURSDAY))
