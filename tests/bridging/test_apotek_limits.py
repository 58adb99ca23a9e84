"""What a pharmacy may hand out: to whom, of what kind, for how long, and how much."""

import pytest

from tests.bridging.test_apotek import get, line, opened, prescription, send
from tests.bridging.test_erekammedis import letter_of
from tests.factories.care import make_hospital
from tests.factories.wire import Answer, Hospital
from titian.facilities.models import Practitioner
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.visits import services as visits
from titian.visits.models import Prescription, PrescriptionLine
from titian.visits.types import NewPlan, PlanMedicine

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BY = Actor.system("tests")
METFORMIN = PlanMedicine("900041", "Metformin tablet 500 mg", "2", "1", "60")


@pytest.fixture
def pharmacy() -> Hospital:
    return make_hospital("IGD")


@pytest.fixture
def letter(pharmacy: Hospital) -> str:
    return letter_of(pharmacy)


def planned(pharmacy: Hospital, letter: str) -> str:
    """A specialist has sent the patient back with a plan."""
    doctor = Practitioner.objects.get(facility=pharmacy.facility)
    plan = NewPlan(letter, "01", doctor.pk, (METFORMIN,), address="Jl. Contoh 1")
    return visits.enrol_chronic(plan=plan, by=BY, at=clock.now()).number


def back_referral(pharmacy: Hospital, letter: str) -> Answer:
    body = prescription(letter, KDJNSOBAT="1")
    return send(pharmacy, "/sjpresep/v3/insert", body)


def test_back_referral_medicines_are_for_who_is_in_the_programme(
    pharmacy: Hospital, letter: str
) -> None:
    stranger = back_referral(pharmacy, letter)
    plan = planned(pharmacy, letter)
    member = back_referral(pharmacy, letter)

    assert (stranger.status, stranger.code, stranger.response) == (200, "201", None)
    assert "belum ada di program rujuk balik (PRB)" in stranger.message
    assert member.said == ("200", "OK")
    visits.withdraw_chronic(number=plan, letter_number=letter, by=BY, at=clock.now())
    assert back_referral(pharmacy, letter).response == member.response
    assert Prescription.objects.count() == 1


def test_a_plan_that_was_withdrawn_is_none(pharmacy: Hospital, letter: str) -> None:
    plan = planned(pharmacy, letter)
    visits.withdraw_chronic(number=plan, letter_number=letter, by=BY, at=clock.now())

    assert back_referral(pharmacy, letter).code == "201"
    assert not Prescription.objects.exists()


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"JHO": "31"}, "paling lama untuk 30 hari"),
        ({"JMLOBT": 91}, "paling banyak 90"),
        ({"SIGNA2OBT": "0,5", "JMLOBT": 46}, "paling banyak 45"),
        ({"SIGNA1OBT": 90, "JMLOBT": 1001}, "paling banyak 1000"),
        ({"KDOBT": "900001"}, "Parasetamol tablet 500 mg tidak termasuk jenis obat"),
        ({"KDOBT": "tidak ada"}, "tidak ada dalam daftar obat"),
    ],
)
def test_more_than_may_be_is_refused_in_words(
    pharmacy: Hospital, letter: str, changes: dict[str, object], said: str
) -> None:
    number = opened(pharmacy, letter)

    answer = send(pharmacy, "/obatnonracikan/v3/insert", line(number, **changes))

    assert (answer.status, answer.code, answer.response) == (200, "201", None)
    assert said in answer.message
    assert not PrescriptionLine.objects.exists()


def test_a_compound_is_free_in_what_goes_into_it_but_not_in_its_days(
    pharmacy: Hospital, letter: str
) -> None:
    number = opened(pharmacy, letter)
    powder = {"KDOBT": "900001", "JNSROBT": "R.01", "PERMINTAAN": "10", "JMLOBT": 100}

    fits = send(pharmacy, "/obatracikan/v3/insert", line(number, **powder))
    too_long = send(pharmacy, "/obatracikan/v3/insert", line(number, **powder, JHO="45"))

    assert (fits.code, too_long.code) == ("200", "201")


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"KDJNSOBAT": "9"}, "KDJNSOBAT harus 1, 2 atau 3"),
        ({"TGLRSP": "2020-01-01"}, "TGLRSP tidak boleh sebelum tanggal SEP"),
        ({"TGLPELRSP": "2099-01-01"}, "sesudah hari ini"),
        ({"NORESEP": "a b"}, "NORESEP harus"),
    ],
)
def test_what_does_not_fit_is_named_as_in_the_body(
    pharmacy: Hospital, letter: str, changes: dict[str, object], said: str
) -> None:
    answer = send(pharmacy, "/sjpresep/v3/insert", prescription(letter, **changes))

    assert answer.code == "201"
    assert said in answer.message


@pytest.mark.parametrize("name", ["KDOBAT", "KDOBT"])
def test_stock_is_told_by_either_name_of_the_medicine(pharmacy: Hospital, name: str) -> None:
    assert send(pharmacy, "/UpdateStokObat/updatestok", {name: "900042", "STOK": 7}).code == "200"

    rows = get(pharmacy, "/referensi/dpho").response["list"]
    assert next(one["stok"] for one in rows if one["kodeobat"] == "900042") == "7"
