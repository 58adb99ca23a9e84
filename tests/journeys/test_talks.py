"""Conversations in the browser: pages sound and light, and a chat an officer takes over."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of, weighed
from tests.journeys.talking import BRANCH, DESK, TALKING, Talking, conversations_that_wait
from titian.assistant.pages.chat import COOKIE
from titian.assistant.selectors import find_talk
from titian.assistant.types import Door


@pytest.fixture
def talking(committed_db: None) -> Talking:
    return conversations_that_wait()


@pytest.mark.parametrize("route", DESK)
def test_a_page_of_the_desk_is_sound(as_staff: OpenPage, talking: Talking, route: str) -> None:
    screen = as_staff(BRANCH)
    for width in (1280, 360):
        screen.page.set_viewport_size({"width": width, "height": 800})
        answer = screen.page.goto(DESK[route](talking))
        assert answer is not None
        assert answer.status == 200
        assert faults_of(screen) == []


@pytest.mark.parametrize("route", TALKING)
def test_a_page_of_a_conversation_is_sound_and_light(
    phone: Watched, talking: Talking, route: str
) -> None:
    address = TALKING[route](talking)

    with weighed(phone.page) as weight:
        answer = phone.page.goto(address)

    assert answer is not None
    assert answer.status == 200
    assert faults_of(phone) == []
    assert weight.kilobytes <= 30, weight.sizes
    assert weight.of(address) <= 10, weight.sizes


def asks(page: Page, words: str) -> None:
    page.get_by_label("Tulis pertanyaan Anda").fill(words)
    page.get_by_role("button", name="Kirim", exact=True).click()


def _number_of(page: Page) -> int:
    """Of the conversation this browser holds."""
    (token,) = (one["value"] for one in page.context.cookies() if one["name"] == COOKIE)
    found = find_talk(door=Door.WEB, sender=token)
    assert found is not None
    return found.conversation_id


def test_somebody_asks_without_the_script_and_an_officer_takes_over(
    new_context: Callable[..., BrowserContext], as_staff: OpenPage
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/tanya/")
    asks(page, "kartu ibu saya kok tidak aktif ya")
    expect(page.get_by_text("Titian (mesin)").first).to_be_visible()
    page.get_by_role("button", name="Bicara dengan petugas").first.click()
    expect(page.get_by_text("Menunggu petugas")).to_be_visible()
    asks(page, "saya tunggu ya bu 🙏")

    desk = as_staff(BRANCH, "Yusuf Hidayat").page
    desk.goto("/petugas/percakapan/")
    desk.get_by_role("link", name=f"Nomor {_number_of(page)}", exact=True).click()
    expect(desk.get_by_text("kartu ibu saya kok tidak aktif")).to_be_visible()
    desk.get_by_role("button", name="Ambil percakapan ini").click()
    expect(desk.get_by_text("saya tunggu ya bu")).to_be_visible()
    desk.get_by_label("Jawaban Anda").fill("Bu, kartu ibu sudah saya aktifkan.")
    desk.get_by_role("button", name="Kirim jawaban").click()

    page.get_by_role("button", name="Lihat jawaban baru").click()
    expect(page.get_by_text("sudah saya aktifkan")).to_be_visible()
    expect(page.get_by_text("Saya Yusuf, petugas.")).to_be_visible()
