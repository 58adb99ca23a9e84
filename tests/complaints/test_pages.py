"""At the pages: a complaint in two taps and one text, followed by its link, answered at a desk."""

import re
import secrets
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_staff
from tests.factories.complaints import Complaint, about_step, filed
from tests.factories.enrolment import CITY, TUESDAY, make_city, submitted
from titian.complaints import services as complaints
from titian.complaints.models import Case
from titian.complaints.types import CaseState
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.platform.http.references import find_reference, reference

pytestmark = pytest.mark.django_db
SOCIAL = (Grant("agency", Scope("office", f"{CITY}/social")),)
LABOUR = (Grant("agency", Scope("office", f"{CITY}/labour")),)
SOON = TUESDAY + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def a_tuesday() -> Iterator[None]:
    make_city()
    with clock.fixed(SOON):
        yield


@pytest.fixture
def phone() -> Client:
    return Client(REMOTE_ADDR=f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1")


def form(**other: str) -> dict[str, str]:
    return {"kunci": str(uuid4()), "jenis": "queue", "isi": "Antre lima jam 😤", **other}


def test_number_link_and_promise_are_there_at_once_without_signing_in(phone: Client) -> None:
    answer = phone.post("/keluhan/", form(), follow=True)

    page = answer.content.decode()
    row = Case.objects.get(filed_at=SOON)
    assert row.number in page
    assert "Antre lima jam 😤" in page
    assert f"/keluhan/{row.token_sealed}/" in page
    assert "Jawaban pertama paling lambat" in page
    assert "Rabu 25 Nov, 09.05" in page


def test_the_button_at_a_step_brings_the_case_to_its_office(phone: Client) -> None:
    application = submitted()
    signed = reference("step", application.step("social").pk)

    page = phone.get("/keluhan/", {"tentang": signed}).content.decode()
    assert 'name="jenis" value="enrolment"' in page
    phone.post("/keluhan/", form(tentang=signed, jenis="enrolment"))

    row = Case.objects.get(filed_at=SOON)
    assert (row.office, row.about) == (f"{CITY}/social", f"step:{application.step('social').pk}")


def test_a_reference_that_was_not_signed_points_at_nothing(phone: Client) -> None:
    phone.post("/keluhan/", form(tentang="step:1.wrong"))

    assert Case.objects.get(filed_at=SOON).about == ""
    assert find_reference("application:12") == ""


def test_every_step_of_a_tracked_application_has_the_button(phone: Client) -> None:
    application = submitted()

    answer = phone.post("/lacak/", {"code": application.code, "birth_date": "17-03-1990"})

    links = re.findall(r"/keluhan/\?tentang=([^\"]+)", answer.content.decode())
    about = {find_reference(one) for one in links}
    assert f"application:{application.application_id}" in about
    assert f"step:{application.step('social').pk}" in about


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"isi": "  "}, "Tulis dulu"),
        ({"jenis": ""}, "Pilih salah satu"),
        ({"kontak": "rumah saya"}, "Tulis nomor HP"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_lost(
    phone: Client, wrong: dict[str, str], said: str
) -> None:
    answer = phone.post("/keluhan/", form(**wrong))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert ("Antre lima jam" in page) == ("isi" not in wrong)


def test_text_is_shown_never_run(phone: Client) -> None:
    answer = phone.post("/keluhan/", form(isi="<script>alert(1)</script>\nbaris"), follow=True)

    assert "<script>alert" not in answer.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>baris" in answer.content.decode()


def test_who_writes_again_and_again_is_slowed_not_shut_out(phone: Client) -> None:
    statuses = [phone.post("/keluhan/", form()).status_code for _ in range(13)]

    assert statuses[:12] == [303] * 12
    assert statuses[12] == 429


def test_the_person_answers_rates_and_reopens_by_the_link(phone: Client) -> None:
    complaint = filed(about_step(submitted()))
    address = f"/keluhan/{complaint.token}/"
    officer = Actor.staff(5, SOCIAL)
    complaints.resolve(
        number=complaint.number, words="Sudah aktif", seen=1, client_key=uuid4(), by=officer,
        at=TUESDAY,
    )  # fmt: skip

    assert "Sudah aktif" in phone.get(address).content.decode()
    assert phone.post(address, {"kunci": str(uuid4()), "langkah": "confirm"}).status_code == 303
    assert complaint.row.state == CaseState.CLOSED
    said = {"kunci": str(uuid4()), "langkah": "reopen", "isi": "Belum juga"}
    assert phone.post(address, said).status_code == 303

    assert complaint.row.state == CaseState.OPEN


def test_a_guessed_link_is_not_there(phone: Client) -> None:
    assert phone.get(f"/keluhan/{secrets.token_urlsafe(16)}/").status_code == 404


def of_the_social_office() -> Complaint:
    return filed(about_step(submitted()))


def test_an_officer_answers_from_the_list(client: Client) -> None:
    complaint, _ = of_the_social_office(), signed_in_staff(client, SOCIAL)
    assert complaint.number in client.get("/petugas/keluhan/").content.decode()
    address = f"/petugas/keluhan/{complaint.number}/"
    assert "Sudah tiga hari" in client.get(address).content.decode()

    said = {"kunci": str(uuid4()), "dilihat": "1", "langkah": "resolve", "isi": "Sudah aktif"}
    assert client.post(address, said).status_code == 303

    assert complaint.row.state == CaseState.RESOLVED


def test_an_answer_that_comes_second_stays_in_the_form(client: Client) -> None:
    complaint, _ = of_the_social_office(), signed_in_staff(client, SOCIAL)
    complaints.answer(
        number=complaint.number, words="Lebih dulu", seen=1, client_key=uuid4(),
        by=Actor.staff(6, SOCIAL), at=TUESDAY,
    )  # fmt: skip

    said = {"kunci": str(uuid4()), "dilihat": "1", "langkah": "answer", "isi": "Jawaban kedua"}
    answer = client.post(f"/petugas/keluhan/{complaint.number}/", said)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Lebih dulu" in page
    assert "Jawaban kedua" in page


def test_an_officer_of_another_office_finds_no_case_and_a_visitor_no_list(client: Client) -> None:
    complaint = of_the_social_office()
    assert client.get("/petugas/keluhan/").status_code == 302

    signed_in_staff(client, LABOUR)
    assert client.get(f"/petugas/keluhan/{complaint.number}/").status_code == 404
    assert complaint.number not in client.get("/petugas/keluhan/").content.decode()


def test_the_list_asks_the_database_the_same_for_many(
    client: Client, statements: "type[StatementBudget]"
) -> None:
    for _ in range(5):
        of_the_social_office()
    signed_in_staff(client, SOCIAL)
    client.get("/petugas/keluhan/")

    with statements.at_most(4):
        client.get("/petugas/keluhan/")


def test_following_a_link_asks_the_database_little(
    phone: Client, statements: "type[StatementBudget]"
) -> None:
    complaint = of_the_social_office()

    with statements.at_most(6):
        phone.get(f"/keluhan/{complaint.token}/")
