"""The main job, end to end: sign in, be recognised, book a place, be called."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories.members import at_facility, make_family, new_person
from tests.factories.queue import Clinic, make_clinic, make_session
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.members.types import NewContact, NewPerson, Relation
from titian.queue.models import PracticeSession
from titian.queue.selectors import place_code


@dataclass(frozen=True, slots=True)
class Morning:
    """A clinic open now, a mother with a son on her card, her phone number on record."""

    clinic: Clinic
    session: PracticeSession
    mother: NewPerson
    mother_id: int
    son_id: int

    @property
    def desk(self) -> tuple[Grant, ...]:
        return (Grant("desk", Scope("facility", self.clinic.facility.code)),)


def a_morning() -> Morning:
    clinic, at = make_clinic(), clock.now()
    contact = NewContact("whatsapp", f"62812{at.microsecond:06}{at.second:02}")
    mother = at_facility(new_person("Siti Aminah", contacts=(contact,)), clinic.facility)
    son = at_facility(new_person("Rudi Aminah", relation=Relation.CHILD), clinic.facility)
    mother_id, son_id = make_family(mother, son)
    session = make_session(clinic, starts_at=at + timedelta(seconds=1))
    make_session(clinic, starts_at=at + timedelta(days=1))
    return Morning(clinic, session, mother, mother_id, son_id)


def press(page: Page, name: str) -> None:
    """A press on a button or link that leads to the next page."""
    button = page.get_by_role("main").get_by_role("button", name=name)
    (button.or_(page.get_by_role("main").get_by_role("link", name=name))).first.click()


def code_sent_to(new_context: Callable[..., BrowserContext], tail: str) -> str:
    """What the person reads in WhatsApp, on the demo's inbox page."""
    inbox = new_context().new_page()
    for _ in range(40):
        inbox.goto("/demo/kotak-masuk/")
        for message in inbox.get_by_role("main").inner_text().split("WhatsApp")[1:]:
            found = re.search(r"\b(\d{3}) ?(\d{3})\b adalah kode", message)
            if found and tail in message:
                return found.group(1) + found.group(2)
        inbox.wait_for_timeout(200)
    raise AssertionError("no code arrived")


def sign_in(phone: Watched, morning: Morning, read_code: Callable[[str], str]) -> int:
    """From the landing page to the home; returns how many screens were seen."""
    page = phone.page
    page.goto("/masuk/")
    page.get_by_label("NIK").fill(morning.mother.nik or "")
    page.get_by_label("Tanggal lahir").fill(f"{morning.mother.birth_date:%d-%m-%Y}")
    press(page, "Lanjut")
    press(page, "WhatsApp")
    page.get_by_label("Kode", exact=True).fill(read_code(morning.mother.contacts[0].to))
    page.get_by_role("main").get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Siti")
    return 4


def test_first_sign_in_books_a_place_is_called_at_the_counter(
    phone: Watched,
    new_context: Callable[..., BrowserContext],
    as_staff: OpenPage,
) -> None:
    morning = a_morning()
    page = phone.page
    sign_in(phone, morning, lambda to: code_sent_to(new_context, to))

    # Recognised: covered or not comes first; then a place is held and taken.
    expect(page.get_by_role("main")).to_contain_text("Aktif")
    press(page, "Pesan lagi")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ambil nomor ini?")
    press(page, "Ambil nomor")
    expect(page.locator(".no")).to_have_text("A-1")
    assert faults_of(phone) == []

    # On site she types the code of the board; at the counter she is called.
    press(page, "Saya sudah datang")
    page.get_by_label("Ketik 4 huruf").fill(
        place_code(morning.clinic.facility.code, morning.session.date)
    )
    press(page, "Saya sudah datang")
    counter = as_staff(morning.desk)
    counter.page.goto(f"/loket/{morning.session.pk}/")
    counter.page.get_by_label("loket nomor berapa").fill("2")
    counter.page.get_by_role("button", name="Pakai nomor ini").click()
    expect(counter.page.get_by_role("table")).to_contain_text("Si••• A.")
    counter.page.keyboard.press("n")
    expect(counter.page.locator(".call .no")).to_have_text("A-1")
    expect(counter.page.locator(".who")).to_contain_text("Siti Aminah")
    assert counter.complaints == []

    # Her phone and the board say so.
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Silakan masuk")
    board = new_context(width=1920, height=1080).new_page()
    board.goto(f"/papan/{morning.clinic.facility.code}/")
    expect(board.locator(".tile.hot .no")).to_have_text("A-1")


def test_walk_ins_and_booked_people_wait_in_one_line(
    as_member: OpenPage, as_staff: OpenPage
) -> None:
    morning = a_morning()
    phone = as_member(morning.mother_id, "Siti Aminah").page
    phone.goto("/")
    press(phone, "Pesan lagi")
    press(phone, "Ambil nomor")
    desk = as_staff(morning.desk).page
    desk.goto(f"/loket/{morning.session.pk}/baru/")

    desk.get_by_label("Nama").fill("Tamu Tanpa Kartu")
    desk.get_by_role("main").get_by_role("button").first.click()

    expect(desk.get_by_role("main")).to_contain_text("A-2")


def test_booking_again_takes_three_screens(as_member: OpenPage) -> None:
    morning = a_morning()
    page = as_member(morning.mother_id, "Siti Aminah").page
    screens = _counted(page)

    page.goto("/")
    press(page, "Pesan lagi")
    press(page, "Ambil nomor")

    assert page.url.count("/tiket/") == 1
    assert screens() == 3


def test_booking_for_a_child_takes_five_screens_and_no_typing(as_member: OpenPage) -> None:
    morning = a_morning()
    page = as_member(morning.mother_id, "Siti Aminah").page
    screens = _counted(page)

    page.goto("/")
    press(page, "Berobat")
    page.get_by_text("Rudi Aminah").click()
    press(page, "Lihat waktu")
    page.locator(".slots button").first.click()
    press(page, "Ambil nomor")

    expect(page.get_by_role("main")).to_contain_text("Rudi Aminah")
    assert screens() == 5


@pytest.mark.parametrize("press_last", ["Ya, batalkan", "Pindah"])
def test_moving_and_cancelling_take_three_screens(as_member: OpenPage, press_last: str) -> None:
    morning = a_morning()
    page = as_member(morning.mother_id, "Siti Aminah").page
    page.goto("/")
    press(page, "Pesan lagi")
    press(page, "Ambil nomor")
    screens = _counted(page, already=1)

    if press_last == "Pindah":
        press(page, "Pindah waktu")
        page.locator(".slots button").first.click()
    else:
        press(page, "Batalkan")
        press(page, press_last)

    assert "/tiket/" in page.url
    assert screens() == 3


def test_everything_works_without_javascript(
    new_context: Callable[..., BrowserContext], as_staff: OpenPage
) -> None:
    morning = a_morning()
    plain = Watched(new_context(java_script_enabled=False).new_page())

    sign_in(plain, morning, lambda to: code_sent_to(new_context, to))
    press(plain.page, "Pesan lagi")
    press(plain.page, "Ambil nomor")

    expect(plain.page.locator(".no")).to_have_text("A-1")


def test_the_form_survives_leaving_to_read_the_code(
    phone: Watched, new_context: Callable[..., BrowserContext]
) -> None:
    morning = a_morning()
    page = phone.page
    page.goto("/masuk/")
    page.get_by_label("NIK").fill(morning.mother.nik or "")
    page.get_by_label("Tanggal lahir").fill(f"{morning.mother.birth_date:%d-%m-%Y}")
    press(page, "Lanjut")
    press(page, "WhatsApp")

    page.goto("about:blank")
    page.goto("/masuk/")

    expect(page.get_by_label("Kode", exact=True)).to_be_visible()


def test_a_slow_2g_line_still_shows_the_home_within_five_seconds(as_member: OpenPage) -> None:
    morning = a_morning()
    page = as_member(morning.mother_id, "Siti Aminah").page
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 800,
            "downloadThroughput": 280 * 1000 / 8,
            "uploadThroughput": 280 * 1000 / 8,
        },
    )

    began = time.monotonic()
    page.goto("/", wait_until="domcontentloaded")
    took = time.monotonic() - began

    expect(page.get_by_role("main")).to_contain_text("Aktif")
    assert took < 5


def _counted(page: Page, *, already: int = 0) -> Callable[[], int]:
    """How many screens the person has seen: pages that ended in something to look at."""
    seen = [already]

    def count(response: object) -> None:
        status = getattr(response, "status", 0)
        request = getattr(response, "request", None)
        if request is not None and request.is_navigation_request() and not 300 <= status < 400:
            seen[0] += 1

    page.on("response", count)
    return lambda: seen[0]
