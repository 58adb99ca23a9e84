"""bpjs-protocols §8: `/peserta` and the lists a clinic reads."""

from typing import Any

import pytest

from tests.factories.care import (
    Patient,
    add_doctor,
    doctor_code,
    make_clinic,
    make_hospital,
    make_patient,
    onward,
    today,
    told,
    visit,
)
from tests.factories.facilities import make_line
from tests.factories.wire import Answer, Hospital
from titian.bridging.types.wire import Wire
from titian.facilities.models import Service
from titian.members.types import Change, Happening, Segment
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic() -> Hospital:
    return make_clinic()


def get(clinic: Hospital, path: str) -> Answer:
    return clinic.get(Wire.PCARE, path)


def rows(clinic: Hospital, path: str) -> Any:
    answer = get(clinic, path)
    assert answer.said == (200, "OK"), answer.raw
    assert answer.sealed
    assert answer.response["count"] >= len(answer.response["list"])
    return answer.response["list"]


def test_a_card_tells_who_is_insured(clinic: Hospital) -> None:
    patient = make_patient("Siti Aminah", facility=clinic.facility)

    answer = get(clinic, f"/peserta/{patient.card}")

    assert (answer.said, answer.sealed) == ((200, "OK"), True)
    person = answer.response
    assert (person["noKartu"], person["noKTP"]) == (patient.card, patient.nik)
    assert (person["nama"], person["sex"]) == ("Siti Aminah", "P")
    assert (person["tglLahir"], person["tglMulaiAktif"]) == ("17-03-1990", "01-01-2024")
    assert person["kdProviderPst"] == {
        "kdProvider": clinic.facility.scheme_code,
        "nmProvider": clinic.facility.name,
    }
    assert person["jnsKelas"] == {"nama": "KELAS III", "kode": "3"}
    assert person["jnsPeserta"] == {"nama": "PBI (APBN)", "kode": "21"}
    assert (person["aktif"], person["ketAktif"]) == (True, "AKTIF")
    assert (person["tunggakan"], person["hubunganKeluarga"]) == (0, "Peserta")
    assert person["asuransi"]["cob"] is False
    assert {"kdProviderGigi", "golDarah", "noHP", "pstProl", "pstPrb"} <= set(person)


def test_a_nik_and_a_card_lead_to_the_same_person(clinic: Hospital) -> None:
    patient = make_patient()

    by_nik = get(clinic, f"/peserta/nik/{patient.nik}").response
    by_card = get(clinic, f"/peserta/noka/{patient.card}").response

    assert by_nik == by_card == get(clinic, f"/peserta/{patient.card}").response


def test_every_look_is_written_down(clinic: Hospital) -> None:
    patient = make_patient()

    get(clinic, f"/peserta/{patient.card}")

    looks = AuditEntry.objects.filter(target=f"person:{patient.person_id}", action="members.looked")
    assert looks.get().actor == f"bridge:{clinic.credentials.cons_id}"


def test_who_is_not_covered_is_told_why(clinic: Hospital) -> None:
    left = make_patient(
        happened=(Happening(Change.FELL_IN_ARREARS, today()),), segment=Segment.PBPU
    )

    person = get(clinic, f"/peserta/{left.card}").response

    assert (person["aktif"], person["ketAktif"]) == (False, "TIDAK AKTIF KARENA PREMI")
    assert person["tglAkhirBerlaku"] == told(today())


@pytest.mark.parametrize(
    "path,code",
    [
        ("/peserta/0009999999999", 204),
        ("/peserta/0000000000000", 204),
        ("/peserta/123", 412),
        ("/peserta/nik/123", 412),
        ("/peserta/paspor/123", 412),
    ],
)
def test_a_number_nobody_has_is_no_content(clinic: Hospital, path: str, code: int) -> None:
    answer = get(clinic, path)

    assert (answer.code, answer.response) == (code, None)


def test_without_the_basic_authorization_nothing_is_told(clinic: Hospital) -> None:
    patient = make_patient()

    answer = clinic.get(Wire.PCARE, f"/peserta/{patient.card}", x_authorization="")

    assert (answer.code, answer.response) == (401, None)


def test_doctors_and_services_are_the_clinics_own(clinic: Hospital) -> None:
    make_clinic()
    add_doctor(clinic.facility, "drg. Sari")

    assert rows(clinic, "/dokter/0/10") == [
        {"kdDokter": str(doctor_code(clinic)), "nmDokter": "dr. Rahma Putri"},
        rows(clinic, "/dokter/1/1")[0],
    ]
    assert rows(clinic, "/poli/fktp/0/10")[1] == {
        "kdPoli": "002",
        "nmPoli": "Poli Gigi",
        "poliSakit": True,
    }
    assert get(clinic, "/dokter/satu/10").code == 412


def test_neighbours_are_named_by_their_codes(clinic: Hospital) -> None:
    hospital = make_hospital()

    found = {row["kdProvider"] for row in rows(clinic, "/provider/0/1000")}

    assert {clinic.facility.scheme_code, hospital.facility.scheme_code} <= found


def test_diagnoses_say_what_first_care_treats(clinic: Hospital) -> None:
    (headache,) = rows(clinic, "/diagnosa/r51/0/10")

    assert (headache["kdDiag"], headache["nonSpesialis"]) == ("R51", True)
    assert not rows(clinic, "/diagnosa/N20.0/0/1")[0]["nonSpesialis"]
    assert len(rows(clinic, "/diagnosa/A00/1/2")) == 2
    assert get(clinic, "/diagnosa/tidakadayangbegini/0/10").code == 204


@pytest.mark.parametrize(
    "path,expected",
    [
        ("/kesadaran", {"kdSadar": "01", "nmSadar": "Compos mentis"}),
        ("/prognosa", {"kdPrognosa": "01", "nmPrognosa": "Sanam (Sembuh)"}),
        ("/alergi/jenis/01", {"kdAlergi": "01", "nmAlergi": "Seafood"}),
        ("/alergi/jenis/02", {"kdAlergi": "03", "nmAlergi": "Udara Kotor"}),
        ("/alergi/jenis/03", {"kdAlergi": "01", "nmAlergi": "Antibiotik"}),
        ("/statuspulang/rawatInap/true", {"kdStatusPulang": "0", "nmStatusPulang": "Sembuh"}),
        (
            "/statuspulang/rawatInap/false",
            {"kdStatusPulang": "3", "nmStatusPulang": "Berobat Jalan"},
        ),
        ("/spesialis", {"kdSpesialis": "ANA", "nmSpesialis": "ANAK"}),
        ("/spesialis/sarana", {"kdSarana": "1", "nmSarana": "REKAM MEDIK"}),
        ("/spesialis/khusus", {"kdKhusus": "HDL", "nmKhusus": "HEMODIALISA"}),
    ],
)
def test_a_list_has_its_codes(clinic: Hospital, path: str, expected: dict[str, str]) -> None:
    assert expected in rows(clinic, path)


def test_a_specialty_is_the_first_below_itself(clinic: Hospital) -> None:
    found = rows(clinic, "/spesialis/BED/subspesialis")

    assert found[0]["kdSubSpesialis"] in {"BED", "BDA"}
    assert {"BED", "ORT"} <= {row["kdPoliRujuk"] for row in found}
    assert get(clinic, "/spesialis/XYZ/subspesialis").code == 424
    assert get(clinic, "/alergi/jenis/09").code == 424


def test_medicines_and_procedures_are_found(clinic: Hospital) -> None:
    (found,) = rows(clinic, "/obat/dpho/parasetamol tab/0/10")
    (first, *_) = rows(clinic, "/tindakan/kdTkp/10/0/5")

    assert (found["nmObat"], found["sedia"]) == ("Parasetamol tablet 500 mg", 0)
    assert set(first) == {"kdTindakan", "nmTindakan", "maxTarif", "withValue"}
    assert get(clinic, "/obat/dpho/zzz/0/10").code == 204
    assert get(clinic, "/tindakan/kdTkp/99/0/10").code == 424


def test_a_hospital_tells_its_places_of_the_day(clinic: Hospital) -> None:
    hospital = make_hospital("INT", hospital_class="D")
    service = Service.objects.get(facility=hospital.facility)
    line = make_line(hospital.facility, service=service, bookable=20, reserve=2)
    monday = next_monday()
    visit(clinic, make_patient(), kdDiag1="N20.0", rujukLanjut=onward(hospital, day=monday))

    found = rows(clinic, f"/spesialis/rujuk/subspesialis/INT/sarana/1/tglEstRujuk/{told(monday)}")
    (row,) = (one for one in found if one["kdppk"] == hospital.facility.scheme_code)

    assert (row["kapasitas"], row["jmlRujuk"], row["persentase"]) == (32, 1, 3.12)
    assert (row["kelas"], row["jadwal"]) == ("D", "08:00-12:00")
    assert line.bookable == 20


def test_numbers_of_clients_lead_to_our_specialties(clinic: Hospital) -> None:
    hospital, day = make_hospital("ANA"), told(today())

    by_number = rows(clinic, f"/spesialis/rujuk/subspesialis/26/sarana/1/tglEstRujuk/{day}")
    without = rows(clinic, f"/spesialis/rujuk/subspesialis/26/sarana/0/tglEstRujuk/{day}")
    assert without == by_number

    assert hospital.facility.scheme_code in {row["kdppk"] for row in by_number}
    wrong = get(clinic, f"/spesialis/rujuk/subspesialis/XYZ/sarana/1/tglEstRujuk/{day}")
    assert wrong.code == 424


def test_special_groups_have_hospitals_of_their_own(clinic: Hospital) -> None:
    hospital, patient = make_hospital("HDL", "ANA"), make_patient()
    day = told(today())

    dialysis = rows(clinic, f"/spesialis/rujuk/khusus/HDL/noKartu/{patient.card}/tglEstRujuk/{day}")
    thalassaemia = rows(
        clinic,
        f"/spesialis/rujuk/khusus/THA/subspesialis/26/noKartu/{patient.card}/tglEstRujuk/{day}",
    )

    for found in (dialysis, thalassaemia):
        assert hospital.facility.scheme_code in {row["kdppk"] for row in found}


def test_nobody_has_been_screened_yet(clinic: Hospital) -> None:
    patient: Patient = make_patient()

    for path in (
        "/skrinning/rekap",
        f"/skrinning/peserta/{patient.card}/0/10",
        f"/skrinning/prolanis/dm/{patient.card}/0/10",
    ):
        assert rows(clinic, path) == []
    assert get(clinic, "/skrinning/peserta/0009999999999/0/10").code == 204


def next_monday() -> Any:
    day = today()
    return day.fromordinal(day.toordinal() + 7 - day.weekday())
