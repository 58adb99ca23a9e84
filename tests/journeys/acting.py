"""What a person does with a phone: press, read a code, sign in; and the screens it takes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from tests.journeys.scenes import Morning


@contextmanager
def screens(page: Page) -> Iterator[list[str]]:
    """The pages a person sees from now on, the last included."""
    seen: list[str] = []

    def loaded(shown: Page) -> None:
        seen.append(shown.url)

    page.wait_for_load_state("domcontentloaded")
    page.on("domcontentloaded", loaded)
    yield seen
    page.wait_for_load_state("domcontentloaded")
    page.remove_listener("domcontentloaded", loaded)


def press(page: Page, name: str) -> None:
    """A press on a button or link that leads to the next page."""
    main = page.get_by_role("main")
    button = main.get_by_role("button", name=name)
    button.or_(main.get_by_role("link", name=name)).first.click()
    page.wait_for_load_state()


def ask_for_code(page: Page, morning: Morning) -> None:
    page.goto("/masuk/")
    page.get_by_label("NIK").fill(morning.mother.nik or "")
    page.get_by_label("Tanggal lahir").fill(f"{morning.mother.birth_date:%d-%m-%Y}")
    press(page, "Lanjut")
    press(page, "WhatsApp")


def code_in_the_inbox(page: Page, person_id: int) -> str:
    """Read the latest code where the demo shows every message, as on another app."""
    inbox = page.context.new_page()
    try:
        for _ in range(200):
            inbox.goto(f"/demo/kotak-masuk/?untuk=person:{person_id}")
            said = inbox.get_by_role("main").inner_text()
            if found := re.search(r"\b(\d{3}) ?(\d{3})\b adalah kode", said):
                return f"{found[1]} {found[2]}"
            inbox.wait_for_timeout(250)
    finally:
        inbox.close()
    raise AssertionError("no code arrived")


def sign_in(page: Page, morning: Morning) -> None:
    """From the landing page to the home."""
    ask_for_code(page, morning)
    code = code_in_the_inbox(page, morning.mother_id)
    page.get_by_label("Kode", exact=True).fill(code)
    page.get_by_role("main").get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Siti")


def tab_to(page: Page, words: str, at_most: int = 40) -> None:
    """Only the Tab key, as somebody without a mouse."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == words:
            return
    raise AssertionError(f"{words} is too far away for the Tab key")
