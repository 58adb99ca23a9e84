"""What the accident insurer is told and answers, on pages of the hospital and of its branch."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.members import make_family, new_person
from tests.factories.queue import MORNING as AT
from tests.factories.visits import COUGH, MONDAY, Hospital, make_hospital
from titian.kernel.scopes import Grant, Scope
from titian.referrals.types import CareKind
from titian.visits import services as visits
from titian.visits.models import AccidentCover, EligibilityLetter
from titian.visits.types import Accident, Coming, LetterDetails, LetterWish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning"), pytest.mark.slow]

BRANCH = (Grant("branch", Scope("region", "35.73")),)
ELSEWHERE = (Grant("branch", Scope("region", "31.71")),)
YES = {
    "jamin": "ya",
    "surat": "JR-1",
    "batas": "20.000.000",
    "jumlah": "Rp5.000.000",
    "dibayar": "0",
}


def desk_of(hospital: Hospital) -> tuple[Grant, ...]:
    return (Grant("desk", Scope("facility", hospital.facility.code)),)


def hurt(hospital: Hospital) -> str:
    person = make_family(new_person("Lilis Suryani"))[0]
    wish = LetterWish(
        person,
        hospital.facility.pk,
        MONDAY,
        CareKind.OUTPATIENT,
        COUGH,
        specialty_code="IGD",
        details=LetterDetails(accident=Accident(1, "LP/1", MONDAY.isoformat())),
    )
    return visits.issue_letter(wish=wish, by=hospital.desk, at=AT).number


def test_the_desk_tells_the_branch_answers_and_the_letter_says_who_pays(client: Client) -> None:
    hospital = make_hospital()
    number = hurt(hospital)
    letter, case = f"/petugas/sep/{number}/", f"/petugas/kecelakaan/{number}/"

    signed_in_staff(client, desk_of(hospital))
    before = client.get(letter).content.decode()
    for _ in range(2):
        client.post(f"{case}kabarkan/")
    signed_in_staff(client, BRANCH)
    waiting = client.get("/petugas/kecelakaan/").content.decode()
    sent = [client.post(case, YES).status_code for _ in range(2)]
    signed_in_staff(client, desk_of(hospital))
    after = client.get(letter).content.decode()
    month = client.get(f"/petugas/kecelakaan/di/{hospital.facility.code}/").content.decode()

    assert "Kabarkan ke Jasa Raharja" in before
    assert number in waiting
    assert "Lilis Suryani" not in waiting
    assert sent == [303, 303]
    assert "membayar dulu Rp5.000.000, paling banyak Rp20.000.000" in after
    assert "Dijamin" in month
    assert AccidentCover.objects.count() == 1


def test_a_no_leaves_it_to_the_scheme(client: Client) -> None:
    hospital = make_hospital()
    number = hurt(hospital)
    visits.send_accident(letter_number=number, by=hospital.desk, at=AT)

    signed_in_staff(client, BRANCH)
    client.post(f"/petugas/kecelakaan/{number}/", {"jamin": "tidak", "kata": "Tunggal"})
    signed_in_staff(client, desk_of(hospital))

    assert (
        "JKN menanggung menurut aturannya" in client.get(f"/petugas/sep/{number}/").content.decode()
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"jamin": ""},
        {"jumlah": "30.000.000"},
        {"jumlah": "lima juta"},
        {"dibayar": "6.000.000"},
        {"surat": ""},
        {"jumlah": "0"},
        {"jamin": "tidak"},
    ],
)
def test_what_does_not_add_up_is_said_on_the_page(client: Client, wrong: dict[str, str]) -> None:
    hospital = make_hospital()
    number = hurt(hospital)
    visits.send_accident(letter_number=number, by=hospital.desk, at=AT)
    signed_in_staff(client, BRANCH)

    answer = client.post(f"/petugas/kecelakaan/{number}/", {**YES, **wrong})

    assert answer.status_code == 422
    assert AccidentCover.objects.get().answered_at is None


def test_another_hospital_and_another_branch_see_nothing(client: Client) -> None:
    hospital, other = make_hospital(), make_hospital("RS Lain")
    number = hurt(hospital)
    case = f"/petugas/kecelakaan/{number}/"
    visits.send_accident(letter_number=number, by=hospital.desk, at=AT)

    signed_in_staff(client, desk_of(other))
    told = client.post(f"{case}kabarkan/")
    listed = client.get(f"/petugas/kecelakaan/di/{hospital.facility.code}/")
    not_for_desks = client.post(case, YES)
    signed_in_staff(client, ELSEWHERE)
    empty = client.get("/petugas/kecelakaan/").content.decode()
    unknown = client.post(case, YES)

    assert (told.status_code, listed.status_code, not_for_desks.status_code) == (404, 403, 403)
    assert number not in empty
    assert unknown.status_code == 404
    assert AccidentCover.objects.get().answered_at is None


def test_a_desk_says_on_the_letter_that_it_was_an_accident(client: Client) -> None:
    hospital = make_hospital()
    person = make_family(new_person())[0]
    came = visits.register_visit(
        coming=Coming(person, hospital.facility.pk, "IGD", MONDAY), by=hospital.desk, at=AT
    )
    signed_in_staff(client, desk_of(hospital))

    client.post(
        f"/petugas/kunjungan/{came.visit_id}/sep/",
        {
            "kunci": str(uuid4()),
            "rawat": "outpatient",
            "surat": "",
            "dx": ["J06.9"],
            "laka": "1",
            "laka_hari": MONDAY.isoformat(),
            "laka_lp": "LP/2",
            "aksi": "simpan",
        },
    )

    assert EligibilityLetter.objects.get(person=person).accident_kind == 1
