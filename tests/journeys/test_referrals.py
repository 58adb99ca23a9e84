"""A doctor refers somebody; the person sees it on the phone and comes to the hospital's places."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenPage
from tests.journeys.referring import Referring, papers_of_a_family


@pytest.fixture
def referring(committed_db: None) -> Referring:
    return papers_of_a_family()


def test_from_the_doctors_screen_to_the_members_phone(
    as_staff: OpenPage, as_member: OpenPage, referring: Referring
) -> None:
    way = referring.way
    screen = as_staff(referring.staff_of_puskesmas()).page

    screen.goto(f"/petugas/rujukan/{way.puskesmas.code}/orang/{way.person_id}/")
    screen.get_by_role("link", name="Rujuk orang ini").click()
    screen.get_by_label("Poli rumah sakit").select_option("JAN")
    screen.get_by_label("Diagnosis").fill("gagal jantung")
    screen.get_by_label("Dirujuk ke").fill(way.hospital.name)
    screen.get_by_role("button", name="Cari diagnosis dan tempat").click()
    screen.get_by_text("I50 · Gagal jantung", exact=True).click()
    screen.get_by_label(way.hospital.name).check()
    screen.get_by_role("button", name="Terbitkan rujukan").click()
    expect(screen.get_by_text("Berlaku sampai")).to_be_visible()
    number = screen.locator(".digits").inner_text().replace(" ", "")

    phone = as_member(way.person_id, "Siti Aminah").page
    phone.goto("/rujukan/")
    expect(phone.get_by_role("heading", name="Jantung dan Pembuluh Darah")).to_be_visible()
    phone.goto(f"/rujukan/{number}/")
    expect(phone.get_by_text("Gagal jantung")).to_be_visible()


def test_a_place_at_the_hospital_is_two_presses_from_home(
    as_member: OpenPage, referring: Referring
) -> None:
    phone = as_member(referring.way.person_id, "Siti Aminah").page
    phone.goto("/")

    phone.get_by_role("link", name="Rujukan:").first.click()
    phone.get_by_role("link", name="Ambil nomor").last.click()

    expect(phone).to_have_url(re.compile(f"acuan=({referring.open}|{referring.letter})"))
    expect(phone.get_by_text(referring.way.hospital.name).first).to_be_visible()


def test_a_paper_is_taken_back_by_keyboard(as_staff: OpenPage, referring: Referring) -> None:
    screen = as_staff(referring.staff_of_puskesmas()).page
    screen.goto(f"/petugas/rujukan/nomor/{referring.open}/")

    screen.get_by_role("button", name="Tarik rujukan ini").focus()
    screen.keyboard.press("Enter")

    expect(screen.get_by_text("Ditarik", exact=True)).to_be_visible()
    expect(screen.get_by_role("button", name="Tarik rujukan ini")).to_have_count(0)
