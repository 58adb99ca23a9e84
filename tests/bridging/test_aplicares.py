"""Beds over the wire (§9): the three literal messages, code 1, one row however it was kept."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.factories.facilities import MONDAY
from tests.factories.visits import make_hospital
from tests.factories.wire import Answer, Hospital, bridged
from titian.bridging.rules import aplicares
from titian.bridging.types.wire import Wire
from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.models import BedRoom
from titian.facilities.types import BedClass, BedPart
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope

pytestmark = pytest.mark.django_db

ROOM = {
    "kodekelas": "KL1",
    "koderuang": "RG01",
    "namaruang": "Ruang Anggrek 01",
    "kapasitas": "20",
    "tersedia": "10",
    "tersediapria": "0",
    "tersediawanita": "0",
    "tersediapriawanita": "0",
}


@pytest.fixture
def hospital() -> Hospital:
    return bridged(make_hospital().facility)


def path(hospital: Hospital, act: str) -> str:
    return f"/rest/bed/{act}/{hospital.facility.scheme_code}"


def send(hospital: Hospital, act: str, body: object = None, method: str = "POST") -> Answer:
    return hospital.send(method, Wire.APLICARES, path(hospital, act), body or ROOM)


def read(hospital: Hospital, rows: str = "1/10") -> Answer:
    return hospital.get(Wire.APLICARES, f"{path(hospital, 'read')}/{rows}")


def test_the_sixteen_classes_are_read_in_the_clear(hospital: Hospital) -> None:
    answer = hospital.get(Wire.APLICARES, "/rest/ref/kelas")

    assert answer.said == (1, "OK")
    assert not answer.sealed
    assert answer.raw["metadata"]["totalitems"] == 16
    assert {"kodekelas": "VVP", "namakelas": "VVIP"} in answer.response["list"]


def test_a_client_older_than_its_key_is_let_in_and_a_wrong_key_is_not(hospital: Hospital) -> None:
    without = hospital.get(Wire.APLICARES, "/rest/ref/kelas", user_key="")
    wrong = hospital.get(Wire.APLICARES, "/rest/ref/kelas", user_key="salah")

    assert (without.code, wrong.code) == (1, 401)


def test_a_room_is_created_read_updated_and_deleted(hospital: Hospital) -> None:
    assert send(hospital, "create").said == (1, "Data berhasil disimpan.")
    changed = {**ROOM, "tersedia": 9, "tersediawanita": 4}
    assert send(hospital, "update", changed).said == (1, "Data berhasil diupdate.")

    answer = read(hospital)
    (row,) = answer.response["list"]
    assert answer.raw["metadata"]["totalitems"] == 1
    assert (row["kapasitas"], row["tersedia"], row["tersediawanita"]) == (20, 9, 4)
    assert (row["rownumber"], row["kodeppk"]) == (1, hospital.facility.scheme_code)

    gone = {"kodekelas": "KL1", "koderuang": "RG01"}
    assert send(hospital, "delete", gone).said == (1, "Data berhasil dihapus.")
    assert read(hospital).response["list"] == []


def test_writes_carry_no_response_at_all(hospital: Hospital) -> None:
    assert not send(hospital, "create").raw.get("response")


@pytest.mark.parametrize("act, method", [("update", "PUT"), ("delete", "DELETE")])
def test_other_clients_use_the_verbs_of_http(hospital: Hospital, act: str, method: str) -> None:
    send(hospital, "create")

    assert send(hospital, act, {**ROOM, "tersedia": 3}, method).code == 1


@pytest.mark.parametrize("base", ["/rest", "", "/rest/rest", "//rest/", "/REST"])
def test_the_base_may_hold_rest_or_not(hospital: Hospital, base: str) -> None:
    assert hospital.get(Wire.APLICARES, f"{base}/ref/kelas").code == 1


def test_a_ward_s_press_and_the_system_s_call_keep_the_same_row(hospital: Hospital) -> None:
    send(hospital, "create")
    row = BedRoom.objects.get(facility=hospital.facility)
    nurse = Actor.staff(1, (Grant("desk", Scope("facility", hospital.facility.code)),))

    facilities.step_beds(
        facility_id=hospital.facility.pk, room_id=row.pk, part=BedPart.ANYBODY, step=-1,
        client_key=uuid4(), by=nurse, at=clock.now(),
    )  # fmt: skip

    assert read(hospital).response["list"][0]["tersedia"] == 9


def test_the_moment_of_a_figure_is_jakarta_s(hospital: Hospital) -> None:
    with clock.fixed(datetime(2026, 11, 23, 1, 30, tzinfo=UTC)):
        send(hospital, "create")

        assert read(hospital).response["list"][0]["lastupdate"] == f"{MONDAY} 08:30:00"


def test_beds_counted_for_men_and_for_women_are_shared_ones(hospital: Hospital) -> None:
    both = {**ROOM, "tersedia": "10", "tersediapria": "10", "tersediawanita": "10"}

    assert send(hospital, "create", both).code == 1

    (room,) = facilities_read.bed_rooms(hospital.facility.pk)
    assert (room.beds.free, room.beds.mixed, room.beds.men) == (10, 10, 0)


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"tersedia": "21"}, "Angkanya tidak cocok"),
        ({"tersedia": "-1"}, "Angkanya tidak cocok"),
        ({"tersedia": "banyak"}, "harus berupa angka"),
        ({"kapasitas": None}, "kapasitas belum diisi"),
        ({"kodekelas": "KLX"}, "tidak dikenal"),
        ({"koderuang": ""}, "koderuang belum diisi"),
    ],
)
def test_what_does_not_fit_is_refused_with_code_0(
    hospital: Hospital, changes: dict[str, object], words: str
) -> None:
    answer = send(hospital, "create", {**ROOM, **changes})

    assert answer.code != 1
    assert words in answer.message
    assert facilities_read.bed_rooms(hospital.facility.pk) == []


def test_a_room_that_is_there_and_one_that_is_not(hospital: Hospital) -> None:
    assert send(hospital, "update").code == 0
    send(hospital, "create")

    assert send(hospital, "create", {**ROOM, "tersedia": 1}).code == 0


def test_nobody_writes_another_hospital_s_beds(hospital: Hospital) -> None:
    other = bridged(make_hospital().facility)
    address = path(other, "create")

    answer = hospital.send("POST", Wire.APLICARES, address, ROOM)

    assert answer.said == (0, "Kode PPK bukan milik Anda")
    assert facilities_read.bed_rooms(other.facility.pk) == []


def test_pages_are_counted_from_one(hospital: Hospital) -> None:
    for number in range(1, 6):
        send(hospital, "create", {**ROOM, "koderuang": f"RG0{number}"})

    page = read(hospital, "2/2").response["list"]

    assert [(row["rownumber"], row["koderuang"]) for row in page] == [(2, "RG02"), (3, "RG03")]
    assert read(hospital, "0/1").response["list"][0]["koderuang"] == "RG01"
    assert read(hospital, "a/b").code == 0


def test_an_unknown_facility_has_no_beds(hospital: Hospital) -> None:
    answer = hospital.get(Wire.APLICARES, "/rest/bed/read/0000R000/1/10")

    assert answer.said == (0, "Kode PPK tidak ditemukan")


def test_every_class_has_its_name() -> None:
    from_wire = {one["kodekelas"] for one in aplicares.classes()}

    assert from_wire == {one.value for one in BedClass}
