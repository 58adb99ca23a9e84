"""Antrean RS over the wire: what a hospital's system reads back."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories.antrean_rs import RS, card_of, said, send, step
from tests.factories.members import staff_of
from tests.factories.outside import Elsewhere, make_elsewhere, proposed
from tests.factories.queue import NOON, make_person
from tests.factories.wire import Hospital, bridged
from titian.kernel import clock
from titian.queue import services as queue
from titian.queue.models import ProposedHours
from titian.queue.types import HoursVerdict

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


def test_steps_are_read_back_with_both_clocks(place: Elsewhere, hospital: Hospital) -> None:
    send(hospital, "/antrean/add", said(place, make_person()))
    step(hospital, 3, 0)

    answer = send(hospital, "/antrean/getlisttask", {"kodebooking": "21112026A#9"})

    assert answer.said == (200, "OK")
    assert answer.response == [
        {
            "wakturs": "23-11-2026 08:00:00 WIB",
            "waktu": "20-11-2026 12:00:00 WIB",
            "taskname": "akhir waktu layan admisi/mulai waktu tunggu poli",
            "taskid": 3,
            "kodebooking": "21112026A#9",
        }
    ]


def test_rows_have_the_fields_of_the_sheet(place: Elsewhere, hospital: Hospital) -> None:
    person = make_person()
    send(hospital, "/antrean/add", said(place, person))

    for path in (
        "tanggal/2026-11-23",
        "kodebooking/21112026A%239",
        "aktif",
        f"kodepoli/001/kodedokter/{place.clinic.practitioner.scheme_code}/hari/1/jampraktek/08:00-12:00",
    ):
        answer = hospital.get(RS, f"/antrean/pendaftaran/{path}")
        assert answer.said == (200, "OK"), path
        (row,) = answer.response
        assert row["nokapst"] == card_of(person)
        assert row["status"] == "Belum dilayani"
        assert row["sumberdata"] == "Bridging Antrean"
        assert set(row) == {
            "kodebooking", "tanggal", "kodepoli", "kodedokter", "jampraktek", "nik", "nokapst",
            "nohp", "norekammedis", "jeniskunjungan", "nomorreferensi", "sumberdata", "ispeserta",
            "noantrean", "estimasidilayani", "createdtime", "status",
        }  # fmt: skip


def test_another_hospital_sees_nothing_of_it(place: Elsewhere, hospital: Hospital) -> None:
    send(hospital, "/antrean/add", said(place, make_person()))
    stranger = bridged(make_elsewhere().clinic.facility)

    assert stranger.get(RS, "/antrean/pendaftaran/tanggal/2026-11-23").said == (204, "No Content")
    assert step(stranger, 3, 0).said == (201, "Antrean Tidak Ditemukan")


def test_references_are_bare_arrays_with_code_1(place: Elsewhere, hospital: Hospital) -> None:
    clinics = hospital.get(RS, "/ref/poli")
    doctors = hospital.get(RS, "/ref/dokter")

    assert (clinics.said, doctors.said) == ((1, "OK"), (1, "OK"))
    assert {"nmpoli", "nmsubspesialis", "kdsubspesialis", "kdpoli"} == set(clinics.response[0])
    assert doctors.response == [
        {
            "namadokter": "dr. Ratna (contoh)",
            "kodedokter": place.clinic.practitioner.scheme_code,
        }
    ]


def test_waiting_times_are_plain_and_by_either_clock(place: Elsewhere, hospital: Hospital) -> None:
    send(hospital, "/antrean/add", said(place, make_person()))
    for told in ((3, 0), (4, 10), (5, 30)):
        step(hospital, *told)

    day = hospital.get(RS, "/dashboard/waktutunggu/tanggal/2026-11-23/waktu/rs")
    month = hospital.get(RS, "/dashboard/waktutunggu/bulan/11/tahun/2026/waktu/server")

    assert not day.sealed
    (row,) = day.response["list"]
    assert (row["jumlah_antrean"], row["waktu_task3"], row["avg_waktu_task4"]) == (1, 600, 1200)
    assert month.response["list"][0]["waktu_task3"] == 0


def test_hours_are_proposed_and_count_from_the_next_day(
    place: Elsewhere, hospital: Hospital
) -> None:
    body: dict[str, object] = {
        "kodepoli": "001",
        "kodesubspesialis": "001",
        "kodedokter": place.clinic.practitioner.scheme_code,
        "jadwal": [{"hari": "1", "buka": "09:00", "tutup": "13:00"}],
    }

    assert send(hospital, "/jadwaldokter/updatejadwaldokter", body).said == OK

    wish = ProposedHours.objects.get(facility=place.clinic.facility)
    assert wish.approved_at == datetime.fromisoformat("2026-11-21T00:00:00+07:00")
    assert wish.hours == [[1, "09:00", "13:00"]]


def test_hours_that_the_manager_accepted_are_read_back_as_the_plan(
    place: Elsewhere, hospital: Hospital
) -> None:
    path = f"/jadwaldokter/kodepoli/001/tanggal/{date(2026, 11, 23)}"
    asked = proposed(place)
    before = hospital.get(RS, path)

    queue.decide_hours(
        proposal_id=asked.pk,
        verdict=HoursVerdict.ACCEPTED,
        by=staff_of(place.clinic.facility, "manager"),
        at=NOON,
    )

    assert before.said == (204, "No Content")
    (line,) = hospital.get(RS, path).response
    assert line["jadwal"] == "09:00-13:00"


def test_a_plan_is_read_by_day(client: Client, place: Elsewhere, hospital: Hospital) -> None:
    del client
    answer = hospital.get(RS, f"/jadwaldokter/kodepoli/001/tanggal/{date(2026, 11, 24)}")

    assert answer.said == (204, "No Content")
