"""Referrals over the wire: those that come to a hospital, and those it writes."""

import pytest

from tests.factories.facilities import make_hospital
from tests.factories.members import TODAY
from tests.factories.vclaim import (
    DAY,
    MONTH,
    YEAR,
    Patient,
    Ward,
    day_after,
    make_patient,
    make_ward,
    send_on,
)
from titian.facilities.models import Facility

pytestmark = pytest.mark.django_db

INCOMING = {
    "diagnosa", "keluhan", "noKunjungan", "pelayanan", "peserta", "poliRujukan", "provPerujuk",
    "tglKunjungan",
}  # fmt: skip
WRITTEN = {
    "AsalRujukan", "diagnosa", "noRujukan", "peserta", "poliTujuan", "tglBerlakuKunjungan",
    "tglRencanaKunjungan", "tglRujukan", "tujuanRujukan",
}  # fmt: skip
OUTGOING = {
    "noRujukan", "noSep", "noKartu", "nama", "kelasRawat", "kelamin", "tglLahir", "tglSep",
    "tglRujukan", "tglRencanaKunjungan", "ppkDirujuk", "namaPpkDirujuk", "jnsPelayanan",
    "catatan", "diagRujukan", "namaDiagRujukan", "tipeRujukan", "namaTipeRujukan",
    "poliRujukan", "namaPoliRujukan",
}  # fmt: skip


def onward(letter: str, to: Ward, **changes: str) -> dict[str, object]:
    asked = {
        "noSep": letter,
        "tglRujukan": DAY,
        "tglRencanaKunjungan": day_after(2),
        "ppkDirujuk": to.code,
        "jnsPelayanan": "2",
        "catatan": "mohon kateterisasi",
        "diagRujukan": "I20.0",
        "tipeRujukan": "0",
        "poliRujukan": "JAN",
        "user": "x",
    }
    return {"request": {"t_rujukan": asked | changes}}


def test_the_hospital_reads_a_clinics_referral(ward: Ward, clinic: Facility, siti: Patient) -> None:
    number = send_on(siti, clinic, ward)

    answer = ward.get(f"/Rujukan/{number}")

    assert answer.said == ("200", "OK")
    found = answer.response["rujukan"]
    assert set(found) == INCOMING
    assert found["noKunjungan"] == number
    assert number[12] == "P"
    assert found["keluhan"] == "pusing dua minggu"
    assert found["diagnosa"]["kode"] == "I10"
    assert found["pelayanan"] == {"kode": "2", "nama": "Rawat Jalan"}
    assert found["poliRujukan"]["kode"] == "INT"
    assert found["provPerujuk"] == {"kode": clinic.scheme_code, "nama": clinic.name}
    assert found["tglKunjungan"] == DAY
    assert found["peserta"]["noKartu"] == siti.card


def test_by_card_the_newest_or_all(ward: Ward, clinic: Facility, siti: Patient) -> None:
    older = send_on(siti, clinic, ward, specialty="JAN", days_ago=3)
    newer = send_on(siti, clinic, ward)

    newest = ward.get(f"/Rujukan/Peserta/{siti.card}").response["rujukan"]
    all_of_them = ward.get(f"/Rujukan/List/Peserta/{siti.card}").response["rujukan"]

    assert newest["noKunjungan"] == newer
    assert [one["noKunjungan"] for one in all_of_them] == [newer, older]
    assert ward.get(f"/Rujukan/RS/Peserta/{siti.card}").code == "201"
    assert ward.get(f"/Rujukan/RS/{newer}").code == "201"


def test_by_day(ward: Ward, clinic: Facility, siti: Patient) -> None:
    number = send_on(siti, clinic, ward)

    found = ward.get(f"/Rujukan/List/TglRujukan/{DAY}").response["rujukan"]

    assert [one["noKunjungan"] for one in found] == [number]
    assert ward.get(f"/Rujukan/RS/List/TglRujukan/{DAY}").code == "201"


def test_a_referral_elsewhere_is_not_there(ward: Ward, clinic: Facility, siti: Patient) -> None:
    number = send_on(siti, clinic, make_ward())

    for path in (f"{number}", f"Peserta/{siti.card}", f"List/Peserta/{siti.card}"):
        answer = ward.get(f"/Rujukan/{path}")
        assert answer.code == "201"
        assert answer.raw["response"] is None


def test_letters_on_a_referral_are_counted(ward: Ward, clinic: Facility, siti: Patient) -> None:
    number = send_on(siti, clinic, ward)
    assert ward.get(f"/Rujukan/JumlahSEP/1/{number}").response == {"jumlahSEP": "0"}
    assert ward.get(f"/Rujukan/lastsep/norujukan/{number}").code == "201"

    letter = ward.issue(siti, number)

    assert ward.get(f"/Rujukan/JumlahSEP/1/{number}").response == {"jumlahSEP": "1"}
    assert ward.get(f"/Rujukan/lastsep/norujukan/{number}").response["noSep"] == letter
    assert ward.get(f"/Rujukan/JumlahSEP/2/{number}").code == "201"
    assert ward.get(f"/Rujukan/JumlahSEP/3/{number}").code == "201"


def test_a_hospital_refers_on(ward: Ward, clinic: Facility, siti: Patient) -> None:
    letter, bigger = ward.issue(siti, send_on(siti, clinic, ward)), make_ward(hospital_class="C")

    answer = ward.post("/Rujukan/2.0/insert", onward(letter, bigger))

    assert answer.code == "200"
    made = answer.response["rujukan"]
    assert set(made) == WRITTEN
    assert made["noRujukan"].startswith(f"{ward.code}{TODAY:%m%y}B")
    assert made["AsalRujukan"] == {"kode": ward.code, "nama": ward.facility.name}
    assert made["tujuanRujukan"]["kode"] == bigger.code
    assert made["tglRencanaKunjungan"] == day_after(2)
    there = bigger.get(f"/Rujukan/RS/{made['noRujukan']}").response["rujukan"]
    assert there["provPerujuk"]["kode"] == ward.code


def test_what_was_written_is_listed_shown_changed_and_deleted(
    ward: Ward, clinic: Facility, siti: Patient
) -> None:
    letter, bigger = ward.issue(siti, send_on(siti, clinic, ward)), make_ward(hospital_class="C")
    made = ward.post("/Rujukan/2.0/insert", onward(letter, bigger)).response["rujukan"]
    number = made["noRujukan"]

    lines = ward.get(f"/Rujukan/Keluar/List/tglMulai/{DAY}/tglAkhir/{DAY}").response["list"]
    assert [set(one) for one in lines] == [
        {
            "noRujukan", "tglRujukan", "jnsPelayanan", "noSep", "noKartu", "nama", "ppkDirujuk",
            "namaPpkDirujuk",
        }
    ]  # fmt: skip
    assert lines[0]["noSep"] == letter
    whole = ward.get(f"/Rujukan/Keluar/{number}").response["rujukan"]
    assert set(whole) == OUTGOING
    assert (whole["namaTipeRujukan"], whole["tglSep"]) == ("Rujukan Penuh", DAY)

    change = onward("", bigger, catatan="ralat", tipeRujukan="1", noRujukan=number)
    changed = ward.put("/Rujukan/2.0/Update", change)
    assert (changed.response, changed.sealed) == (number, True)
    assert ward.get(f"/Rujukan/Keluar/{number}").response["rujukan"]["catatan"] == "ralat"

    body = {"request": {"t_rujukan": {"noRujukan": number, "user": "x"}}}
    assert ward.delete("/Rujukan/delete", body).response == number
    assert bigger.get(f"/Rujukan/RS/{number}").code == "201"


def test_the_older_form_answers_nothing_for_a_partial_one(
    ward: Ward, clinic: Facility, siti: Patient
) -> None:
    letter, bigger = ward.issue(siti, send_on(siti, clinic, ward)), make_ward(hospital_class="C")

    partial = ward.post("/Rujukan/insert", onward(letter, bigger, tipeRujukan="1"))

    assert (partial.code, partial.raw["response"]) == ("200", None)


def test_back_to_the_clinic_names_no_specialty(ward: Ward, clinic: Facility, siti: Patient) -> None:
    letter = ward.issue(siti, send_on(siti, clinic, ward))
    body = onward(letter, ward, tipeRujukan="2", poliRujukan="", ppkDirujuk=str(clinic.scheme_code))

    made = ward.post("/Rujukan/2.0/insert", body)

    assert made.code == "200"
    assert made.response["rujukan"]["poliTujuan"]["kode"] == ""


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"ppkDirujuk": "0000X000"}, "ppkDirujuk 0000X000 tidak dikenal"),
        ({"tipeRujukan": "9"}, "tipeRujukan tidak dikenal"),
        ({"poliRujukan": ""}, "poliRujukan belum diisi"),
        ({"diagRujukan": "QQQ"}, "QQQ"),
        ({"noSep": ""}, "noSep belum diisi"),
        ({"noSep": "9999R0011126V000001"}, ""),
    ],
)
def test_what_does_not_fit_is_refused(
    ward: Ward, clinic: Facility, siti: Patient, changes: dict[str, str], said: str
) -> None:
    letter, bigger = ward.issue(siti, send_on(siti, clinic, ward)), make_ward(hospital_class="C")

    answer = ward.post("/Rujukan/2.0/insert", onward(letter, bigger, **changes))

    assert answer.code == "201"
    assert said in answer.message


def test_out_of_another_hospitals_care_nobody_refers(
    ward: Ward, clinic: Facility, siti: Patient
) -> None:
    letter = ward.issue(siti, send_on(siti, clinic, ward))
    other = make_ward()

    assert other.post("/Rujukan/2.0/insert", onward(letter, ward)).code == "201"


def test_the_same_referral_again_is_refused_with_its_number(
    ward: Ward, clinic: Facility, siti: Patient
) -> None:
    letter, bigger = ward.issue(siti, send_on(siti, clinic, ward)), make_ward(hospital_class="C")
    made = ward.post("/Rujukan/2.0/insert", onward(letter, bigger)).response["rujukan"]

    again = ward.post("/Rujukan/2.0/insert", onward(letter, bigger, catatan="lagi"))

    assert again.code == "201"
    assert made["noRujukan"] in again.message


def test_a_special_referral_is_written_listed_and_taken_back(ward: Ward, clinic: Facility) -> None:
    budi = make_patient(clinic, name="Budi Santoso")
    number = send_on(budi, clinic, ward, specialty="INT", diagnosis="N18.5")
    body = {
        "noRujukan": number,
        "diagnosa": [{"kode": "P;N18.5"}],
        "procedure": [{"kode": "39.95"}],
        "user": "x",
    }

    made = ward.post("/Rujukan/Khusus/insert", body)

    assert made.code == "200", made.message
    fields = {
        "norujukan", "nokapst", "nmpst", "diagppk", "tglrujukan_awal", "tglrujukan_berakhir",
    }  # fmt: skip
    assert set(made.response["rujukan"]) == fields
    (line,) = ward.get(f"/Rujukan/Khusus/List/Bulan/{MONTH}/Tahun/{YEAR}").response["rujukan"]
    assert set(line) == fields | {"idrujukan"}
    gone = {"idRujukan": line["idrujukan"], "noRujukan": number, "user": "x"}
    assert ward.post("/Rujukan/Khusus/delete", {"request": {"t_rujukan": gone}}).code == "200"
    assert ward.get(f"/Rujukan/Khusus/List/Bulan/{MONTH}/Tahun/{YEAR}").code == "201"


def test_how_full_a_hospital_is(ward: Ward, clinic: Facility, siti: Patient) -> None:
    there = make_ward()
    send_on(siti, clinic, there)

    rows = ward.get(
        f"/Rujukan/ListSpesialistik/PPKRujukan/{there.code}/TglRujukan/{day_after(3)}"
    ).response["list"]

    inner = next(one for one in rows if one["kodeSpesialis"] == "INT")
    assert set(inner) == {
        "kodeSpesialis", "namaSpesialis", "kapasitas", "jumlahRujukan", "persentase",
    }  # fmt: skip
    assert (inner["kapasitas"], inner["persentase"]) == ("20", "0,00")


def test_a_hospital_that_plans_elsewhere_is_said_to(ward: Ward) -> None:
    """Nothing to choose from is no reason to refer nowhere: its specialty is taken all the same."""
    there = make_hospital(uses_titian=False)

    answer = ward.get(
        f"/Rujukan/ListSpesialistik/PPKRujukan/{there.scheme_code}/TglRujukan/{day_after(3)}"
    )

    assert answer.code == "201"
    assert answer.message.endswith("Pilih poli dari referensi/poli.")


def test_the_means_a_referral_can_name(ward: Ward) -> None:
    rows = ward.get(f"/Rujukan/ListSarana/PPKRujukan/{make_ward().code}").response["list"]

    assert rows == [{"kodeSarana": "1", "namaSarana": "REKAM MEDIK"}]
    assert ward.get("/Rujukan/ListSarana/PPKRujukan/0000X000").code == "201"
