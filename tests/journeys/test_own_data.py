"""Own data on a phone: who looked, a copy carried home, deletion asked for and answered."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories.members import (
    at_facility,
    make_facility,
    make_family,
    new_person,
    staff_of,
)
from tests.journeys.acting import press
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import faults_of
from tests.journeys.pictures import picture
from titian.accounts.models import Session
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.members import selectors as members_read
from titian.members.models import Contact, DataExport, DataRequest
from titian.members.services import exporting
from titian.members.types import NewContact, Relation

BRANCH = (Grant("branch", Scope("region", "35.73")),)


@pytest.fixture
def siti(committed_db: None) -> int:
    """Registered at a puskesmas of Malang, with a phone; a clerk looked at her record twice."""
    place = make_facility("Puskesmas Contoh Dinoyo")
    contact = NewContact("whatsapp", f"62812{uuid4().int % 10**8:08}")
    person, _ = make_family(
        at_facility(new_person("Siti Aminah", contacts=(contact,)), place),
        at_facility(new_person("Rina Aminah", relation=Relation.CHILD), place),
    )
    for _ in range(2):
        members_read.open_person(person, viewer=staff_of(place), at=clock.now())
    return person


def asked_for(page: Page) -> None:
    """The button is pressed and the page that follows is there."""
    press(page, "Buat salinan data")
    on_its_way = page.get_by_role("link", name="Periksa sekarang")
    expect(on_its_way.or_(page.get_by_role("link", name="Ambil PDF"))).to_be_visible()


def made(person: int) -> None:
    """What a worker does in the background, unless one was faster."""
    for row in DataExport.objects.filter(person=person):
        exporting.make_export(export_id=row.pk, at=clock.now())


def test_a_copy_is_asked_for_and_carried_home(as_member: OpenPage, siti: int) -> None:
    phone = as_member(siti, "Siti Aminah")
    page = phone.page
    page.goto("/data-saya/")
    picture(page, "own-data", "1-first")
    assert faults_of(phone) == []

    asked_for(page)
    made(siti)
    page.goto("/data-saya/")
    picture(page, "own-data", "2-ready")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Ambil JSON").click()
    with page.expect_download() as printed:
        page.get_by_role("link", name="Ambil PDF").click()

    assert json.loads(Path(taken.value.path()).read_text())["schema"] == "titian.own-data"
    assert Path(printed.value.path()).read_bytes().startswith(b"%PDF")
    assert faults_of(phone) == []


def test_who_looked_is_told_in_plain_words(as_member: OpenPage, siti: int) -> None:
    phone = as_member(siti, "Siti Aminah")

    phone.page.goto("/data-saya/dilihat/")

    picture(phone.page, "own-data", "3-looks")
    expect(phone.page.get_by_text("membuka data untuk melayani.").first).to_be_visible()
    assert faults_of(phone) == []


def test_deletion_is_asked_for_and_a_branch_answers(
    as_member: OpenPage, as_staff: OpenPage, siti: int
) -> None:
    phone, desk = as_member(siti, "Siti Aminah"), as_staff(BRANCH)
    phone.page.goto("/data-saya/")

    phone.page.get_by_role("link", name="Hapus data").click()
    picture(phone.page, "own-data", "4-delete")
    phone.page.get_by_label("Apa alasannya? (boleh kosong)").fill("Nomor saya bocor")
    press(phone.page, "Minta hapus data")
    expect(phone.page.get_by_role("heading", name="Sedang kami urus")).to_be_visible()
    picture(phone.page, "own-data", "5-asked")
    request = DataRequest.objects.get(person=siti)

    desk.page.goto("/petugas/data/")
    picture(desk.page, "own-data", "6-list")
    assert faults_of(desk) == []
    desk.page.locator(f'a[href="/petugas/data/{request.pk}/"]').click()
    desk.page.get_by_label("Kabulkan sebagian").check()
    desk.page.get_by_label("Alasan untuk pemilik data").fill("Kepesertaan wajib kami simpan.")
    picture(desk.page, "own-data", "7-answer")
    assert faults_of(desk) == []
    press(desk.page, "Kirim jawaban")
    expect(desk.page.get_by_role("status")).to_contain_text("Jawaban tersimpan")

    assert not Contact.objects.filter(person=siti).exists()
    again = as_member(siti, "Siti Aminah").page
    again.goto("/data-saya/")
    expect(again.get_by_text("Kepesertaan wajib kami simpan.")).to_be_visible()
    picture(again, "own-data", "8-answered")


def test_a_phone_whose_proof_is_old_proves_itself_before_the_copy(
    as_member: OpenPage, siti: int
) -> None:
    phone = as_member(siti, "Siti Aminah")
    phone.page.goto("/data-saya/")
    asked_for(phone.page)
    made(siti)
    row = DataExport.objects.get(person=siti)
    _forget_proof(siti)

    phone.page.goto(f"/data-saya/salinan/{row.pk}/data-saya.pdf")

    assert "/buktikan/" in phone.page.url


def test_it_works_without_the_script(
    as_member: OpenPage, new_context: Callable[..., BrowserContext], siti: int
) -> None:
    phone = as_member(siti, "Siti Aminah")
    context = new_context(java_script_enabled=False)
    cookies = phone.page.context.cookies()
    context.add_cookies([{k: c[k] for k in ("name", "value", "domain", "path")} for c in cookies])  # type: ignore[misc]  # playwright's own keys
    page = context.new_page()

    page.goto("/data-saya/minta/istirahatkan/")
    press(page, "Istirahatkan sekarang")
    expect(page.get_by_text("Langsung dilakukan.")).to_be_visible()
    picture(page, "own-data", "9-resting")
    press(page, "Pakai lagi seperti biasa")

    expect(page.get_by_text("Data diistirahatkan")).to_have_count(0)


def _forget_proof(person: int) -> None:
    Session.objects.filter(account__subject=str(person)).update(
        proved_at=clock.now() - timedelta(hours=1)
    )
