"""VClaim's lists and its participant, field by field as the sheet has them (§7.1, §7.2)."""

from datetime import date, timedelta

import pytest

from tests.factories.facilities import make_facility, make_line, make_practitioner
from tests.factories.members import make_family, new_person
from tests.factories.wire import Hospital, bridged
from titian.bridging.rules.vclaim.participants import age
from titian.bridging.types.wire import Wire
from titian.facilities.models import Facility, Practitioner
from titian.kernel import clock
from titian.members.models import Person
from titian.members.types import (
    Change,
    Happening,
    NewContact,
    Relation,
    Segment,
    Sex,
    WardClass,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hospital() -> Hospital:
    return bridged()


def asked(hospital: Hospital, path: str, key: str) -> list[dict[str, str]]:
    answer = hospital.get(Wire.VCLAIM, f"/referensi/{path}")
    assert answer.code == "200", answer.said
    assert answer.sealed
    rows: list[dict[str, str]] = answer.response[key]
    assert all(set(row) == {"kode", "nama"} for row in rows)
    return rows


@pytest.mark.parametrize(
    "path, key, row",
    [
        ("diagnosa/E11.9", "diagnosa", "E11.9"),
        ("diagnosa/hipertensi", "diagnosa", "I10"),
        ("procedure/EKG", "procedure", "89.52"),
        ("poli/penyakit dalam", "poli", "INT"),
        ("poli/INT", "poli", "INT"),
        ("propinsi", "list", "35"),
        ("kabupaten/propinsi/35", "list", "3573"),
        ("kecamatan/kabupaten/3573", "list", "357303"),
        ("diagnosaprb", "list", "01 "),
        ("kelasrawat", "list", "3"),
        ("carakeluar", "list", "4"),
        ("pascapulang", "list", "2"),
        ("spesialistik", "list", "JAN"),
    ],
)
def test_a_list_has_what_is_sought(hospital: Hospital, path: str, key: str, row: str) -> None:
    assert row in [one["kode"] for one in asked(hospital, path, key)]


def test_a_diagnosis_is_named_with_its_code(hospital: Hospital) -> None:
    (found,) = [
        one for one in asked(hospital, "diagnosa/A04.0", "diagnosa") if one["kode"] == "A04.0"
    ]

    assert found["nama"].startswith("A04.0 - ")


def test_medicines_of_the_back_referral_programme_are_found(hospital: Hospital) -> None:
    assert asked(hospital, "obatprb/metformin", "list")


def test_facilities_are_told_apart_by_their_kind(hospital: Hospital) -> None:
    clinics = asked(hospital, "faskes/dinoyo/1", "faskes")
    code = Facility.objects.get(code="1033252").scheme_code

    assert code in [one["kode"] for one in clinics]
    assert asked(hospital, f"faskes/{code}/1", "faskes")[0]["kode"] == code
    assert hospital.get(Wire.VCLAIM, "/referensi/faskes/dinoyo/2").code == "201"


def test_doctors_are_those_of_the_caller(hospital: Hospital) -> None:
    make_practitioner(make_facility(), "dr. Lain Tempat")
    mine = make_practitioner(hospital.facility, "dr. Tempat Sendiri")
    Practitioner.objects.filter(pk=mine.pk).update(scheme_code=100_001)

    assert asked(hospital, "dokter/tempat", "list") == [
        {"kode": "100001", "nama": "dr. Tempat Sendiri"}
    ]


def test_doctors_on_duty_sit_for_that_specialty_that_day(hospital: Hospital) -> None:
    line = make_line(hospital.facility)
    Practitioner.objects.filter(pk=line.practitioner_id).update(scheme_code=100_002)
    monday = date(2026, 11, 23)
    path = f"dokter/pelayanan/2/tglPelayanan/{monday}/Spesialis/{line.service.code}"

    assert [one["kode"] for one in asked(hospital, path, "list")] == ["100002"]
    empty = path.replace(str(monday), str(monday + timedelta(days=1)))
    assert hospital.get(Wire.VCLAIM, f"/referensi/{empty}").code == "201"


def test_nothing_found_is_said_so(hospital: Hospital) -> None:
    answer = hospital.get(Wire.VCLAIM, "/referensi/diagnosa/zzzzzz")

    assert answer.said == ("201", "Data Tidak Ditemukan")


def test_a_participant_has_every_field_of_the_sheet(hospital: Hospital) -> None:
    Facility.objects.filter(pk=hospital.facility.pk).update(scheme_code="3573T001")
    (person,) = make_family(
        new_person(
            "Sri Wahyuni",
            born=date(1991, 10, 9),
            segment=Segment.PPU_BU,
            ward_class=WardClass.SECOND,
            facility_id=hospital.facility.pk,
            contacts=(NewContact("whatsapp", "6280000000001"),),
        )
    )
    row = Person.objects.get(pk=person)

    answer = hospital.get(Wire.VCLAIM, f"/Peserta/nik/{row.nik_sealed}/tglSEP/2026-11-20")

    told = answer.response["peserta"]
    assert told["umur"].pop("umurSekarang") == age(date(1991, 10, 9), clock.today())
    assert told == {
        "cob": {"nmAsuransi": None, "noAsuransi": None, "tglTAT": None, "tglTMT": None},
        "hakKelas": {"keterangan": "KELAS II", "kode": "2"},
        "informasi": {"dinsos": None, "eSEP": "False", "noSKTM": None, "prolanisPRB": None},
        "jenisPeserta": {"keterangan": "PEGAWAI SWASTA", "kode": "13"},
        "mr": {"noMR": None, "noTelepon": "6280000000001"},
        "nama": "Sri Wahyuni",
        "nik": row.nik_sealed,
        "noKartu": row.card_sealed,
        "pisa": "1",
        "provUmum": {"kdProvider": "3573T001", "nmProvider": hospital.facility.name},
        "sex": "P",
        "statusPeserta": {"keterangan": "AKTIF", "kode": "0"},
        "tglCetakKartu": "2024-01-01",
        "tglLahir": "1991-10-09",
        "tglTAT": None,
        "tglTMT": "2024-01-01",
        "umur": {"umurSaatPelayanan": "35 tahun ,1 bulan ,11 hari"},
    }


def test_a_participant_is_told_as_of_the_day_of_care(hospital: Hospital) -> None:
    left = Happening(Change.LEFT_SEGMENT, date(2026, 3, 1))
    (person,) = make_family(new_person("Joko", sex=Sex.MALE, happened=(left,)))
    card = Person.objects.get(pk=person).card_sealed

    def told(on: str) -> dict[str, object]:
        answer = hospital.get(Wire.VCLAIM, f"/Peserta/nokartu/{card}/tglSEP/{on}")
        found: dict[str, object] = answer.response["peserta"]
        return found

    assert told("2026-02-28")["statusPeserta"] == {"keterangan": "AKTIF", "kode": "0"}
    assert told("2026-03-01")["statusPeserta"] == {"keterangan": "DINONAKTIFKAN", "kode": "3"}
    assert told("2026-03-01")["tglTAT"] == "2026-03-01"


def test_a_child_is_told_by_its_place_in_the_family(hospital: Hospital) -> None:
    _, child = make_family(new_person(), new_person(born=date(2018, 1, 1), relation=Relation.CHILD))
    card = Person.objects.get(pk=child).card_sealed

    answer = hospital.get(Wire.VCLAIM, f"/Peserta/nokartu/{card}/tglSEP/2026-11-20")

    assert answer.response["peserta"]["pisa"] == "3"


@pytest.mark.parametrize(
    "path",
    [
        "/Peserta/nokartu/12345/tglSEP/2026-11-20",
        "/Peserta/nokartu/abcdefghijklm/tglSEP/2026-11-20",
        "/Peserta/nik/0000000000000000/tglSEP/2026-11-20",
        "/Peserta/nik/٣٥٧٣٠٠٥٢٠٣٥١٠٠٠١/tglSEP/2026-11-20",
    ],
)
def test_what_is_nobodys_number_is_said_so(hospital: Hospital, path: str) -> None:
    assert hospital.get(Wire.VCLAIM, path).said == ("201", "Peserta Tidak Ditemukan")


@pytest.mark.parametrize(
    "born, on, said",
    [
        (date(1991, 10, 9), date(2026, 11, 20), "35 tahun ,1 bulan ,11 hari"),
        (date(2026, 11, 20), date(2026, 11, 20), "0 tahun ,0 bulan ,0 hari"),
        (date(2025, 12, 31), date(2026, 3, 1), "0 tahun ,2 bulan ,1 hari"),
        (date(2030, 1, 1), date(2026, 1, 1), "0 tahun ,0 bulan ,0 hari"),
    ],
)
def test_an_age_is_counted_in_years_months_and_days(born: date, on: date, said: str) -> None:
    assert age(born, on) == said
