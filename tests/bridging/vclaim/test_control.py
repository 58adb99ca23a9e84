"""Control letters and letters of admission over the wire."""

import pytest

from tests.factories.members import TODAY
from tests.factories.vclaim import (
    DAY,
    MONTH,
    YEAR,
    Patient,
    Ward,
    day_after,
    make_ward,
    send_on,
)
from titian.bridging.rules.vclaim.prb_form import RANGES
from titian.facilities.models import Facility

pytestmark = pytest.mark.django_db

DETAIL = {
    "noSuratKontrol", "tglRencanaKontrol", "tglTerbit", "jnsKontrol", "poliTujuan",
    "namaPoliTujuan", "kodeDokter", "namaDokter", "flagKontrol", "kodeDokterPembuat",
    "namaDokterPembuat", "namaJnsKontrol", "sep", "formPRB",
}  # fmt: skip
LINE = {
    "noSuratKontrol", "jnsPelayanan", "jnsKontrol", "namaJnsKontrol", "tglRencanaKontrol",
    "tglTerbitKontrol", "noSepAsalKontrol", "poliAsal", "namaPoliAsal", "poliTujuan",
    "namaPoliTujuan", "tglSEP", "kodeDokter", "namaDokter", "noKartu", "nama",
}  # fmt: skip


@pytest.fixture
def letter(ward: Ward, clinic: Facility, siti: Patient) -> str:
    return ward.issue(siti, send_on(siti, clinic, ward))


def again(ward: Ward, letter: str, **changes: object) -> dict[str, object]:
    asked: dict[str, object] = {
        "noSEP": letter,
        "kodeDokter": ward.doctor_code(),
        "poliKontrol": "INT",
        "tglRencanaKontrol": day_after(14),
        "user": "x",
    }
    return {"request": asked | changes}


def write(ward: Ward, letter: str, **changes: object) -> str:
    answer = ward.post("/RencanaKontrol/insert", again(ward, letter, **changes))
    assert answer.code == "200", answer.message
    return str(answer.response["noSuratKontrol"])


def test_who_referred_is_read_from_the_referral_where_the_letter_does_not_say(
    ward: Ward, clinic: Facility, siti: Patient, letter: str
) -> None:
    """Some programs send the referral's number and leave its place and day empty."""
    sender = ward.get(f"/RencanaKontrol/nosep/{letter}").response["provPerujuk"]

    assert sender["kdProviderPerujuk"] == clinic.scheme_code
    assert sender["nmProviderPerujuk"] == clinic.name
    assert (sender["asalRujukan"], sender["tglRujukan"]) == ("1", DAY)


def test_the_patient_is_to_come_again(ward: Ward, siti: Patient, letter: str) -> None:
    answer = ward.post("/RencanaKontrol/insert", again(ward, letter))

    made = answer.response
    assert set(made) == {
        "noSuratKontrol", "tglRencanaKontrol", "namaDokter", "noKartu", "nama", "kelamin",
        "tglLahir",
    }  # fmt: skip
    assert made["noSuratKontrol"].startswith(f"{ward.code}{TODAY:%m%y}K")
    assert (made["noKartu"], made["tglRencanaKontrol"]) == (siti.card, day_after(14))


def test_the_newer_form_carries_measurements(ward: Ward, letter: str) -> None:
    form = {"kdStatusPRB": "02", "data": {"TD_Sistolik": "130", "hba1c": 7.5, "LDL": None}}

    made = ward.post("/RencanaKontrol/v2/Insert", again(ward, letter, formPRB=form)).response

    assert made["namaDiagnosa"].startswith("I10 - ")
    assert made["formPRB"]["kdStatusPRB"] == "02"
    assert list(made["formPRB"]["data"]) == list(RANGES)
    assert made["formPRB"]["data"]["TD_Sistolik"] == 130
    assert made["formPRB"]["data"]["HBA1C"] == 7.5
    assert made["formPRB"]["data"]["GDP"] is None


@pytest.mark.parametrize(
    "form, said",
    [
        ({"kdStatusPRB": "10", "data": {}}, "kdStatusPRB"),
        ({"kdStatusPRB": None, "data": {"LDL": 9}}, "LDL di formPRB harus antara 20 dan 500"),
        ({"kdStatusPRB": "01", "data": {"Stroke": "ya"}}, "Stroke"),
    ],
)
def test_measurements_out_of_range_are_refused(
    ward: Ward, letter: str, form: dict[str, object], said: str
) -> None:
    answer = ward.post("/RencanaKontrol/v2/Insert", again(ward, letter, formPRB=form))

    assert answer.code == "201"
    assert said in answer.message


def test_a_letter_is_read_with_the_care_before(ward: Ward, clinic: Facility, letter: str) -> None:
    number = write(ward, letter)

    read = ward.get(f"/RencanaKontrol/noSuratKontrol/{number}").response

    assert set(read) == DETAIL
    assert (read["jnsKontrol"], read["namaJnsKontrol"]) == ("2", "Surat Kontrol")
    assert read["flagKontrol"] == "False"
    assert read["kodeDokterPembuat"] == ward.doctor_code()
    assert read["sep"]["noSep"] == letter
    assert set(read["sep"]["provPerujuk"]) == {
        "kdProviderPerujuk", "nmProviderPerujuk", "asalRujukan", "noRujukan", "tglRujukan",
    }  # fmt: skip


def test_the_care_before_alone(ward: Ward, clinic: Facility, siti: Patient, letter: str) -> None:
    read = ward.get(f"/RencanaKontrol/nosep/{letter}").response

    assert set(read) == {
        "noSep", "tglSep", "jnsPelayanan", "poli", "diagnosa", "peserta", "provUmum",
        "provPerujuk",
    }  # fmt: skip
    assert read["jnsPelayanan"] == "Rawat Jalan"
    assert read["poli"].startswith("INT - ")
    assert set(read["peserta"]) == {"noKartu", "nama", "tglLahir", "kelamin", "hakKelas"}
    assert read["provUmum"]["kdProvider"] == clinic.scheme_code


def test_letters_are_listed_by_card_and_by_days(ward: Ward, siti: Patient, letter: str) -> None:
    number = write(ward, letter)

    mine = ward.get(
        f"/RencanaKontrol/ListRencanaKontrol/Bulan/{MONTH}/Tahun/{YEAR}/Nokartu/{siti.card}/filter/1"
    ).response["list"]
    planned = ward.get(
        f"/RencanaKontrol/ListRencanaKontrol/tglAwal/{day_after(14)}/tglAkhir/{day_after(14)}/filter/2"
    ).response["list"]

    assert [set(one) for one in mine] == [LINE | {"terbitSEP"}]
    assert (mine[0]["noSuratKontrol"], mine[0]["terbitSEP"]) == (number, "Belum")
    assert (mine[0]["noSepAsalKontrol"], mine[0]["tglSEP"]) == (letter, DAY)
    assert [set(one) for one in planned] == [LINE]
    assert (
        ward.get(f"/RencanaKontrol/ListRencanaKontrol/tglAwal/{DAY}/tglAkhir/{DAY}/filter/2").code
        == "201"
    )
    assert "filter" in (
        ward.get(
            f"/RencanaKontrol/ListRencanaKontrol/tglAwal/{DAY}/tglAkhir/{DAY}/filter/3"
        ).message
    )


def test_a_letter_is_changed_and_deleted(ward: Ward, letter: str) -> None:
    number = write(ward, letter)
    change = again(
        ward,
        letter,
        noSuratKontrol=number,
        tglRencanaKontrol=day_after(20),
        kodeDokter=ward.doctor_code("JAN"),
        poliKontrol="jan",
    )

    changed = ward.put("/RencanaKontrol/Update", change)

    assert changed.response["tglRencanaKontrol"] == day_after(20)
    assert ward.put("/RencanaKontrol/v2/Update", change).response["formPRB"]["data"]["LDL"] is None
    body = {"request": {"t_suratkontrol": {"noSuratKontrol": number, "user": "x"}}}
    gone = ward.delete("/RencanaKontrol/Delete", body)
    assert (gone.code, gone.raw["response"]) == ("200", None)
    assert ward.get(f"/RencanaKontrol/noSuratKontrol/{number}").code == "201"


def test_an_admission_is_planned_by_card(ward: Ward, siti: Patient) -> None:
    asked = {
        "noKartu": siti.card,
        "kodeDokter": ward.doctor_code(),
        "poliKontrol": "INT",
        "tglRencanaKontrol": day_after(1),
        "user": "x",
    }

    made = ward.post("/RencanaKontrol/InsertSPRI", {"request": asked}).response

    assert set(made) == {
        "noSPRI", "tglRencanaKontrol", "namaDokter", "noKartu", "nama", "kelamin", "tglLahir",
        "namaDiagnosa",
    }  # fmt: skip
    moved = {"noSPRI": made["noSPRI"], **asked, "tglRencanaKontrol": day_after(2)}
    changed = ward.put("/RencanaKontrol/UpdateSPRI", {"request": moved})
    assert changed.response["tglRencanaKontrol"] == day_after(2)
    read = ward.get(f"/RencanaKontrol/noSuratKontrol/{made['noSPRI']}").response
    assert (read["jnsKontrol"], read["sep"]) == ("1", None)


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"kodeDokter": "7"}, "kodeDokter 7 bukan dokter"),
        ({"poliKontrol": "QQQ"}, ""),
        ({"tglRencanaKontrol": "2020-01-01"}, ""),
        ({"tglRencanaKontrol": ""}, "tglRencanaKontrol belum diisi"),
        ({"noSEP": "9999R0011126V000009"}, ""),
    ],
)
def test_what_does_not_fit_is_refused(
    ward: Ward, letter: str, changes: dict[str, object], said: str
) -> None:
    answer = ward.post("/RencanaKontrol/insert", again(ward, letter, **changes))

    assert answer.code == "201"
    assert said in answer.message


def test_another_hospitals_letter_is_not_there(ward: Ward, letter: str) -> None:
    number = write(ward, letter)
    other = make_ward()

    assert other.get(f"/RencanaKontrol/noSuratKontrol/{number}").code == "201"
    assert other.get(f"/RencanaKontrol/nosep/{letter}").code == "201"
    body = {"request": {"t_suratkontrol": {"noSuratKontrol": number}}}
    assert other.delete("/RencanaKontrol/Delete", body).code == "201"
    assert ward.get(f"/RencanaKontrol/noSuratKontrol/{number}").code == "200"


def test_which_clinics_sit_and_who(ward: Ward, siti: Patient, letter: str) -> None:
    write(ward, letter)
    base, day = "/RencanaKontrol/ListSpesialistik/JnsKontrol", day_after(14)

    rows = ward.get(f"{base}/2/nomor/{letter}/TglRencanaKontrol/{day}").response["list"]
    by_card = ward.get(f"{base}/1/nomor/{siti.card}/TglRencanaKontrol/{day}")
    doctors = ward.get(
        f"/RencanaKontrol/JadwalPraktekDokter/JnsKontrol/2/KdPoli/INT/TglRencanaKontrol/{day}"
    ).response["list"]

    inner = next(one for one in rows if one["kodePoli"] == "INT")
    assert inner["jmlRencanaKontroldanRujukan"] == "1"
    assert (inner["kapasitas"], inner["persentase"]) == ("20", "5.00")
    assert by_card.code == "200"
    assert doctors == [
        {
            "kodeDokter": ward.doctor_code(),
            "namaDokter": ward.doctors["INT"].name,
            "jadwalPraktek": "08:00 - 12:00",
            "kapasitas": "20",
        }
    ]
    assert ward.get(f"{base}/3/nomor/{letter}/TglRencanaKontrol/{day}").code == "201"
