"""Referred over PCare, booked by phone, numbered by the hospital, treated, paid: one story."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.journeys.bridged import Illness, an_illness
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import faults_of
from tests.journeys.pictures import picture
from tests.journeys.serving import Server
from titian.kernel import clock


def test_from_the_clinics_program_to_the_claim_on_the_members_phone(
    server: Server, committed_db: None, as_member: OpenPage
) -> None:
    with an_illness(server.origin) as illness:
        referral = illness.refer()
        phone = as_member(illness.patient.person_id, illness.patient.name)
        page = phone.page

        book(page, referral)
        follow(page, illness)
        letter = treat(illness, referral)
        read(page, letter, illness)

        assert faults_of(phone) == []


def book(page: Page, referral: str) -> None:
    """From home to the hospital's own number."""
    page.goto("/")
    page.get_by_role("link", name="Rujukan:").first.click()
    picture(page, "bridge", "1-referral")
    page.get_by_role("link", name="Ambil nomor").last.click()
    picture(page, "bridge", "2-times")
    page.get_by_role("button", name="sisa 20 dari 20").click()
    page.get_by_role("button", name="Ambil nomor").click()
    expect(page.locator(".ticket .no")).to_be_visible(timeout=90_000)
    picture(page, "bridge", "3-number")
    assert referral


def follow(page: Page, illness: Illness) -> None:
    """The hospital's steps move the page without a press."""
    expect(page.locator(".ticket .no")).to_have_text(illness.number["label"])
    illness.step(3, clock.now() - timedelta(minutes=2))
    illness.step(4, clock.now() - timedelta(minutes=1))
    expect(page.get_by_role("main")).to_contain_text("Silakan masuk", timeout=90_000)
    picture(page, "bridge", "4-called")


def treat(illness: Illness, referral: str) -> str:
    """The hospital reads the referral, issues the letter, writes down what was done, claims."""
    read = illness.ward.get(f"/Rujukan/Peserta/{illness.patient.card}")
    assert read.response["rujukan"]["noKunjungan"] == referral
    letter = illness.letter(referral)
    illness.step(5, clock.now())
    assert illness.care_sheet(letter).said == ("200", "OK")
    illness.claim(letter)
    return letter


def read(page: Page, letter: str, illness: Illness) -> None:
    """What was done, that it is covered, that nothing is to be paid."""
    page.goto("/riwayat/")
    picture(page, "bridge", "5-history")
    expect(page.locator(".tag").first).to_have_text("selesai")
    page.get_by_role("link", name=illness.hospital.facility.name).first.click()
    expect(page.get_by_role("main")).to_contain_text("Biaya tambahan untuk Anda: Rp0")
    picture(page, "bridge", "6-visit")
    page.goto(f"/rujukan/{illness.ward.get(f'/SEP/{letter}').response['noRujukan']}/")
    picture(page, "bridge", "7-used")
