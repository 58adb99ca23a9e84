"""At the pages: the guess an officer corrects, what cannot wait, and answers that are alike."""

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.complaints import about_step, said
from tests.factories.enrolment import CITY, TUESDAY, make_city, submitted
from titian.kernel import clock
from titian.kernel.scopes import REGION, Grant, Scope

pytestmark = pytest.mark.django_db
SOCIAL = (Grant("agency", Scope("office", f"{CITY}/social")),)
LABOUR = (Grant("agency", Scope("office", f"{CITY}/labour")),)
BRANCH = (Grant("branch", Scope(REGION, CITY)),)


@pytest.fixture(autouse=True)
def a_tuesday() -> Iterator[None]:
    make_city()
    with clock.fixed(TUESDAY):
        yield


def desk_of(grants: tuple[Grant, ...]) -> Client:
    desk = Client()
    signed_in_staff(desk, grants)
    return desk


def test_the_officer_corrects_the_guess_in_the_case() -> None:
    complaint = said("obat di apotek kosong terus", about_step(submitted()))
    desk = desk_of(SOCIAL)
    case = f"/petugas/keluhan/{complaint.number}/"

    before = desk.get(case).content.decode()
    after = desk.post(f"{case}kategori/", {"kategori": "charge"}, follow=True).content.decode()

    assert "Perkiraan mesin, bukan fakta:" in before
    assert "Ditetapkan petugas:" in after
    assert complaint.row.category == "charge"


def test_another_office_corrects_nothing() -> None:
    complaint = said("obat kosong", about_step(submitted()))
    other = desk_of(LABOUR)

    answer = other.post(f"/petugas/keluhan/{complaint.number}/kategori/", {"kategori": "charge"})

    assert answer.status_code == 404
    assert complaint.row.category == "enrolment"


def test_a_choice_that_does_not_exist_changes_nothing() -> None:
    complaint = said("obat kosong", about_step(submitted()))

    desk_of(SOCIAL).post(f"/petugas/keluhan/{complaint.number}/kategori/", {"kategori": "moon"})

    assert complaint.row.category == "enrolment"


def test_whoever_writes_of_an_emergency_reads_whom_to_phone_and_no_guess() -> None:
    urgent = said("ibu saya stroke ditolak igd", about_step(submitted()))
    calm = said("sudah tiga minggu tidak ada kabar", about_step(submitted()))

    page = Client().get(f"/keluhan/{urgent.token}/").content.decode()
    other = Client().get(f"/keluhan/{calm.token}/").content.decode()

    assert 'href="tel:119"' in page
    assert "Perkiraan mesin" not in page
    assert 'href="tel:119"' not in other
    assert "Mendesak" in desk_of(SOCIAL).get("/petugas/keluhan/").content.decode()


def test_the_branch_reads_shares_and_an_office_does_not() -> None:
    address = "/petugas/keluhan-jawaban/"

    assert "Per petugas" in desk_of(BRANCH).get(address).content.decode()
    assert address in desk_of(BRANCH).get("/petugas/keluhan/").content.decode()
    assert desk_of(SOCIAL).get(address).status_code == 403
