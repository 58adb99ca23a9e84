"""The officers' side in a browser: the list by its clock, one case, its papers, the decision."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.changing import (
    NEW_NAME,
    Couple,
    a_couple,
    a_paper,
    asks_for_a_new_name,
    married,
)
from tests.factories.members import make_person
from tests.factories.uploads import a_pdf
from titian.kernel.scopes import Grant, Scope
from titian.members.models import ChangePaper, ChangeRequest, Person
from titian.platform.audit.models import AuditEntry

# Receipts of refusals are written in a transaction of their own: nothing here is rolled back.
pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]

LIST = "/petugas/perubahan/"
QUIET = "12.71"  # a city where no other test has anybody wait
FAR = (Grant("branch", Scope("region", "94.71")),)


@pytest.fixture
def couple() -> Couple:
    return a_couple(QUIET)


@pytest.fixture
def asked(couple: Couple) -> int:
    return asks_for_a_new_name(couple.wife)


def yes(**more: object) -> dict[str, object]:
    return {"kunci": uuid4(), "putusan": "yes", **more}


def test_the_list_hides_names_and_tells_the_clock(
    client: Client, couple: Couple, asked: int, statements: type[StatementBudget]
) -> None:
    signed_in_staff(client, couple.branch)

    with statements.at_most(4):
        page = client.get(LIST).content.decode()

    assert f'href="{LIST}{asked}/"' in page
    assert "Si••• A." in page
    assert "Siti Aminah" not in page
    assert "Kasus berikutnya" in page


def test_the_next_case_is_mine_and_stands_open_on_the_list(
    client: Client, couple: Couple, asked: int
) -> None:
    signed_in_staff(client, couple.branch)

    taken = client.post(f"{LIST}berikut/")
    page = client.get(LIST).content.decode()

    assert re.fullmatch(rf"{LIST}\d+/", taken["Location"])
    assert "Lanjutkan kasus Anda" in page
    assert "di tangan Anda" in page


def test_when_nothing_waits_the_list_says_so(client: Client) -> None:
    signed_in_staff(client, FAR)

    taken = client.post(f"{LIST}berikut/", follow=True)

    assert "Tidak ada yang menunggu." in taken.content.decode()


def test_a_case_shows_now_wanted_and_registry_beside_the_papers(
    client: Client, couple: Couple, asked: int, statements: type[StatementBudget]
) -> None:
    signed_in_staff(client, couple.branch)

    with statements.at_most(16):
        page = client.get(f"{LIST}{asked}/").content.decode()

    assert NEW_NAME in page
    assert "Siti Aminah</td>" in page
    assert "beda" in page
    assert page.count("<img src=") == 3
    assert "Setujui" in page


def test_yes_changes_the_name_and_comes_back_to_the_list(
    client: Client, couple: Couple, asked: int
) -> None:
    signed_in_staff(client, couple.branch)

    answer = client.post(f"{LIST}{asked}/", yes(), follow=True)

    assert "Disetujui." in answer.content.decode()
    assert Person.objects.get(pk=couple.wife).full_name == NEW_NAME
    hers = Client()
    signed_in_member(hers, couple.wife)
    assert NEW_NAME in hers.get("/kartu/").content.decode()


def test_no_needs_a_reason_which_the_member_reads(
    client: Client, couple: Couple, asked: int
) -> None:
    signed_in_staff(client, couple.branch)

    without = client.post(f"{LIST}{asked}/", yes(putusan="no"))
    refused = client.post(
        f"{LIST}{asked}/", yes(putusan="no", alasan="papers_differ", kata="Namanya lain.")
    )

    assert without.status_code == 422
    assert "Pilih satu alasan." in without.content.decode()
    assert refused.status_code == 303
    hers = Client()
    signed_in_member(hers, couple.wife)
    page = hers.get(f"/ubah/permintaan/{asked}/").content.decode()
    assert "Isi berkas berbeda" in page
    assert "Namanya lain." in page
    assert "Telepon 165" in page


def test_what_is_missing_is_sent_again_in_place(client: Client, couple: Couple, asked: int) -> None:
    signed_in_staff(client, couple.branch)
    asks = {"putusan": "repair", "alasan": "paper_unreadable"}

    without = client.post(f"{LIST}{asked}/", yes(**asks))
    client.post(f"{LIST}{asked}/", yes(**asks, kurang=["marriage"]))
    hers = Client()
    signed_in_member(hers, couple.wife)
    address = f"/ubah/permintaan/{asked}/"
    page = hers.get(address).content.decode()
    empty = hers.post(address, {})
    mended = hers.post(address, {"berkas_marriage": a_paper()}, follow=True).content.decode()

    assert without.status_code == 422
    assert "Foto tidak terbaca" in page
    assert page.count('type="file"') == 1
    assert empty.status_code == 422
    assert "Menunggu petugas" in mended
    assert ChangeRequest.objects.get(pk=asked).papers.count() == 3


def test_papers_are_served_locked_up_to_who_decides_and_who_asked(
    client: Client, couple: Couple, asked: int
) -> None:
    paper = ChangePaper.objects.filter(request=asked).first()
    assert paper is not None
    officer = signed_in_staff(client, couple.branch)
    hers, strangers, husbands, desks = Client(), Client(), Client(), Client()
    signed_in_member(hers, couple.wife)
    signed_in_member(strangers, make_person())
    signed_in_member(husbands, couple.husband)
    signed_in_staff(desks, (Grant("desk", Scope("facility", couple.place.code)),))

    seen = client.get(f"{LIST}berkas/{paper.pk}/")
    own = hers.get(f"/ubah/berkas/{paper.pk}/")

    assert seen.status_code == own.status_code == 200
    assert seen["Content-Type"] == "image/jpeg"
    assert seen["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in seen["Cache-Control"]
    assert seen["X-Content-Type-Options"] == "nosniff"
    assert strangers.get(f"/ubah/berkas/{paper.pk}/").status_code == 404
    assert husbands.get(f"/ubah/berkas/{paper.pk}/").status_code == 404
    assert desks.get(f"{LIST}berkas/{paper.pk}/").status_code in (403, 404)
    assert AuditEntry.objects.filter(actor=officer.ref, action="members.request_looked").exists()


def test_a_pdf_is_saved_and_not_opened_as_a_page_of_ours(client: Client, couple: Couple) -> None:
    asked = asks_for_a_new_name(couple.wife, berkas_kk=a_paper(a_pdf(), "kk.pdf"))
    signed_in_staff(client, couple.branch)
    paper = ChangePaper.objects.get(request=asked, kind="kk")

    answer = client.get(f"{LIST}berkas/{paper.pk}/")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "grants", [(), (Grant("doctor", Scope("facility", "1033252")),), FAR], ids=str
)
def test_who_does_not_decide_here_opens_nothing(
    client: Client, asked: int, grants: tuple[Grant, ...]
) -> None:
    signed_in_staff(client, grants)

    assert client.get(f"{LIST}{asked}/").status_code in (403, 404)
    assert client.post(f"{LIST}{asked}/", yes()).status_code in (403, 404)
    assert ChangeRequest.objects.get(pk=asked).step == "open"


def test_a_member_is_sent_to_the_staffs_door(client: Client, asked: int) -> None:
    signed_in_member(client, make_person())

    assert client.get(LIST).status_code == 302
    assert client.get(f"{LIST}{asked}/").status_code == 302


def test_a_desk_enters_for_the_person_before_it_and_a_colleague_decides(
    client: Client, couple: Couple
) -> None:
    desk = (Grant("desk", Scope("facility", couple.place.code)),)
    signed_in_staff(client, desk)
    way = f"{LIST}orang/{couple.wife}/"

    listed = client.get(way).content.decode()
    entered = client.post(f"{way}nama/?alasan=marriage", married())
    followed = client.get(entered["Location"]).content.decode()
    officer = Client()
    signed_in_staff(officer, couple.branch)
    row = ChangeRequest.objects.get(person=couple.wife)
    decided = officer.post(f"{LIST}{row.pk}/", yes())

    assert "Nama atau data diri" in listed
    assert entered.status_code == 303
    assert "Menunggu petugas" in followed
    assert row.asked_as == "officer"
    assert decided.status_code == 303


def test_who_entered_it_does_not_decide_it(client: Client, couple: Couple) -> None:
    signed_in_staff(client, couple.branch)
    client.post(f"{LIST}orang/{couple.wife}/nama/?alasan=marriage", married())
    row = ChangeRequest.objects.get(person=couple.wife)

    page = client.get(f"{LIST}{row.pk}/").content.decode()
    pressed = client.post(f"{LIST}{row.pk}/", yes())

    assert "tidak boleh memutuskannya" in page
    assert "Setujui" not in page
    assert pressed.status_code == 403


def test_deciding_twice_with_one_press_is_one_decision(
    client: Client, couple: Couple, asked: int
) -> None:
    signed_in_staff(client, couple.branch)
    pressed = yes()

    first = client.post(f"{LIST}{asked}/", pressed)
    again = client.post(f"{LIST}{asked}/", pressed)
    late = client.post(f"{LIST}{asked}/", yes())

    assert first.status_code == again.status_code == 303
    assert late.status_code == 409
