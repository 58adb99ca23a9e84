"""Recorded from clients in the wild: how they write addresses, headers and bodies."""

import json

import pytest

from tests.factories.care import Patient, doctor_code, make_hospital, make_patient, today
from tests.factories.wire import Hospital
from titian.bridging.types.wire import Wire

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def hospital() -> Hospital:
    return make_hospital("JAN")


@pytest.fixture
def siti() -> Patient:
    return make_patient()


@pytest.mark.parametrize(
    "base",
    [
        "/vclaim-rest/",
        "/vclaim-rest//",
        "//vclaim-rest-dev",
        "/VCLAIM-REST-DEV/",
    ],
)
def test_a_base_address_may_end_in_slashes(hospital: Hospital, siti: Patient, base: str) -> None:
    path = f"http://testserver{base}/Peserta/nokartu/{siti.card}/tglSEP/{today()}"

    answer = hospital.get(Wire.VCLAIM, path)

    assert answer.said == ("200", "OK")
    assert answer.response["peserta"]["nama"] == siti.name


@pytest.mark.parametrize("query", ["?", "?_=1795222800", "?noKartu=9"])
def test_a_query_says_nothing(hospital: Hospital, siti: Patient, query: str) -> None:
    path = f"http://testserver/vclaim-rest/Peserta/nik/{siti.nik}/tglSEP/{today()}{query}"

    assert hospital.get(Wire.VCLAIM, path).said == ("200", "OK")


@pytest.mark.parametrize("case", [str.upper, str.lower, str.title])
def test_headers_come_in_any_letter_case(hospital: Hospital, case: object) -> None:
    assert callable(case)
    given = hospital.headers(Wire.VCLAIM)
    headers = {name if name == "Content-Type" else case(name): it for name, it in given.items()}

    sent = hospital.send_raw("GET", "/vclaim-rest/referensi/carakeluar", b"", headers)

    assert json.loads(sent[1])["metaData"]["code"] == "200"


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "text/plain; charset=utf-8", "application/json;charset=UTF-8"]
)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_body_is_json_however_it_is_called_or_laid_out(
    hospital: Hospital, kind: str, indent: int | None
) -> None:
    body = json.dumps({"kodebooking": "TIDAK-ADA"}, indent=indent).encode()

    answer = hospital.send("POST", Wire.ANTREAN_RS, "/antrean/getlisttask", body, content_type=kind)

    assert answer.said == (201, "Antrean Tidak Ditemukan")


def test_a_mark_before_the_body_is_passed_over(hospital: Hospital) -> None:
    body = "\ufeff" + json.dumps({"kodebooking": "TIDAK-ADA"})

    answer = hospital.send("POST", Wire.ANTREAN_RS, "/antrean/getlisttask", body.encode())

    assert answer.said == (201, "Antrean Tidak Ditemukan")


def test_hours_in_an_address_may_be_encoded(hospital: Hospital) -> None:
    path = f"/antrean/pendaftaran/kodepoli/JAN/kodedokter/{doctor_code(hospital)}/hari/1/jampraktek"

    answers = [
        hospital.get(Wire.ANTREAN_RS, f"{path}/{hours}")
        for hours in ("08:00-12:00", "08%3A00-12%3A00")
    ]

    assert [one.said for one in answers] == [(204, "No Content")] * 2


def test_an_empty_last_value_leaves_its_slash(hospital: Hospital) -> None:
    """A list whose filter was left out."""
    letters = f"/Sep/updtglplg/list/bulan/{today():%m}/tahun/{today():%Y}/"

    assert hospital.get(Wire.VCLAIM, letters).said == ("201", "Data Tidak Ditemukan")
    assert hospital.get(Wire.PHARMACY, f"/referensi/obat/1/{today()}/").said == ("200", "OK")


def test_beds_are_kept_by_clients_older_than_their_key(hospital: Hospital) -> None:
    answer = hospital.get(Wire.APLICARES, "/rest/ref/kelas", user_key="")

    assert answer.said == (1, "OK")


def test_a_month_may_have_one_digit(hospital: Hospital, siti: Patient) -> None:
    path = f"/RencanaKontrol/ListRencanaKontrol/Bulan/{today().month}/Tahun/{today().year}"

    answer = hospital.get(Wire.VCLAIM, f"{path}/Nokartu/{siti.card}/filter/1")

    assert answer.said == ("201", "Data Tidak Ditemukan")


def test_medical_records_have_the_newer_address_too(hospital: Hospital) -> None:
    path = "http://testserver/medicalrecord/eclaim/rekammedis/insert"

    answer = hospital.send("POST", Wire.RECORDS, path, {"request": {"noSep": "x"}})

    assert answer.code == "201"
