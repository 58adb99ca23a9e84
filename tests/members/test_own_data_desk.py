"""Officers answer requests about data: the late first, in words, in their own region only."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.members import NOON, at_facility, make_facility, make_family, new_person
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.members.models import DataRequest
from titian.members.types import NewContact

pytestmark = pytest.mark.django_db

BRANCH = (Grant("branch", Scope("region", "35.73")),)
PHONE = NewContact("whatsapp", "6280000000885")


@pytest.fixture(autouse=True)
def a_friday() -> Iterator[None]:
    with clock.fixed(NOON):
        yield


@pytest.fixture
def siti() -> int:
    return make_family(at_facility(new_person(contacts=(PHONE,)), make_facility()))[0]


def sent(person: int, **more: str) -> dict[str, str]:
    return {"orang": str(person), "kunci": str(uuid4()), **more}


def asked(client: Client, person: int) -> int:
    signed_in_member(client, person)
    client.post("/data-saya/minta/hapus/", sent(person, kata="Nomor saya bocor"))
    return DataRequest.objects.get(person=person).pk


def test_an_officer_answers_in_words_and_the_person_reads_them(client: Client, siti: int) -> None:
    request = asked(client, siti)
    signed_in_staff(client, BRANCH)
    listed = client.get("/petugas/data/").content.decode()
    opened = client.get(f"/petugas/data/{request}/").content.decode()

    form = {"putusan": "partly", "alasan": "Kepesertaan wajib kami simpan."}
    answer = client.post(f"/petugas/data/{request}/", form, follow=True)

    assert "72 jam lagi" in listed
    assert "Siti Aminah" not in listed
    assert "Nomor saya bocor" in opened
    assert "Jawaban tersimpan" in answer.content.decode()
    assert "Tidak ada permintaan yang menunggu." in answer.content.decode()
    signed_in_member(client, siti)
    page = client.get("/data-saya/").content.decode()
    assert "Kepesertaan wajib kami simpan." in page
    assert "Dikabulkan sebagian" in page


def test_an_answer_without_reasons_is_asked_for_again(client: Client, siti: int) -> None:
    request = asked(client, siti)
    signed_in_staff(client, BRANCH)

    answer = client.post(f"/petugas/data/{request}/", {"putusan": "refused", "alasan": " "})

    assert answer.status_code == 422
    assert DataRequest.objects.get(pk=request).step == "open"


def test_a_late_request_says_so(client: Client, siti: int) -> None:
    asked(client, siti)
    with clock.fixed(NOON + timedelta(hours=75)):
        signed_in_staff(client, BRANCH)
        page = client.get("/petugas/data/").content.decode()

    assert "terlambat 3 jam" in page


@pytest.mark.parametrize("role", ["desk", "doctor", "manager"])
def test_other_roles_do_not_open_the_list(client: Client, siti: int, role: str) -> None:
    request = asked(client, siti)
    signed_in_staff(client, (Grant(role, Scope("region", "35.73")),))

    assert client.get("/petugas/data/").status_code == 403
    assert client.get(f"/petugas/data/{request}/").status_code == 403


def test_a_branch_elsewhere_finds_nothing(client: Client, siti: int) -> None:
    request = asked(client, siti)
    signed_in_staff(client, (Grant("branch", Scope("region", "35.07")),))

    assert client.get(f"/petugas/data/{request}/").status_code == 404


def test_the_list_costs_the_same_however_long_it_is(
    client: Client, statements: type[StatementBudget]
) -> None:
    place = make_facility()
    for _ in range(5):
        asked(client, make_family(at_facility(new_person(), place))[0])
    signed_in_staff(client, BRANCH)

    with statements.at_most(4):
        page = client.get("/petugas/data/").content.decode()

    assert page.count("jam lagi") == 5
