"""The main job: sign in, be recognised, book a place, keep the ticket. Steps are counted."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories.accounts import COOKIE
from tests.factories.members import at_facility, make_family, new_person
from tests.factories.queue import make_clinic, make_session
from tests.journeys.looking import Watched, faults_of, keep_cookie, kept_copies
from tests.journeys.scenes import a_family_with_a_ticket
from tests.journeys.serving import Server
from titian.kernel import clock
from titian.members.types import NewContact, NewPerson


@contextmanager
def screens(page: Page) -> Iterator[list[str]]:
    """The pages a person sees, the first and the last included."""
    seen: list[str] = []

    def loaded(shown: Page) -> None:
        seen.append(shown.url)

    page.on("domcontentloaded", loaded)
    yield seen
    page.remove_listener("domcontentloaded", loaded)


def somebody_with_whatsapp() -> tuple[NewPerson, int]:
    """A member of a clinic that has an open session tomorrow."""
    clinic = make_clinic("Puskesmas Contoh Jembatan")
    tomorrow = (clock.now() + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    make_session(clinic, starts_at=tomorrow)
    number = f"+6281299{clock.now().microsecond:06}"
    person = at_facility(
        new_person("Siti Aminah", contacts=(NewContact("whatsapp", number),)), clinic.facility
    )
    return person, make_family(person)[0]


def code_in_the_inbox(page: Page, person_id: int) -> str:
    """Read the latest code where the demo shows every message, as on another app."""
    inbox = page.context.new_page()
    try:
        for _ in range(60):
            inbox.goto(f"/demo/kotak-masuk/?untuk=person:{person_id}")
            found = re.search(r"\b(\d{3}) ?(\d{3})\b", inbox.get_by_role("main").inner_text())
            if found:
                return f"{found[1]} {found[2]}"
            inbox.wait_for_timeout(250)
    finally:
        inbox.close()
    raise AssertionError("no code arrived")


def sign_in(page: Page, person: NewPerson, person_id: int) -> None:
    page.goto("/masuk/")
    page.get_by_label("NIK").fill(str(person.nik))
    page.get_by_label("Tanggal lahir").fill(f"{person.birth_date:%d-%m-%Y}")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("button", name="WhatsApp").click()
    code = code_in_the_inbox(page, person_id)
    page.get_by_label("Kode", exact=True).fill(code)
    page.get_by_role("main").get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Siti")


def test_a_first_sign_in_takes_four_screens(phone: Watched) -> None:
    person, person_id = somebody_with_whatsapp()

    with screens(phone.page) as seen:
        sign_in(phone.page, person, person_id)

    assert len(seen) == 4, seen
    assert phone.complaints == []


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_signing_in_and_booking_works_on_any_phone(
    new_context: Callable[..., BrowserContext], *, script: bool
) -> None:
    person, person_id = somebody_with_whatsapp()
    page = new_context(java_script_enabled=script).new_page()
    sign_in(page, person, person_id)

    with screens(page) as seen:
        page.get_by_role("main").get_by_role("link", name="Berobat").click()
        page.get_by_role("button", name="Lihat waktu").click()
        page.get_by_role("button", name="sisa 20 dari 20").click()
        page.get_by_role("button", name="Ambil nomor").click()
        expect(page.locator(".ticket .no")).to_have_text("A-1")

    assert len(seen) + 1 == 5, seen


def test_booking_again_takes_three_screens(phone: Watched) -> None:
    person, person_id = somebody_with_whatsapp()
    sign_in(phone.page, person, person_id)

    with screens(phone.page) as seen:
        phone.page.get_by_role("button", name="Pesan lagi").click()
        phone.page.get_by_role("button", name="Ambil nomor").click()
        expect(phone.page.locator(".ticket .no")).to_have_text("A-1")

    assert len(seen) + 1 == 3, seen
    assert faults_of(phone) == []


def test_cancelling_takes_three_screens(
    new_context: Callable[..., BrowserContext], server: Server, committed_db: None
) -> None:
    scene = a_family_with_a_ticket()
    context = new_context()
    keep_cookie(context, server.origin, COOKIE, scene.token)
    page = context.new_page()

    with screens(page) as seen:
        page.goto(f"/tiket/{scene.code}/")
        page.get_by_role("link", name="Batalkan").click()
        page.get_by_role("main").get_by_role("button").first.click()
        expect(page.get_by_text("Tiket ini dibatalkan.")).to_be_visible()

    assert len(seen) == 3, seen


def test_the_ticket_can_be_shown_without_a_signal(
    new_context: Callable[..., BrowserContext], server: Server, committed_db: None
) -> None:
    scene = a_family_with_a_ticket()
    context = new_context()
    keep_cookie(context, server.origin, COOKIE, scene.token)
    page = context.new_page()
    page.goto(f"/tiket/{scene.code}/")
    kept_copies(page)

    context.set_offline(True)
    page.reload()

    expect(page.locator(".ticket .no")).to_have_text("A-1")
    expect(page.locator("svg.qr")).to_be_visible()
    expect(page.locator("[data-offline]")).to_contain_text("Data pukul")
