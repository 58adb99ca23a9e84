"""Pages of complaints: sound and light on a phone, sound at a desk; a story from end to end."""

from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories.incidents import BRANCH
from tests.factories.uploads import a_photo_taken_sideways
from tests.journeys.clocked import Clocked, serving_at
from tests.journeys.complaining import (
    ANSWERING,
    COMPLAINING,
    KEEPING,
    SOCIAL,
    Complaining,
    complaints_in_every_state,
)
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of, weighed
from titian.kernel import clock
from titian.kernel.clock import JAKARTA

AT_NIGHT = datetime(2026, 11, 23, 21, 10, tzinfo=JAKARTA)  # a Monday, hours after closing
NEXT_MORNING = datetime(2026, 11, 24, 8, 20, tzinfo=JAKARTA)
NEXT_NOON = datetime(2026, 11, 24, 12, 5, tzinfo=JAKARTA)


@pytest.fixture
def complaining(committed_db: None) -> Complaining:
    return complaints_in_every_state()


@pytest.mark.parametrize("route", ANSWERING)
def test_a_page_of_who_answers_is_sound(
    as_staff: OpenPage, complaining: Complaining, route: str
) -> None:
    screen = as_staff(SOCIAL)
    for width in (1280, 360):
        screen.page.set_viewport_size({"width": width, "height": 800})
        answer = screen.page.goto(ANSWERING[route](complaining))
        assert answer is not None
        assert answer.status == 200
        assert faults_of(screen) == []


@pytest.mark.parametrize("route", KEEPING)
def test_a_page_of_a_trouble_of_many_is_sound(
    as_staff: OpenPage, complaining: Complaining, route: str
) -> None:
    screen = as_staff(BRANCH)
    for width in (1280, 360):
        screen.page.set_viewport_size({"width": width, "height": 800})
        answer = screen.page.goto(KEEPING[route](complaining))
        assert answer is not None
        assert answer.status == 200
        assert faults_of(screen) == []


@pytest.mark.parametrize("route", COMPLAINING)
def test_a_page_of_a_complaint_is_sound_and_light(
    phone: Watched, complaining: Complaining, route: str
) -> None:
    address = COMPLAINING[route](complaining)

    with weighed(phone.page) as weight:
        answer = phone.page.goto(address)

    assert answer is not None
    assert answer.status == 200
    assert faults_of(phone) == []
    assert weight.kilobytes <= 30, weight.sizes
    assert weight.of(address.partition("?")[0]) <= 9, weight.sizes


@pytest.fixture
def evening(committed_db: None) -> Iterator[Clocked]:
    with serving_at(AT_NIGHT) as clocked:
        yield clocked


def complains_with_a_photo(page: Page, signed: str) -> None:
    page.goto(f"/keluhan/?tentang={signed}")
    page.get_by_label("Apa yang terjadi?").fill("Kartu ibu belum aktif 😢 padahal sudah seminggu")
    page.get_by_text("Tambah foto").click()
    page.get_by_label("Foto (boleh kosong)").set_input_files(
        {"name": "IMG_2110.jpg", "mimeType": "image/jpeg", "buffer": a_photo_taken_sideways()}
    )
    page.get_by_role("button", name="Kirim").click()


def is_answered(desk: Page, number: str, photo: bytes) -> None:
    desk.goto("/petugas/keluhan/")
    desk.get_by_role("link", name=number).click()
    assert desk.request.get(f"{desk.url}foto/").body() == photo
    desk.get_by_label("Jawaban Anda").fill("Sudah kami periksa, kartu aktif sejak pagi ini.")
    desk.get_by_role("button", name="Jawab, sudah selesai").click()
    expect(desk.get_by_text("Sudah dijawab selesai")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with the script", "without it"])
def test_a_daughter_complains_at_night_and_says_the_next_noon_that_it_is_solved(
    new_context: Callable[..., BrowserContext],
    as_staff: OpenPage,
    complaining: Complaining,
    evening: Clocked,
    script: bool,
) -> None:
    page = new_context(base_url=evening.origin, java_script_enabled=script).new_page()

    complains_with_a_photo(page, complaining.signed)
    expect(page.locator(".status")).to_contain_text(
        "Jawaban pertama paling lambat: Selasa 24 Nov, 21.10"
    )
    expect(page.locator(".status")).to_contain_text("Selesai paling lambat: Senin 30 Nov, 16.00")
    expect(page.get_by_text("Anda, Senin 23 Nov, 21.10")).to_be_visible()
    number = page.locator("p.code").inner_text()
    kept = page.request.get(f"{page.url}foto/")
    assert Image.open(BytesIO(kept.body())).size == (40, 60)
    assert b"Siti" not in kept.body()

    evening.moment = NEXT_MORNING
    with clock.fixed(NEXT_MORNING):
        desk = as_staff(SOCIAL, base_url=evening.origin).page
    is_answered(desk, number, kept.body())

    evening.moment = NEXT_NOON
    page.reload()
    expect(page.get_by_text("Selasa 24 Nov, 08.20")).to_be_visible()
    expect(page.get_by_text("kartu aktif sejak pagi ini")).to_be_visible()
    expect(page.get_by_text("Terlambat")).to_have_count(0)
    page.get_by_role("button", name="Ya, sudah selesai").click()
    expect(page.get_by_text("Anda bilang sudah selesai")).to_be_visible()
    expect(page.get_by_text("Data per 24 Nov, 12.05")).to_be_visible()
