"""bpjs-protocols §10, Apotek online: a pharmacy hands out medicines on eligibility letters."""

from datetime import timedelta
from typing import Any

import pytest

from tests.bridging.test_erekammedis import letter_of
from tests.factories.care import make_hospital, today
from tests.factories.wire import Answer, Hospital
from titian.bridging.types.wire import Wire
from titian.facilities.models import Practitioner
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.visits import services as visits
from titian.visits.models import Prescription, PrescriptionLine
from titian.visits.types import NewPlan, PlanMedicine

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def pharmacy() -> Hospital:
    return make_hospital("IGD")


@pytest.fixture
def letter(pharmacy: Hospital) -> str:
    return letter_of(pharmacy)


def send(pharmacy: Hospital, path: str, body: object, method: str = "POST") -> Answer:
    pharmacy.skew -= 29
    return pharmacy.send(method, Wire.PHARMACY, path, body)


def get(pharmacy: Hospital, path: str) -> Answer:
    return pharmacy.get(Wire.PHARMACY, path)


def prescription(letter: str, **changes: object) -> dict[str, object]:
    day = f"{today()} 09:15:00"
    return {
        "TGLSJP": day,
        "REFASALSJP": letter,
        "POLIRSP": "IGD",
        "KDJNSOBAT": "2",
        "NORESEP": "00017",
        "IDUSERSJP": "farmasi1",
        "TGLRSP": day,
        "TGLPELRSP": day,
        "KdDokter": "0",
        "iterasi": "0",
        **changes,
    }


def line(number: str, **changes: object) -> dict[str, object]:
    return {
        "NOSJP": number,
        "NORESEP": "00017",
        "KDOBT": "900041",
        "NMOBAT": "Metformin",
        "SIGNA1OBT": 3,
        "SIGNA2OBT": "1",
        "JMLOBT": 90,
        "JHO": "30",
        "CatKhsObt": "sesudah makan",
        **changes,
    }


def opened(pharmacy: Hospital, letter: str) -> str:
    answer = send(pharmacy, "/sjpresep/v3/insert", prescription(letter))
    assert answer.said == ("200", "OK"), answer.raw
    number: str = answer.response["noApotik"]
    return number


def test_a_prescription_is_opened_once(pharmacy: Hospital, letter: str) -> None:
    answer = send(pharmacy, "/sjpresep/v3/insert", prescription(letter))
    again = send(pharmacy, "/sjpresep/v3/insert", prescription(letter))
    other = send(pharmacy, "/sjpresep/v3/insert", prescription(letter, KDJNSOBAT="3"))

    assert (answer.said, answer.sealed) == (("200", "OK"), True)
    assert answer.response == again.response
    assert answer.response["noSep_Kunjungan"] == letter
    assert answer.response["noApotik"].startswith(f"{pharmacy.facility.scheme_code}{today():%m%y}A")
    assert answer.response["faskesAsal"] == pharmacy.facility.scheme_code
    assert set(answer.response) == {
        "noSep_Kunjungan",
        "noKartu",
        "nama",
        "faskesAsal",
        "noApotik",
        "noResep",
        "tglResep",
        "kdJnsObat",
        "byTagRsp",
        "byVerRsp",
        "tglEntry",
    }
    assert other.code == "201"
    assert Prescription.objects.count() == 1


def test_medicines_are_added_and_read_back(pharmacy: Hospital, letter: str) -> None:
    number = opened(pharmacy, letter)
    compound = line(number, KDOBT="900001", JNSROBT="R.01", PERMINTAAN="10", JMLOBT=10)

    for _ in range(2):
        assert send(pharmacy, "/obatnonracikan/v3/insert", line(number)).code == "200"
    assert send(pharmacy, "/obatracikan/v3/insert", compound).code == "200"

    assert PrescriptionLine.objects.count() == 2
    for path in (f"/pelayanan/obat/daftar/{number}", f"/obat/daftar/{number}"):
        detail = get(pharmacy, path).response["detailsep"]
        assert (detail["noSepApotek"], detail["noSepAsal"]) == (number, letter)
        assert detail["nmjnsobat"] == "Obat Kronis Belum Stabil"
        first, second = detail["listobat"]
        assert (first["kodeobat"], first["signa1"], first["signa2"]) == ("900041", "3", "1")
        assert (first["tipeobat"], first["permintaan"], first["hari"]) == ("N", None, "30")
        assert (second["tipeobat"], second["permintaan"]) == ("R", "10")


def test_a_medicine_and_a_prescription_are_taken_back(pharmacy: Hospital, letter: str) -> None:
    number = opened(pharmacy, letter)
    send(pharmacy, "/obatnonracikan/v3/insert", line(number))
    gone = {"nosepapotek": number, "noresep": "00017", "kodeobat": "900041", "tipeobat": "N"}
    whole = {"nosjp": number, "refasalsjp": letter, "noresep": "00017"}

    assert send(pharmacy, "/pelayanan/obat/hapus/", gone, "DELETE").code == "200"
    assert send(pharmacy, "/pelayanan/obat/hapus/", gone, "DELETE").code == "201"
    assert send(pharmacy, "/hapusresep", whole, "DELETE").code == "200"

    assert get(pharmacy, f"/pelayanan/obat/daftar/{number}").code == "201"
    assert opened(pharmacy, letter) != number


def test_another_pharmacys_prescriptions_are_not_there(pharmacy: Hospital, letter: str) -> None:
    number, other = opened(pharmacy, letter), make_hospital("IGD")

    assert get(other, f"/pelayanan/obat/daftar/{number}").code == "201"
    assert get(other, f"/sep/{letter}").code == "201"
    assert send(other, "/obatnonracikan/v3/insert", line(number)).code == "201"
    assert send(other, "/hapusresep", {"nosjp": number}, "DELETE").code == "201"
    assert send(other, "/sjpresep/v3/insert", prescription(letter)).code == "201"


@pytest.mark.parametrize(
    "changes",
    [
        {"REFASALSJP": "tidak ada"},
        {"KDJNSOBAT": "9"},
        {"NORESEP": ""},
        {"TGLRSP": "2026-99-01"},
        {"TGLRSP": "2020-01-01"},
    ],
)
def test_a_prescription_that_does_not_fit_is_refused(
    pharmacy: Hospital, letter: str, changes: dict[str, Any]
) -> None:
    answer = send(pharmacy, "/sjpresep/v3/insert", prescription(letter, **changes))

    assert (answer.status, answer.code, answer.response) == (200, "201", None)
    assert not Prescription.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"KDOBT": "1"}, {"JMLOBT": 0}, {"JHO": "lama"}, {"SIGNA2OBT": "x"}]
)
def test_a_medicine_that_does_not_fit_is_refused(
    pharmacy: Hospital, letter: str, changes: dict[str, Any]
) -> None:
    number = opened(pharmacy, letter)

    assert send(pharmacy, "/obatnonracikan/v3/insert", line(number, **changes)).code == "201"


def test_a_month_and_a_patients_history_are_listed(pharmacy: Hospital, letter: str) -> None:
    number = opened(pharmacy, letter)
    send(pharmacy, "/obatnonracikan/v3/insert", line(number))
    first, last = today() - timedelta(days=1), today()
    span = {"TglMulai": f"{first} 00:00:00", "TglAkhir": f"{last} 23:59:59"}
    asked = {"kdppk": "", "KdJnsObat": "0", "JnsTgl": "TGLPELSJP", **span}

    (row,) = send(pharmacy, "/daftarresep", asked).response["resep"]
    history = get(pharmacy, f"/riwayatobat/{first}/{last}/{row['NOKARTU']}").response["list"]
    claims = get(pharmacy, f"/monitoring/klaim/{last.month}/{last.year}/0/0").response["rekap"]

    assert (row["NOAPOTIK"], row["NOSEP_KUNJUNGAN"], row["BYTAGRSP"]) == (number, letter, "22500")
    assert history["history"][0]["kodeobat"] == "900041"
    assert (claims["jumlahdata"], claims["totalbiayapengajuan"]) == ("1", "22500")
    assert claims["listsep"][0]["nosepapotek"] == number
    assert send(pharmacy, "/daftarresep", {**asked, "KdJnsObat": "3"}).code == "201"
    assert get(pharmacy, f"/monitoring/klaim/{last.month}/{last.year}/0/1").code == "201"
    assert get(pharmacy, f"/monitoring/klaim/13/{last.year}/0/0").code == "201"


def test_a_letter_is_shown_to_its_pharmacy(pharmacy: Hospital, letter: str) -> None:
    answer = get(pharmacy, f"/sep/{letter}")

    assert answer.said == ("200", "OK")
    assert (answer.response["noSep"], answer.response["poli"]) == (letter, "IGD")
    assert (answer.response["jnspelayanan"], answer.response["flagprb"]) == ("RJTL", "0")


def test_stock_is_told_and_read(pharmacy: Hospital) -> None:
    told = send(pharmacy, "/UpdateStokObat/updatestok", {"KDOBT": "900041", "STOK": "250"})
    unknown = send(pharmacy, "/UpdateStokObat/updatestok", {"KDOBT": "1", "STOK": 1})

    rows = get(pharmacy, "/referensi/dpho").response["list"]
    (row,) = (one for one in rows if one["kodeobat"] == "900041")

    assert (told.code, unknown.code) == ("200", "201")
    assert (row["stok"], row["sedia"], row["prb"], row["kemo"]) == ("250", "True", "True", "False")


def test_references_are_found(pharmacy: Hospital) -> None:
    code = pharmacy.facility.scheme_code
    day = today()

    for path, key in (
        ("/referensi/poli/INT", "poli"),
        ("/referensi/spesialistik", "list"),
        (f"/referensi/ppk/2/{code}", "faskes"),
        (f"/referensi/obat/1/{day}/metformin", "list"),
        (f"/referensi/obat/3/{day}/", "list"),
    ):
        answer = get(pharmacy, path)
        assert answer.said == ("200", "OK"), path
        assert answer.response[key], path
    assert get(pharmacy, f"/referensi/settingppk/read/{code}").response["kode"] == code
    assert get(pharmacy, "/referensi/settingppk/read/9999R001").code == "201"
    assert get(pharmacy, f"/referensi/ppk/1/{code}").code == "201"
    assert get(pharmacy, f"/Prb/rekappeserta/tahun/{day.year}/bulan/{day.month}").code == "201"


def test_the_months_plans_are_listed(pharmacy: Hospital, letter: str) -> None:
    doctor = Practitioner.objects.get(facility=pharmacy.facility)
    medicine = PlanMedicine("900041", "Metformin tablet 500 mg", "2", "1", "60")
    plan = NewPlan(letter, "01", doctor.pk, (medicine,), address="Jl. Contoh 1")
    visits.enrol_chronic(plan=plan, by=Actor.system("tests"), at=clock.now())

    answer = get(pharmacy, f"/Prb/rekappeserta/tahun/{today().year}/bulan/{today().month}")

    (row,) = answer.response["list"]
    assert (row["No"], row["DPJP"], row["Obat"]) == (1, doctor.name, "Metformin tablet 500 mg")
