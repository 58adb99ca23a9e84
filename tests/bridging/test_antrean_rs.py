"""Antrean RS over the wire: what a hospital's system sends, and the words it compares."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django import Settings

from tests.conftest import StatementBudget
from tests.factories.antrean_rs import RS, said, send, step
from tests.factories.outside import Elsewhere, ask, carry, make_elsewhere
from tests.factories.queue import MORNING, NOON, make_person
from tests.factories.wire import Hospital, bridged
from titian.kernel import clock
from titian.queue.models import Oddity, OutsideTicket, Ticket

pytestmark = pytest.mark.django_db

OK = (200, "Ok")


@pytest.fixture(autouse=True)
def _friday_noon(settings: Settings) -> Iterator[None]:
    settings.TITIAN_FACILITY_QUEUES = "tests.factories.outside.line_of"
    with clock.fixed(NOON):
        yield


@pytest.fixture
def place() -> Elsewhere:
    return make_elsewhere()


@pytest.fixture
def hospital(place: Elsewhere) -> Hospital:
    return bridged(place.clinic.facility)


def test_a_number_the_hospital_gave_is_a_ticket(place: Elsewhere, hospital: Hospital) -> None:
    person = make_person()

    answer = send(hospital, "/antrean/add", said(place, person))

    assert answer.said == OK
    ticket = Ticket.objects.select_related("outside").get(person=person)
    assert (ticket.outside.label, ticket.outside.expected_at) == ("A-9", MORNING)
    assert "response" not in answer.raw or not answer.raw["response"]


def test_the_members_own_booking_told_back_is_the_same_ticket(
    place: Elsewhere, hospital: Hospital
) -> None:
    person = make_person()
    ask(place, person)
    carry()

    answer = send(hospital, "/antrean/add", said(place, person, kodebooking="RS#1"))

    assert answer.said == OK
    assert Ticket.objects.filter(person=person).count() == 1
    assert OutsideTicket.objects.get(booking_code="RS#1", facility=place.clinic.facility).by_member


def test_the_same_code_again_is_the_duplicate_that_robots_take_for_success(
    place: Elsewhere, hospital: Hospital
) -> None:
    person = make_person()
    send(hospital, "/antrean/add", said(place, person))

    with clock.fixed(NOON + timedelta(seconds=2)):
        again = send(hospital, "/antrean/add", said(place, person))

    assert again.said == (208, "Terdapat duplikasi Kode Booking")


def test_who_pays_needs_no_membership(place: Elsewhere, hospital: Hospital) -> None:
    body = said(place, None, nik="3573001703900002", jeniskunjungan="")

    assert send(hospital, "/antrean/add", body).said == OK
    row = hospital.get(RS, "/antrean/pendaftaran/tanggal/2026-11-23").response[0]
    assert (row["nik"], row["ispeserta"]) == ("3573001703900002", 0)


@pytest.mark.parametrize(
    "change, words",
    [
        ({"kodepoli": "XYZ"}, "Poli Tidak Ditemukan"),
        ({"kodedokter": 1}, "Dokter dengan kode 1 Tidak Ditemukan"),
        ({"tanggalperiksa": "2026-11-24"}, "Jadwal Dokter Tersebut Belum Tersedia"),
        ({"tanggalperiksa": "24/11/2026"}, "Format tanggalperiksa Tidak Sesuai"),
        ({"nomorkartu": "0009999999999"}, "Peserta Tidak Ditemukan"),
        ({"nomorkartu": "123"}, "Format nomorkartu Tidak Sesuai"),
        ({"nomorkartu": ""}, "nomorkartu belum diisi"),
        ({"jampraktek": "pagi"}, "jampraktek harus berupa jam HH:mm"),
        ({"jeniskunjungan": 9}, "jeniskunjungan harus 1 sampai 4"),
        ({"angkaantrean": "A9"}, "angkaantrean harus berupa angka"),
        ({"kodebooking": ""}, "kodebooking belum diisi"),
    ],
)
def test_what_is_wrong_is_said_in_words(
    place: Elsewhere, hospital: Hospital, change: dict[str, object], words: str
) -> None:
    answer = send(hospital, "/antrean/add", said(place, make_person(), **change))

    assert answer.code == 201
    assert words in answer.message
    assert not Ticket.objects.filter(facility=place.clinic.facility).exists()


def test_a_number_that_was_refused_is_a_line_of_the_report(
    place: Elsewhere, hospital: Hospital
) -> None:
    send(hospital, "/antrean/add", said(place, make_person(), kodedokter=1))

    odd = Oddity.objects.get(facility=place.clinic.facility)
    assert (odd.odd, odd.booking_code) == ("add_refused", "21112026A#9")


@pytest.mark.parametrize(
    "number, words",
    [
        ("", "data nomorreferensi  belum sesuai."),
        ("0301R0011126B000009", "data nomorreferensi  belum sesuai."),
    ],
)
def test_a_hospital_names_a_paper_that_we_know(
    place: Elsewhere, hospital: Hospital, number: str, words: str
) -> None:
    facility = place.clinic.facility
    facility.kind = "hospital"
    facility.save()

    answer = send(hospital, "/antrean/add", said(place, make_person(), nomorreferensi=number))

    assert answer.said == (201, words)


def test_steps_are_told_once_and_upwards(place: Elsewhere, hospital: Hospital) -> None:
    person = make_person()
    send(hospital, "/antrean/add", said(place, person))

    answers = [step(hospital, *told).said for told in ((3, 0), (3, 1), (4, 10), (1, 11), (5, 10))]

    assert answers == [
        OK,
        (208, "TaskId=3 sudah ada"),
        OK,
        (201, "TaskId terakhir 4"),
        (201, "waktu tidak boleh kurang atau sama dengan waktu sebelumnya"),
    ]
    assert Ticket.objects.get(person=person).state == "called"


def test_after_99_nothing_follows(place: Elsewhere, hospital: Hospital) -> None:
    send(hospital, "/antrean/add", said(place, make_person()))
    step(hospital, 99, 0)

    assert step(hospital, 3, 5).said == (201, "TaskId terakhir 99")


def test_after_it_was_given_back_nothing_follows(place: Elsewhere, hospital: Hospital) -> None:
    send(hospital, "/antrean/add", said(place, make_person()))
    send(hospital, "/antrean/batal", {"kodebooking": "21112026A#9", "keterangan": "dokter cuti"})

    assert step(hospital, 3, 5).said == (201, "TaskId terakhir 99")
    assert step(hospital, 99, 6).said == (208, "TaskId=99 sudah ada")


def test_a_number_is_given_back_once(place: Elsewhere, hospital: Hospital) -> None:
    send(hospital, "/antrean/add", said(place, make_person()))
    body: dict[str, object] = {"kodebooking": "21112026A#9", "keterangan": "dokter cuti"}

    first = send(hospital, "/antrean/batal", body)
    with clock.fixed(NOON + timedelta(seconds=2)):
        second = send(hospital, "/antrean/batal", body)

    assert first.said == OK
    assert second.said == (201, "Antrean Tidak Ditemukan atau Sudah Dibatalkan")


def test_the_pharmacys_number_stands_on_the_ticket(place: Elsewhere, hospital: Hospital) -> None:
    send(hospital, "/antrean/add", said(place, make_person()))
    body: dict[str, object] = {
        "kodebooking": "21112026A#9", "jenisresep": "racikan", "nomorantrean": 12, "keterangan": "",
    }  # fmt: skip

    assert send(hospital, "/antrean/farmasi/add", body).said == OK
    assert OutsideTicket.objects.get(booking_code="21112026A#9").pharmacy_number == 12


def test_telling_costs_few_statements(
    place: Elsewhere, hospital: Hospital, statements: type[StatementBudget]
) -> None:
    send(hospital, "/antrean/add", said(place, make_person()))
    body = said(place, make_person(), kodebooking="B#2")

    with statements.at_most(16):
        send(hospital, "/antrean/add", body)
    with statements.at_most(15):
        step(hospital, 3, 0)
