"""Pages anybody may open: sound, light, and usable without the script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.looking import Watched, faults_of, weighed

OPEN_PAGES = [
    "/",
    "/bantuan/",
    "/privasi/",
    "/cara/iuran/",
    "/cara/ubah-data/",
    "/cara/riwayat/",
    "/cara/urutan/",
    "/tidak-ada/",
]


@pytest.mark.parametrize("address", OPEN_PAGES)
def test_an_open_page_is_sound(phone: Watched, address: str) -> None:
    phone.page.goto(address)

    assert faults_of(phone) == []


@pytest.mark.parametrize("address", OPEN_PAGES)
def test_an_open_page_is_sound_in_the_dark(
    new_context: Callable[..., BrowserContext], address: str
) -> None:
    dark = Watched(new_context(color_scheme="dark").new_page())

    dark.page.goto(address)

    assert faults_of(dark) == []


@pytest.mark.parametrize("address", OPEN_PAGES)
def test_a_first_visit_is_light(phone: Watched, address: str) -> None:
    with weighed(phone.page) as weight:
        phone.page.goto(address)

    assert weight.requests <= 4, weight.sizes
    assert weight.kilobytes <= 30, weight.sizes
    assert weight.of(address) <= 9, weight.sizes
    assert weight.of(".css") <= 8, weight.sizes
    assert weight.of(".js") <= 5, weight.sizes


def test_a_return_visit_asks_for_one_page_only(phone: Watched) -> None:
    phone.page.goto("/bantuan/")
    phone.page.wait_for_load_state("networkidle")

    with weighed(phone.page) as weight:
        phone.page.goto("/privasi/")

    assert weight.requests == 1, weight.sizes
    assert weight.kilobytes <= 8, weight.sizes


def test_the_language_changes_without_the_script(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/bantuan/")

    page.get_by_role("button", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/bantuan/")
