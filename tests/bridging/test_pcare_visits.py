"""bpjs-protocols §8: registrations, visits and the referrals they end with."""

from typing import Any

import pytest

from tests.factories.care import (
    Patient,
    coming,
    doctor_code,
    make_clinic,
    make_patient,
    register,
    send_visit,
    today,
    told,
    visit,
    visited,
)
from tests.factories.wire import Answer, Hospital
from titian.bridging.types.wire import Wire
from titian.members.types import Change, Happening
from titian.visits.models import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic() -> Hospital:
    return make_clinic()


@pytest.fixture
def patient() -> Patient:
    return make_patient()


def get(clinic: Hospital, path: str) -> Answer:
    return clinic.get(Wire.PCARE, path)


def test_a_registration_is_answered_with_its_number(clinic: Hospital, patient: Patient) -> None:
    answer = clinic.send("POST", Wire.PCARE, "/pendaftaran", coming(patient))

    assert answer.said == (201, "CREATED")
    assert answer.response == {"field": "noUrut", "message": "R1"}


def test_the_same_registration_again_is_the_same_row(clinic: Hospital, patient: Patient) -> None:
    first = register(clinic, patient)

    assert register(clinic, patient, keluhan="batuk") == first
    assert Visit.objects.filter(person=patient.person_id).count() == 1


def test_a_registration_is_read_back(clinic: Hospital, patient: Patient) -> None:
    number = register(clinic, patient)

    answer = get(clinic, f"/pendaftaran/noUrut/{number}/tglDaftar/{told(today())}")

    assert answer.said == (200, "OK")
    row = answer.response
    assert (row["noUrut"], row["tgldaftar"]) == (number, told(today()))
    assert row["peserta"]["noKartu"] == patient.card
    assert row["peserta"]["jnsKelas"] == {"nama": "KELAS III", "kode": "3"}
    assert row["poli"] == {"kdPoli": "001", "nmPoli": "Poli Umum", "poliSakit": True}
    assert (row["sistole"], row["beratBadan"], row["keluhan"]) == (120, 61.5, "batuk tiga hari")
    assert (row["kunjSakit"], row["tkp"]["nmTkp"]) == (True, "Rawat Jalan")
    assert row["providerPelayanan"]["kdProvider"] == clinic.facility.scheme_code


def test_the_day_is_read_in_pages(clinic: Hospital) -> None:
    for name in ("Siti Aminah", "Dewi Lestari", "Rina Wati"):
        register(clinic, make_patient(name))

    answer = get(clinic, f"/pendaftaran/tglDaftar/{told(today())}/1/1")

    assert answer.response["count"] == 3
    assert [row["peserta"]["nama"] for row in answer.response["list"]] == ["Dewi Lestari"]


def test_a_day_without_anybody_is_no_content(clinic: Hospital) -> None:
    answer = get(clinic, f"/pendaftaran/tglDaftar/{told(today())}/0/10")

    assert (answer.said, answer.response) == ((204, "No Content"), None)


def test_another_clinics_registrations_are_not_there(clinic: Hospital, patient: Patient) -> None:
    number, other = register(clinic, patient), make_clinic()

    assert get(other, f"/pendaftaran/tglDaftar/{told(today())}/0/10").code == 204
    assert get(other, f"/pendaftaran/noUrut/{number}/tglDaftar/{told(today())}").code == 204


def test_a_cancelled_registration_is_gone(clinic: Hospital, patient: Patient) -> None:
    number = register(clinic, patient)
    path = f"/tglDaftar/{told(today())}/noUrut/{number}/kdPoli/001"

    wrong = clinic.send("DELETE", Wire.PCARE, f"/pendaftaran/peserta/0009990000000{path}")
    answer = clinic.send("DELETE", Wire.PCARE, f"/pendaftaran/peserta/{patient.card}{path}")

    assert (wrong.code, answer.said) == (204, (200, "OK"))
    assert get(clinic, f"/pendaftaran/noUrut/{number}/tglDaftar/{told(today())}").code == 204


def test_who_is_not_covered_is_not_registered(clinic: Hospital) -> None:
    left = make_patient("Tuti", happened=(Happening(Change.LEFT_SEGMENT, today()),))

    answer = clinic.send("POST", Wire.PCARE, "/pendaftaran", coming(left))

    visited_at_once = send_visit(clinic, left)

    assert (answer.status, answer.code) == (412, 412)
    assert "tidak aktif" in answer.message
    assert visited_at_once.code == 412
    assert not Visit.objects.filter(person=left.person_id).exists()


@pytest.mark.parametrize(
    "changes,code",
    [
        ({"noKartu": ""}, 412),
        ({"noKartu": "123"}, 412),
        ({"noKartu": "0009999999999"}, 204),
        ({"tglDaftar": None}, 412),
        ({"tglDaftar": "32-01-2026"}, 412),
        ({"kdPoli": ""}, 412),
        ({"kdPoli": "999"}, 424),
        ({"kdTkp": "77"}, 424),
        ({"sistole": "tinggi"}, 412),
    ],
)
def test_what_does_not_fit_is_never_called_created(
    clinic: Hospital, patient: Patient, changes: dict[str, Any], code: int
) -> None:
    answer = clinic.send("POST", Wire.PCARE, "/pendaftaran", coming(patient, **changes))

    assert (answer.code, answer.response) == (code, None)
    assert not Visit.objects.filter(person=patient.person_id).exists()


def test_a_visit_is_answered_with_its_number(clinic: Hospital, patient: Patient) -> None:
    register(clinic, patient)

    answer = send_visit(clinic, patient)

    assert answer.said == (201, "CREATED")
    (field,) = answer.response
    assert field["field"] == "noKunjungan"
    assert field["message"].startswith(f"{clinic.facility.scheme_code}{today():%m%y}Y")


def test_registration_and_visit_are_one_row(clinic: Hospital, patient: Patient) -> None:
    register(clinic, patient)
    number = visit(clinic, patient)

    (row,) = Visit.objects.filter(person=patient.person_id)
    assert (row.number, row.registration) == (number, "R1")


def test_a_visit_without_a_service_belongs_to_the_registration(
    clinic: Hospital, patient: Patient
) -> None:
    """`kdPoli` is null in bodies copied from the manual."""
    register(clinic, patient)

    answer = send_visit(clinic, patient, kdPoli=None)

    assert answer.said == (201, "CREATED")
    (row,) = Visit.objects.filter(person=patient.person_id)
    assert row.service_code == "001"


@pytest.mark.parametrize("registered", [(), ("001", "002")])
def test_a_visit_without_a_service_and_one_registration_names_it(
    clinic: Hospital, patient: Patient, registered: tuple[str, ...]
) -> None:
    for service in registered:
        clinic.send("POST", Wire.PCARE, "/pendaftaran", coming(patient, kdPoli=service))

    assert send_visit(clinic, patient, kdPoli=None).said == (412, "kdPoli belum diisi")


def test_a_visit_sent_again_is_the_same_visit(clinic: Hospital, patient: Patient) -> None:
    first = visit(clinic, patient)
    again = visit(clinic, patient)
    other = send_visit(clinic, patient, kdDiag1="I10")

    assert again == first
    assert (other.status, other.code) == (412, 412)
    assert first in other.message


def test_a_history_tells_what_was_recorded(clinic: Hospital, patient: Patient) -> None:
    number = visit(clinic, patient, kdDiag2="I10")

    answer = get(clinic, f"/kunjungan/peserta/{patient.card}")

    assert answer.said == (200, "OK")
    (row,) = answer.response["list"]
    assert (row["noKunjungan"], row["tglKunjungan"]) == (number, told(today()))
    assert (row["diagnosa1"]["kdDiag"], row["diagnosa1"]["nonSpesialis"]) == ("J06.9", True)
    assert (row["diagnosa2"]["kdDiag"], row["diagnosa3"]["kdDiag"]) == ("I10", None)
    assert row["kesadaran"] == {"kdSadar": "01", "nmSadar": "Compos mentis"}
    assert row["statusPulang"] == {"kdStatusPulang": "3", "nmStatusPulang": "Berobat Jalan"}
    assert row["dokter"]["kdDokter"] == str(doctor_code(clinic))
    assert (row["heartRate"], row["tglPulang"]) == (82, told(today()))


def test_another_clinics_visits_are_not_there(clinic: Hospital, patient: Patient) -> None:
    number, other = visit(clinic, patient), make_clinic()

    assert get(other, f"/kunjungan/peserta/{patient.card}").code == 204
    assert get(other, f"/kunjungan/rujukan/{number}").code == 204
    assert other.send("DELETE", Wire.PCARE, f"/kunjungan/{number}").code == 204
    changed = visited(patient, other, noKunjungan=number)
    assert other.send("PUT", Wire.PCARE, "/kunjungan", changed).code == 204


def test_a_visit_is_changed(clinic: Hospital, patient: Patient) -> None:
    number = visit(clinic, patient)
    body = visited(patient, clinic, noKunjungan=number, kdDiag1="I10", sistole="150")

    assert clinic.send("PUT", Wire.PCARE, "/kunjungan/v1", body).said == (200, "OK")

    (row,) = get(clinic, f"/kunjungan/peserta/{patient.card}").response["list"]
    assert (row["diagnosa1"]["kdDiag"], row["sistole"]) == ("I10", 150)


def test_a_withdrawn_visit_can_be_recorded_anew(clinic: Hospital, patient: Patient) -> None:
    number = visit(clinic, patient)

    assert clinic.send("DELETE", Wire.PCARE, f"/kunjungan/{number}").said == (200, "OK")

    assert get(clinic, f"/kunjungan/peserta/{patient.card}").code == 204
    assert visit(clinic, patient) != number


@pytest.mark.parametrize(
    "changes,code",
    [
        ({"kdDiag1": None}, 412),
        ({"kdDiag1": "X99.99"}, 424),
        ({"kdDokter": "1"}, 424),
        ({"kdSadar": "77"}, 424),
        ({"kdStatusPulang": "8"}, 424),
        ({"kdPrognosa": "99"}, 424),
        ({"alergiObat": "99"}, 424),
    ],
)
def test_a_visit_names_codes_that_exist(
    clinic: Hospital, patient: Patient, changes: dict[str, Any], code: int
) -> None:
    answer = send_visit(clinic, patient, **changes)

    assert (answer.status, answer.code) == (code, code)
