"""The back-referral programme over the wire."""

from typing import Any

import pytest

from tests.factories.members import TODAY
from tests.factories.vclaim import DAY, Patient, Ward, day_after, make_ward, send_on
from titian.bridging.types.wire import Wire
from titian.facilities.models import Facility
from titian.visits import selectors as visits_read

pytestmark = pytest.mark.django_db

MEDICINE = visits_read.listed_medicines()[0]


@pytest.fixture
def letter(ward: Ward, clinic: Facility, siti: Patient) -> str:
    return ward.issue(siti, send_on(siti, clinic, ward))


def plan(ward: Ward, siti: Patient, letter: str, **changes: object) -> dict[str, Any]:
    told: dict[str, object] = {
        "noSep": letter,
        "noKartu": siti.card,
        "alamat": "Jalan Contoh 1",
        "email": "siti@contoh.id",
        "programPRB": "02 ",
        "kodeDPJP": ward.doctor_code(),
        "keterangan": "stabil tiga bulan",
        "saran": "kontrol tekanan darah",
        "user": "12345",
        "obat": [{"kdObat": MEDICINE.code, "signa1": "1", "signa2": "1", "jmlObat": "30"}],
    }
    return {"request": {"t_prb": told | changes}}


def enrol(ward: Ward, siti: Patient, letter: str) -> str:
    answer = ward.post("/PRB/insert", plan(ward, siti, letter))
    assert answer.code == "200", answer.message
    return str(answer.response["noSRB"])


def test_somebody_stable_goes_back_with_a_plan(
    ward: Ward, clinic: Facility, siti: Patient, letter: str
) -> None:
    answer = ward.post("/PRB/insert", plan(ward, siti, letter))

    made = answer.response
    assert set(made) == {
        "DPJP", "keterangan", "noSRB", "obat", "peserta", "programPRB", "saran", "tglSRB",
    }  # fmt: skip
    assert set(made["peserta"]) == {
        "alamat", "asalFaskes", "email", "kelamin", "nama", "noKartu", "noTelepon", "tglLahir",
    }  # fmt: skip
    assert made["obat"]["list"] == [{"jmlObat": "30", "nmObat": MEDICINE.name, "signa": "1 x 1"}]
    assert made["DPJP"]["kode"] == ward.doctor_code()
    assert made["peserta"]["asalFaskes"]["kode"] == clinic.scheme_code
    assert "Hipertensi" in made["programPRB"]
    told = ward.get(f"/SEP/{letter}").response["informasi"]
    assert told == f"PRB : {made['programPRB']}"
    referral = ward.get(f"/Rujukan/Peserta/{siti.card}").response["rujukan"]
    assert referral["peserta"]["informasi"]["prolanisPRB"] == told


def test_the_plan_is_read_listed_changed_and_deleted(
    ward: Ward, siti: Patient, letter: str
) -> None:
    number = enrol(ward, siti, letter)

    read = ward.get(f"/prb/{number}/nosep/{letter}").response["prb"]
    assert set(read) == {
        "DPJP", "noSEP", "noSRB", "obat", "peserta", "programPRB", "keterangan", "saran",
        "tglSRB",
    }  # fmt: skip
    assert set(read["obat"]["obat"][0]) == {"jmlObat", "kdObat", "nmObat", "signa1", "signa2"}
    (line,) = ward.get(f"/prb/tglMulai/{DAY}/tglAkhir/{DAY}").response["prb"]["list"]
    assert set(line["peserta"]) == {"alamat", "email", "nama", "noKartu", "noTelepon"}

    change = {"noSrb": number, "noSep": letter, "saran": "jalan pagi", "user": "1"}
    assert ward.put("/PRB/Update", {"request": {"t_prb": change}}).response == number
    read = ward.get(f"/prb/{number}/nosep/{letter}").response["prb"]
    assert (read["saran"], read["keterangan"]) == ("jalan pagi", "stabil tiga bulan")
    assert len(read["obat"]["obat"]) == 1

    gone = {"request": {"t_prb": {"noSrb": number, "noSep": letter, "user": "1"}}}
    assert ward.delete("/PRB/Delete", gone).response == number
    assert ward.get(f"/prb/{number}/nosep/{letter}").code == "201"
    assert ward.delete("/PRB/Delete", gone).code == "201"


def test_the_same_plan_again_is_the_same_another_is_refused(
    ward: Ward, siti: Patient, letter: str
) -> None:
    number = enrol(ward, siti, letter)

    assert enrol(ward, siti, letter) == number
    other = ward.post("/PRB/insert", plan(ward, siti, letter, programPRB="01"))
    assert other.code == "201"
    assert number in other.message


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"programPRB": "77"}, "01 sampai 09"),
        ({"user": "siti"}, "user harus diisi angka"),
        ({"noKartu": "0009999999999"}, "noKartu bukan peserta"),
        ({"kodeDPJP": "7"}, "kodeDPJP 7 bukan dokter"),
        ({"obat": [{"kdObat": "TIDAK-ADA"}]}, "kdObat TIDAK-ADA"),
        ({"noSep": "9999R0011126V000009"}, ""),
    ],
)
def test_what_does_not_fit_is_refused(
    ward: Ward, siti: Patient, letter: str, changes: dict[str, object], said: str
) -> None:
    answer = ward.post("/PRB/insert", plan(ward, siti, letter, **changes))

    assert answer.code == "201"
    assert said in answer.message


def test_a_pharmacy_reads_the_months_plans(ward: Ward, siti: Patient, letter: str) -> None:
    enrol(ward, siti, letter)
    path = f"/Prb/rekappeserta/tahun/{TODAY:%Y}/bulan/{TODAY.month}"

    (row,) = ward.hospital.get(Wire.PHARMACY, path).response["list"]

    assert (row["NomorKaPst"], row["DPJP"]) == (siti.card, ward.doctors["INT"].name)


def test_a_period_is_at_most_a_month(ward: Ward) -> None:
    answer = ward.get(f"/prb/tglMulai/{DAY}/tglAkhir/{day_after(31)}")

    assert "31 hari" in answer.message


def test_who_might_be_in_the_programme(ward: Ward, siti: Patient, letter: str) -> None:
    path = f"/prbpotensi/tahun/{TODAY:%Y}/bulan/{TODAY.month}"

    (row,) = ward.get(path).response["list"]

    assert set(row) == {
        "NamaPeserta", "NomorKartu", "NOSEP", "TanggalPelayanan", "DiagnosaPotensiPRB",
        "KategoriPenyakitPRB",
    }  # fmt: skip
    assert (row["NOSEP"], row["KategoriPenyakitPRB"]) == (letter, "Hipertensi")
    enrol(ward, siti, letter)
    assert ward.get(path).code == "201"


def test_another_hospitals_plan_is_not_there(ward: Ward, siti: Patient, letter: str) -> None:
    number, other = enrol(ward, siti, letter), make_ward()

    assert other.get(f"/prb/{number}/nosep/{letter}").code == "201"
    assert other.get(f"/prb/tglMulai/{DAY}/tglAkhir/{DAY}").code == "201"
    assert other.post("/PRB/insert", plan(other, siti, letter)).code == "201"
