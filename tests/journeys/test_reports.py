"""Pages of reports and of the desk: sound and light; a story from the first failure to the end."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of, weighed
from tests.journeys.reporting import (
    HELPING,
    OPERATOR,
    REPORTING,
    WATCHING,
    Reporting,
    a_cause,
    grouped,
    reports_and_a_desk,
)


@pytest.fixture
def reporting(committed_db: None) -> Reporting:
    return reports_and_a_desk()


@pytest.mark.parametrize("route", REPORTING)
def test_a_page_of_reports_is_sound_and_light(
    phone: Watched, reporting: Reporting, route: str
) -> None:
    with weighed(phone.page) as weight:
        answer = phone.page.goto(REPORTING[route](reporting))

    assert answer is not None
    assert answer.status == 200
    assert faults_of(phone) == []
    assert weight.kilobytes <= 30, weight.sizes


@pytest.mark.parametrize("route", WATCHING)
def test_a_page_of_who_watches_is_sound(
    as_staff: OpenPage, reporting: Reporting, route: str
) -> None:
    _sound(as_staff(OPERATOR), WATCHING[route](reporting))


@pytest.mark.parametrize("route", HELPING)
def test_a_page_of_the_desk_is_sound(as_staff: OpenPage, reporting: Reporting, route: str) -> None:
    _sound(as_staff(reporting.grants), HELPING[route](reporting))


def test_failures_become_a_report_that_the_party_answers_and_everybody_reads(
    committed_db: None, phone: Watched, as_staff: OpenPage
) -> None:
    report = grouped(a_cause())

    desk = as_staff(OPERATOR).page
    desk.goto("/petugas/laporan/")
    desk.get_by_role("link", name=report.number).click()
    expect(desk.get_by_text("menunggu jawaban")).to_be_visible()

    party = phone.page
    party.goto(f"/jawab-laporan/{report.token_sealed}/")
    party.get_by_label("Jawaban Anda").fill("Gerbang pesan penuh. Baik lagi pukul 22.")
    party.get_by_role("button", name="Jawab, sudah diperbaiki").click()
    expect(party.get_by_text("Laporan ini sudah selesai")).to_be_visible()

    party.goto("/laporan/")
    party.locator(f'a[href="/laporan/{report.number}/"]').click()
    expect(party.get_by_text("Gerbang pesan penuh. Baik lagi pukul 22.")).to_be_visible()
    expect(party.get_by_text("sudah diperbaiki").first).to_be_visible()


def test_an_officer_helps_with_a_number_in_hand_and_hands_back_in_two_taps(
    as_staff: OpenPage, reporting: Reporting
) -> None:
    page = as_staff(reporting.grants).page
    page.goto(f"/petugas/pojok/{reporting.serving}/")
    page.get_by_role("button", name="Ambil nomor").click()
    expect(page.get_by_text("Nomor antrean sudah diambil")).to_be_visible()

    page.get_by_label("Ambil antrean").check()
    page.get_by_role("button", name="Selesai", exact=True).click()

    expect(page.get_by_text("Lain kali Anda bisa sendiri")).to_be_visible()


def _sound(screen: Watched, address: str) -> None:
    for width in (1280, 360):
        screen.page.set_viewport_size({"width": width, "height": 800})
        answer = screen.page.goto(address)
        assert answer is not None
        assert answer.status == 200
        assert faults_of(screen) == []
