"""Pages of claims and of beds: sound at a PC and on a phone; a claim goes from hand to hand."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.claiming import Claiming, claims_in_every_hand
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import faults_of
from titian.claims.types import ClaimState

ECLAIM: dict[str, Callable[[Claiming], str]] = {
    "web:staff": lambda _: "/petugas/",
    "claims:month": lambda c: f"/petugas/klaim/di/{c.code}/?bulan=2026-11",
    "claims:claim": lambda c: f"/petugas/klaim/surat/{c.ready.number}/",
    "claims:claim bare": lambda c: f"/petugas/klaim/surat/{c.bare.number}/",
    "claims:claim sent back": lambda c: f"/petugas/klaim/surat/{c.back.number}/",
    "claims:claim disputed": lambda c: f"/petugas/klaim/surat/{c.disputed.number}/",
    "claims:sheet": lambda c: f"/petugas/klaim/surat/{c.bare.number}/lembar/",
    "claims:costs": lambda c: f"/petugas/klaim/surat/{c.ready.number}/biaya/",
}
VERIFYING: dict[str, Callable[[Claiming], str]] = {
    "claims:work_list": lambda _: "/petugas/verifikasi/",
    "claims:case": lambda c: f"/petugas/verifikasi/{c.waits.number}/",
    "claims:case checking": lambda c: f"/petugas/verifikasi/{c.checking.number}/",
    "claims:case disputed": lambda c: f"/petugas/verifikasi/{c.disputed.number}/",
}
BEDS: dict[str, Callable[[Claiming], str]] = {
    "facilities:bed_board": lambda c: f"/petugas/kamar/{c.code}/",
    "facilities:bed_room": lambda c: f"/petugas/kamar/{c.code}/{c.room}/",
    "facilities:bed_room_new": lambda c: f"/petugas/kamar/{c.code}/baru/",
}


@pytest.fixture
def claiming(committed_db: None) -> Claiming:
    return claims_in_every_hand()


def is_sound(open_page: OpenPage, claiming: Claiming, grants: str, address: str) -> None:
    screen = open_page(getattr(claiming, grants))
    for width in (1280, 360):
        screen.page.set_viewport_size({"width": width, "height": 800})
        answer = screen.page.goto(address)
        assert answer is not None
        assert answer.status == 200
        assert faults_of(screen) == []


@pytest.mark.parametrize("route", ECLAIM)
def test_a_page_of_e_claim_is_sound(as_staff: OpenPage, claiming: Claiming, route: str) -> None:
    is_sound(as_staff, claiming, "officer", ECLAIM[route](claiming))


@pytest.mark.parametrize("route", VERIFYING)
def test_a_page_of_verifying_is_sound(as_staff: OpenPage, claiming: Claiming, route: str) -> None:
    is_sound(as_staff, claiming, "branch", VERIFYING[route](claiming))


@pytest.mark.parametrize("route", BEDS)
def test_a_page_of_beds_is_sound(as_staff: OpenPage, claiming: Claiming, route: str) -> None:
    is_sound(as_staff, claiming, "ward", BEDS[route](claiming))


def test_a_claim_goes_from_the_facility_to_the_branch_by_pressing(
    as_staff: OpenPage, claiming: Claiming
) -> None:
    case = claiming.ready
    hospital = as_staff(claiming.officer).page
    hospital.goto(f"/petugas/klaim/surat/{case.number}/")
    hospital.get_by_role("button", name="Kirim klaim ini").click()
    expect(hospital.get_by_text("terkirim")).to_be_visible()

    branch = as_staff(claiming.branch).page
    branch.goto(f"/petugas/verifikasi/{case.number}/")
    branch.get_by_role("button", name="Berkas lengkap, mulai periksa").click()
    branch.get_by_role("button", name="Setujui").click()
    expect(branch.get_by_role("heading", name="Verifikasi klaim")).to_be_visible()

    assert case.state == ClaimState.APPROVED


def test_a_nurse_presses_once_and_stays_at_the_room(as_staff: OpenPage, claiming: Claiming) -> None:
    page = as_staff(claiming.ward).page
    page.goto(f"/petugas/kamar/{claiming.code}/")

    page.get_by_role("button", name="Terisi satu: Ruang KL2").click()

    page.wait_for_url("**#ruang-*")
    expect(page.get_by_text("15 kosong dari 72")).to_be_visible()
