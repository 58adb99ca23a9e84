"""bpjs-protocols §8: medicines, procedures, check-ups and group meetings of a clinic."""

from typing import Any

import pytest

from tests.factories.care import (
    Patient,
    later,
    make_clinic,
    make_patient,
    today,
    told,
    visit,
)
from tests.factories.wire import Answer, Hospital
from titian.bridging.types.wire import Wire
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.visits import services as visits
from titian.visits.models import Attendance, GroupActivity
from titian.visits.services import NewClub

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def clinic() -> Hospital:
    return make_clinic()


@pytest.fixture
def patient() -> Patient:
    return make_patient()


@pytest.fixture
def number(clinic: Hospital, patient: Patient) -> str:
    return visit(clinic, patient)


def send(clinic: Hospital, method: str, path: str, body: object = None) -> Answer:
    return later(clinic).send(method, Wire.PCARE, path, body)


def rows(clinic: Hospital, path: str) -> Any:
    answer = clinic.get(Wire.PCARE, path)
    assert answer.said == (200, "OK"), answer.raw
    return answer.response["list"]


def medicine(number: str, **changes: object) -> dict[str, object]:
    return {
        "kdObatSK": 0,
        "noKunjungan": number,
        "racikan": False,
        "kdRacikan": None,
        "obatDPHO": True,
        "kdObat": "900001",
        "signa1": 3,
        "signa2": "1",
        "jmlObat": 10,
        "jmlPermintaan": 10,
        "nmObatNonDPHO": "",
        **changes,
    }


def procedure(number: str, **changes: object) -> dict[str, object]:
    return {
        "kdTindakanSK": 0,
        "noKunjungan": number,
        "kdTindakan": "01001",
        "biaya": "15000",
        "keterangan": "puasa",
        "hasil": 126,
        **changes,
    }


def test_a_medicine_is_written_once(clinic: Hospital, number: str) -> None:
    first = send(clinic, "POST", "/obat/kunjungan", medicine(number))
    again = send(clinic, "POST", "/obat/kunjungan", medicine(number))

    assert first.said == again.said == (201, "CREATED")
    assert [part["field"] for part in first.response] == ["kdObatSK", "kdRacikan"]
    assert first.response == again.response
    (row,) = rows(clinic, f"/obat/kunjungan/{number}")
    assert str(row["kdObatSK"]) == first.response[0]["message"]
    assert row["obat"]["nmObat"] == "Parasetamol tablet 500 mg"
    assert (row["signa1"], row["signa2"], row["jmlObat"]) == (3, 1, 10)


def test_a_compound_and_an_unlisted_medicine_keep_their_names(
    clinic: Hospital, number: str
) -> None:
    unlisted = {"obatDPHO": False, "kdObat": None, "nmObatNonDPHO": "Salep racikan"}
    answer = send(
        clinic,
        "POST",
        "/obat/kunjungan",
        medicine(number, racikan=True, kdRacikan="R.01", **unlisted),
    )

    assert answer.response[1] == {"field": "kdRacikan", "message": "R.01"}
    (row,) = rows(clinic, f"/obat/kunjungan/{number}")
    assert (row["kdRacikan"], row["obat"]["nmObat"]) == ("R.01", "Salep racikan")


def test_a_medicine_is_taken_back(clinic: Hospital, number: str) -> None:
    made = send(clinic, "POST", "/obat/kunjungan", medicine(number)).response[0]["message"]
    path = f"/obat/{made}/kunjungan/{number}"

    assert send(make_clinic(), "DELETE", path).code == 204
    assert send(clinic, "DELETE", path).said == (200, "OK")
    assert clinic.get(Wire.PCARE, f"/obat/kunjungan/{number}").code == 204
    assert send(clinic, "DELETE", path).code == 204


@pytest.mark.parametrize(
    "changes,code",
    [
        ({"kdObat": "123"}, 424),
        ({"obatDPHO": False, "kdObat": None}, 412),
        ({"jmlObat": 0}, 412),
        ({"signa1": "tiga"}, 412),
        ({"noKunjungan": ""}, 412),
        ({"noKunjungan": "P0000000112699Y000001"}, 204),
    ],
)
def test_a_medicine_that_does_not_fit_is_refused(
    clinic: Hospital, number: str, changes: dict[str, Any], code: int
) -> None:
    answer = send(clinic, "POST", "/obat/kunjungan", medicine(number, **changes))

    assert answer.code == code


def test_a_procedure_is_written_changed_and_taken_back(clinic: Hospital, number: str) -> None:
    made = send(clinic, "POST", "/tindakan", procedure(number))
    assert made.said == (201, "CREATED")
    assert made.response["field"] == "kdTindakanSK"
    line = made.response["message"]
    assert send(clinic, "POST", "/tindakan", procedure(number)).response == made.response

    changed = procedure(number, kdTindakanSK=line, biaya=20000, hasil="130")
    assert send(clinic, "PUT", "/tindakan", changed).said == (200, "OK")

    (row,) = rows(clinic, f"/tindakan/kunjungan/{number}")
    assert (row["biaya"], row["hasil"], row["keterangan"]) == (20000, 130, "puasa")
    assert send(clinic, "DELETE", f"/tindakan/{line}/kunjungan/{number}").said == (200, "OK")
    assert clinic.get(Wire.PCARE, f"/tindakan/kunjungan/{number}").code == 204


def test_a_procedure_costs_no_more_than_its_tariff(clinic: Hospital, number: str) -> None:
    dear = send(clinic, "POST", "/tindakan", procedure(number, biaya=20_001))
    unknown = send(clinic, "POST", "/tindakan", procedure(number, kdTindakan="99999"))

    assert (dear.code, unknown.code) == (412, 424)


def test_a_check_up_is_read_back(clinic: Hospital, number: str) -> None:
    body = {
        "kdMCU": 0,
        "noKunjungan": number,
        "kdProvider": clinic.facility.scheme_code,
        "tglPelayanan": told(today()),
        "gulaDarahPuasa": "126",
        "gulaDarahHbA1c": 7.2,
        "darahRutinHemo": 0,
        "funduskopi": None,
        "keterangan": "kontrol",
    }

    made = send(clinic, "POST", "/MCU", body)
    again = send(clinic, "POST", "/mcu", body)
    other = send(clinic, "POST", "/MCU", {**body, "gulaDarahPuasa": 200})

    assert (made.said, made.response) == ((201, "CREATED"), again.response)
    assert other.code == 412
    (row,) = rows(clinic, f"/MCU/kunjungan/{number}")
    assert (row["gulaDarahPuasa"], row["gulaDarahHbA1c"], row["darahRutinHemo"]) == (126, 7.2, 0)
    assert (row["keterangan"], row["funduskopi"]) == ("kontrol", None)
    assert len(row) == 35


def test_a_check_up_is_changed_and_taken_back(clinic: Hospital, number: str) -> None:
    body = {"noKunjungan": number, "tglPelayanan": told(today()), "gulaDarahSewaktu": 140}
    made = send(clinic, "POST", "/MCU", body).response["message"]
    path = f"/MCU/{made}/kunjungan/{number}"

    changed = send(clinic, "PUT", "/MCU", {**body, "kdMCU": made, "gulaDarahSewaktu": 150})

    assert changed.said == (200, "OK")
    (row,) = rows(clinic, f"/MCU/kunjungan/{number}")
    assert row["gulaDarahSewaktu"] == 150
    assert send(make_clinic(), "DELETE", path).code == 204
    assert send(clinic, "DELETE", path).said == (200, "OK")
    assert clinic.get(Wire.PCARE, f"/MCU/kunjungan/{number}").code == 204


@pytest.fixture
def club(clinic: Hospital) -> int:
    new = NewClub(
        clinic.facility.pk,
        "01",
        "Prolanis Sehat",
        today(),
        address="Balai RW 03",
        leader_name="Sumiati",
        leader_phone="628123456789",
    )
    return visits.found_club(club=new, by=Actor.system("tests"), at=clock.now())


def meeting(club: int, **changes: object) -> dict[str, object]:
    return {
        "eduId": None,
        "clubId": club,
        "tglPelayanan": told(today()),
        "kdKegiatan": "01",
        "kdKelompok": "01",
        "materi": "Senam diabetes",
        "pembicara": "Bidan Ani",
        "lokasi": "Balai RW 03",
        "keterangan": "",
        "biaya": 0,
        **changes,
    }


def test_a_club_is_shown_with_its_leader(clinic: Hospital, club: int) -> None:
    (row,) = rows(clinic, "/kelompok/club/01")

    assert row == {
        "clubId": club,
        "jnsKelompok": {"kdProgram": "01", "nmProgram": "Diabetes Melitus"},
        "tglMulai": told(today()),
        "tglAkhir": None,
        "alamat": "Balai RW 03",
        "nama": "Prolanis Sehat",
        "ketua_noHP": "628123456789",
        "ketua_nama": "Sumiati",
    }
    assert clinic.get(Wire.PCARE, "/kelompok/club/02").code == 204
    assert make_clinic().get(Wire.PCARE, "/kelompok/club/01").code == 204


def test_a_meeting_and_who_came(clinic: Hospital, club: int, patient: Patient) -> None:
    made = send(clinic, "POST", "/kelompok/kegiatan", meeting(club))
    again = send(clinic, "POST", "/kelompok/kegiatan", meeting(club))
    assert made.said == (201, "CREATED")
    assert made.response == again.response
    edu = made.response["message"]
    came = {"eduId": edu, "noKartu": patient.card}
    for _ in range(2):
        assert send(clinic, "POST", "/kelompok/peserta", came).code == 201

    (held,) = rows(clinic, f"/kelompok/kegiatan/{told(today())}")
    (person,) = rows(clinic, f"/kelompok/peserta/{edu}")

    assert (held["eduId"], held["clubProl"]["clubId"]) == (edu, club)
    assert held["kegiatan"] == {"kode": "01", "nama": "Senam"}
    assert (person["eduId"], person["peserta"]["noKartu"]) == (edu, patient.card)
    assert clinic.get(Wire.PCARE, f"/peserta/{patient.card}").response["pstProl"] == (
        "Diabetes Melitus"
    )


def test_a_meeting_and_who_came_are_taken_back(
    clinic: Hospital, club: int, patient: Patient
) -> None:
    edu = send(clinic, "POST", "/kelompok/kegiatan", meeting(club)).response["message"]
    send(clinic, "POST", "/kelompok/peserta", {"eduId": edu, "noKartu": patient.card})
    person = f"/kelompok/peserta/{edu}/{patient.card}"

    assert send(make_clinic(), "DELETE", person).code == 204
    assert send(clinic, "DELETE", person).said == (200, "OK")
    assert send(clinic, "DELETE", f"/kelompok/kegiatan/{edu}").said == (200, "OK")

    assert not Attendance.objects.exists()
    assert GroupActivity.objects.get().withdrawn_at is not None
    assert clinic.get(Wire.PCARE, f"/kelompok/kegiatan/{told(today())}").code == 204


@pytest.mark.parametrize(
    "changes",
    [{"kdKegiatan": "77"}, {"kdKelompok": "09"}, {"tglPelayanan": ""}, {"clubId": 999_999_999}],
)
def test_a_meeting_that_does_not_fit_is_refused(
    clinic: Hospital, club: int, changes: dict[str, Any]
) -> None:
    answer = send(clinic, "POST", "/kelompok/kegiatan", meeting(club, **changes))

    assert (answer.status, answer.code) == (412, 412)
