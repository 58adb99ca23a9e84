"""Monitoring and care sheets over the wire: what a hospital did, and what it is to be paid."""

from typing import Any

import pytest

from tests.factories.vclaim import (
    DAY,
    Patient,
    Ward,
    day_after,
    make_ward,
    send_on,
)
from titian.facilities.models import Facility

pytestmark = pytest.mark.django_db

ACCIDENT = {
    "lakaLantas": "1",
    "noLP": "LP/12/XI/2026",
    "penjamin": {
        "tglKejadian": DAY,
        "keterangan": "jatuh dari motor",
        "suplesi": {
            "suplesi": "0",
            "noSepSuplesi": "",
            "lokasiLaka": {"kdPropinsi": "35", "kdKabupaten": "3573", "kdKecamatan": "357303"},
        },
    },
}


@pytest.fixture
def letter(ward: Ward, clinic: Facility, siti: Patient) -> str:
    return ward.issue(siti, send_on(siti, clinic, ward))


def sheet(ward: Ward, letter: str, **changes: object) -> dict[str, Any]:
    told: dict[str, object] = {
        "noSep": letter,
        "tglMasuk": DAY,
        "tglKeluar": DAY,
        "jaminan": "1",
        "poli": {"poli": "INT"},
        "perawatan": {
            "ruangRawat": "1",
            "kelasRawat": "5",
            "spesialistik": "1",
            "caraKeluar": "1",
            "kondisiPulang": "1",
        },
        "diagnosa": [{"kode": "I10", "level": "1"}, {"kode": "E11.9", "level": "2"}],
        "procedure": [{"kode": "89.52"}],
        "rencanaTL": {
            "tindakLanjut": "4",
            "dirujukKe": {"kodePPK": ""},
            "kontrolKembali": {"tglKontrol": day_after(14), "poli": "INT"},
        },
        "DPJP": ward.doctor_code(),
        "user": "x",
    }
    return {"request": {"t_lpk": told | changes}}


def test_the_days_visits(ward: Ward, siti: Patient, letter: str) -> None:
    rows = ward.get(f"/Monitoring/Kunjungan/Tanggal/{DAY}/JnsPelayanan/2").response["sep"]

    assert [set(one) for one in rows] == [
        {
            "diagnosa", "jnsPelayanan", "kelasRawat", "nama", "noKartu", "noSep", "noRujukan",
            "poli", "tglPlgSep", "tglSep",
        }
    ]  # fmt: skip
    assert (rows[0]["noSep"], rows[0]["jnsPelayanan"]) == (letter, "R.Jalan")
    assert ward.get(f"/Monitoring/Kunjungan/Tanggal/{DAY}/JnsPelayanan/1").code == "201"
    assert make_ward().get(f"/Monitoring/Kunjungan/Tanggal/{DAY}/JnsPelayanan/2").code == "201"


def test_a_patients_history_by_either_name_of_the_first_day(
    ward: Ward, siti: Patient, letter: str
) -> None:
    for name in ("tglMulai", "tglAwal"):
        path = f"/monitoring/HistoriPelayanan/NoKartu/{siti.card}/{name}/{DAY}/tglAkhir/{DAY}"
        (row,) = ward.get(path).response["histori"]
        assert set(row) == {
            "diagnosa", "jnsPelayanan", "kelasRawat", "namaPeserta", "noKartu", "noSep",
            "noRujukan", "poli", "ppkPelayanan", "tglPlgSep", "tglSep",
        }  # fmt: skip
        assert row["noSep"] == letter
    backwards = (
        f"/monitoring/HistoriPelayanan/NoKartu/{siti.card}/tglMulai/{day_after(1)}/tglAkhir/{DAY}"
    )
    assert "tglAkhir" in ward.get(backwards).message


def test_another_hospital_sees_no_history(siti: Patient, letter: str) -> None:
    path = f"/monitoring/HistoriPelayanan/NoKartu/{siti.card}/tglMulai/{DAY}/tglAkhir/{DAY}"

    assert make_ward().get(path).code == "201"


def test_a_care_sheet_is_written_listed_changed_and_taken_back(
    ward: Ward, siti: Patient, letter: str
) -> None:
    written = ward.post("/LPK/insert", sheet(ward, letter))
    assert (written.code, written.response) == ("200", letter), written.message

    (row,) = ward.get(f"/LPK/TglMasuk/{DAY}/JnsPelayanan/2").response["lpk"]["list"]
    assert set(row) == {
        "DPJP", "diagnosa", "jnsPelayanan", "noSep", "perawatan", "peserta", "poli", "procedure",
        "rencanaTL", "tglKeluar", "tglMasuk",
    }  # fmt: skip
    assert row["DPJP"]["dokter"] == {
        "kode": ward.doctor_code(), "nama": ward.doctors["INT"].name,
    }  # fmt: skip
    assert [one["level"] for one in row["diagnosa"]["list"]] == ["1", "2"]
    assert row["perawatan"]["kelasRawat"] == {"kode": "5", "nama": "Kelas 3"}
    assert row["rencanaTL"]["kontrolKembali"]["tglKontrol"] == day_after(14)

    changed = ward.put("/LPK/update", sheet(ward, letter, procedure=[]))
    assert changed.response == letter
    gone = ward.delete("/LPK/delete", {"request": {"t_lpk": {"noSep": letter}}})
    assert (gone.code, gone.response) == ("200", letter)
    assert ward.get(f"/LPK/TglMasuk/{DAY}/JnsPelayanan/2").code == "201"


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"noSep": ""}, "noSep belum diisi"),
        ({"tglMasuk": ""}, "tglMasuk belum diisi"),
        ({"tglKeluar": "2020-01-01"}, ""),
        ({"noSep": "9999R0011126V000009"}, ""),
    ],
)
def test_a_sheet_that_does_not_fit_is_refused(
    ward: Ward, letter: str, changes: dict[str, object], said: str
) -> None:
    answer = ward.post("/LPK/insert", sheet(ward, letter, **changes))

    assert answer.code == "201"
    assert said in answer.message


def test_another_hospitals_sheet_is_not_there(ward: Ward, letter: str) -> None:
    ward.post("/LPK/insert", sheet(ward, letter))
    other = make_ward()

    assert other.get(f"/LPK/TglMasuk/{DAY}/JnsPelayanan/2").code == "201"
    assert other.delete("/LPK/delete", {"request": {"t_lpk": {"noSep": letter}}}).code == "201"


def test_claims_are_asked_for_by_how_far_they_are(ward: Ward, letter: str) -> None:
    path = f"/Monitoring/Klaim/Tanggal/{DAY}/JnsPelayanan/2/Status"

    assert ward.get(f"{path}/1").said == ("201", "Data Tidak Ditemukan")
    assert "Status diisi 1" in ward.get(f"{path}/4").message


def test_an_accident_is_found_by_card_and_by_period(ward: Ward, siti: Patient) -> None:
    number = ward.issue(siti, jaminan=ACCIDENT)

    (first,) = ward.get(f"/sep/KllInduk/List/{siti.card}").response["list"]
    (cover,) = ward.get(f"/sep/JasaRaharja/Suplesi/{siti.card}/tglPelayanan/{DAY}").response[
        "jaminan"
    ]
    (case,) = ward.get(
        f"/monitoring/JasaRaharja/JnsPelayanan/2/tglMulai/{DAY}/tglAkhir/{DAY}"
    ).response["jaminan"]

    assert set(first) == {
        "noSEP", "tglKejadian", "ppkPelSEP", "kdProp", "kdKab", "kdKec", "ketKejadian",
        "noSEPSuplesi",
    }  # fmt: skip
    assert (first["noSEP"], first["kdKec"]) == (number, "357303")
    assert set(cover) == {
        "noRegister", "noSep", "noSepAwal", "noSuratJaminan", "tglKejadian", "tglSep",
    }  # fmt: skip
    assert set(case["jasaRaharja"]) == {
        "tglKejadian", "noRegister", "ketStatusDijamin", "ketStatusDikirim", "biayaDijamin",
        "plafon", "jmlDibayar", "resultsJasaRaharja",
    }  # fmt: skip
    assert case["jasaRaharja"]["ketStatusDikirim"] == "Belum dikirim"
    read = ward.get(f"/SEP/{number}").response
    assert (read["kdStatusKecelakaan"], read["penjamin"]) == ("1", "Jasa Raharja PT")
    assert make_ward().get(f"/sep/KllInduk/List/{siti.card}").code == "201"
