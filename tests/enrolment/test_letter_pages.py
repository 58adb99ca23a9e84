"""The head of the health office signs a batch; anybody may check the paper, nobody its people."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories.accounts import signed_in_staff
from tests.factories.enrolment import CITY, candidate, make_city, new_application
from tests.factories.letters import RECEIVED, SIGNED, a_letter, a_signed_letter, approved, sent_off
from titian.enrolment.models import Letter
from titian.enrolment.types import ApplicationKind, LetterState
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope

pytestmark = pytest.mark.django_db
DESK = "/petugas/surat/"


@pytest.fixture(autouse=True)
def a_tuesday(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.TITIAN_HOME = tmp_path
    settings.TITIAN_SIGNER = "titian.demo.signing.signer"
    settings.TITIAN_STAMP_DUTY = ""
    settings.TITIAN_INTAKE = "titian.demo.intake.intake"
    make_city()
    with clock.fixed(SIGNED):
        yield


@pytest.fixture
def head(client: Client) -> Client:
    signed_in_staff(client, (Grant("signer", Scope("office", f"{CITY}/health")),))
    return client


def test_a_batch_is_made_read_signed_and_received(head: Client) -> None:
    approved(new_application(ApplicationKind.NEW, candidate("Sulastri Handayani")))

    asked = {"kota": CITY, "kunci": str(uuid4())}
    made = head.post(f"{DESK}buat/", asked)
    read = head.get(made["Location"])
    head.post(f"{made['Location']}tanda-tangan/")
    sent_off(RECEIVED)
    after = head.get(made["Location"])

    assert "Sulastri Handayani" in read.content.decode()
    assert "Setujui dan tanda tangani" in read.content.decode()
    assert "diterima" in after.content.decode()
    pdf = head.get(f"{made['Location']}pdf/")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")


def test_with_nobody_approved_the_page_says_so(head: Client) -> None:
    answer = head.post(f"{DESK}buat/", {"kota": CITY, "kunci": str(uuid4())})

    assert answer.status_code == 409
    assert "Belum ada permohonan yang disetujui" in answer.content.decode()


def test_a_letter_is_dropped_before_it_is_signed(head: Client) -> None:
    approved()
    letter_id = a_letter()

    head.post(f"{DESK}{letter_id}/batal/")

    assert not Letter.objects.filter(pk=letter_id).exists()


@pytest.mark.parametrize("path", ["", "pdf/"])
def test_another_citys_head_sees_no_letter_of_ours(client: Client, path: str) -> None:
    approved()
    letter_id = a_signed_letter()
    signed_in_staff(client, (Grant("signer", Scope("office", "35.07/health")),))

    assert client.get(f"{DESK}{letter_id}/{path}").status_code == 404
    assert "Kota Malang" not in client.get(DESK).content.decode()


def test_an_officer_of_the_agency_does_not_sign(client: Client) -> None:
    approved()
    letter_id = a_letter()
    signed_in_staff(client, (Grant("agency", Scope("office", f"{CITY}/health")),))

    assert client.post(f"{DESK}{letter_id}/tanda-tangan/").status_code == 404
    assert Letter.objects.get(pk=letter_id).state == LetterState.MADE


def test_the_public_page_says_genuine_and_names_nobody(client: Client) -> None:
    approved(new_application(ApplicationKind.NEW, candidate("Sulastri Handayani")))
    row = Letter.objects.get(pk=a_signed_letter())

    page = client.get(f"/surat/{row.check_code}/").content.decode()

    assert row.number in page
    assert bytes(row.digest or b"").hex() in page
    assert "contoh" in page
    assert "Sulastri" not in page


def test_a_letter_not_signed_or_never_made_is_not_genuine(client: Client) -> None:
    approved()
    row = Letter.objects.get(pk=a_letter())

    assert client.get(f"/surat/{row.check_code}/").status_code == 404
    assert client.get("/surat/AAAAAAAAAAAA/").status_code == 404


def test_the_waiting_list_is_for_everybody_and_names_nobody(client: Client) -> None:
    make_city(people_paid=0)
    case = approved(new_application(ApplicationKind.NEW, candidate("Sulastri Handayani")))

    page = client.get(f"/kota/{CITY}/tunggu/").content.decode()

    assert case.code[-4:] in page
    assert case.code not in page
    assert "Sulastri" not in page
    assert client.get("/kota/99.99/tunggu/").status_code == 404
