"""Getting in, as a person does it: four screens, a passkey, a shared PC, a busy network."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories.accounts import PASSWORD, make_staff
from tests.factories.frontdoor import Member, an_unknown_nik, codes_sent_to, make_member
from tests.journeys.looking import Watched, faults_of, weighed
from titian.accounts.services.limits import count
from titian.accounts.types import Hit, Limited
from titian.frontdoor.selectors import counted_as
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.notifications.types import Channel

DOORS = ["/masuk/", "/cek-status/", "/petugas/masuk/"]
SCRIPTS, HEADERS_KB = 2, 0.4  # the budget is for the scripts, not for their headers
HOME = re.compile(r"//localhost:\d+/$")
ALL = (Channel.WHATSAPP, Channel.EMAIL, Channel.SMS)
DESK = (Grant("desk", Scope("facility", "P1")),)


def code_for(member: Member, number: int = 1) -> str:
    """Wait for the worker to say it; a second, as a rule."""
    for _ in range(600):
        sent = codes_sent_to(member)
        if len(sent) >= number:
            return sent[number - 1][1]
        time.sleep(0.1)
    raise AssertionError("no code was sent within a minute")


def ask_for_code(page: Page, member: Member) -> None:
    page.goto("/masuk/")
    page.get_by_label("NIK").fill(member.nik)
    page.get_by_label("Tanggal lahir").fill(f"{member.born:%d-%m-%Y}")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("button", name="WhatsApp ke ••••1234").click()


def sign_in(page: Page, member: Member) -> None:
    ask_for_code(page, member)
    page.get_by_label("Kode", exact=True).fill(code_for(member))
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(HOME)


@contextmanager
def a_phone_with_a_fingerprint(page: Page) -> Iterator[None]:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield


@pytest.mark.parametrize("address", DOORS)
def test_a_door_is_sound_and_light(phone: Watched, address: str) -> None:
    with weighed(phone.page) as weight:
        phone.page.goto(address)

    assert weight.requests <= 4, weight.sizes
    assert weight.kilobytes <= 30, weight.sizes
    assert weight.of(".js") <= 5 + SCRIPTS * HEADERS_KB, weight.sizes
    assert faults_of(phone) == []


def test_a_member_is_in_after_four_screens(phone: Watched) -> None:
    siti, page = make_member(*ALL, at=clock.now()), phone.page

    ask_for_code(page, siti)
    expect(page.locator("main")).to_contain_text("••••1234")
    assert faults_of(phone) == []
    page.get_by_label("Kode", exact=True).fill(code_for(siti))
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(HOME)
    page.goto("/perangkat/")

    expect(page.get_by_text("perangkat ini", exact=True)).to_be_visible()
    assert faults_of(phone) == []


def test_the_code_page_waits_while_the_message_is_read(phone: Watched) -> None:
    siti, page = make_member(*ALL, at=clock.now()), phone.page
    ask_for_code(page, siti)

    page.goto("about:blank")
    page.goto("/masuk/")

    expect(page.get_by_role("heading", name="Isi kode")).to_be_visible()
    page.get_by_role("button", name="E-mail ke s•••@g•••").click()
    page.get_by_label("Kode", exact=True).fill(code_for(siti, 2))
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(HOME)


def test_everything_works_without_the_script(new_context: Callable[..., BrowserContext]) -> None:
    siti = make_member(*ALL, at=clock.now())
    page = new_context(java_script_enabled=False).new_page()

    sign_in(page, siti)

    page.goto("/perangkat/")
    expect(page.get_by_text("perangkat ini", exact=True)).to_be_visible()


def test_a_stranger_sees_the_channels_and_the_counter(phone: Watched) -> None:
    page = phone.page
    page.goto("/masuk/")
    page.get_by_label("NIK").fill(an_unknown_nik())
    page.get_by_label("Tanggal lahir").fill("17 Agustus 1945")

    page.get_by_role("button", name="Lanjut").click()

    expect(page.get_by_role("heading", name="Minta kode di loket")).to_be_visible()
    assert faults_of(phone) == []


def test_a_passkey_is_added_and_signs_in(phone: Watched) -> None:
    siti, page = make_member(*ALL, at=clock.now()), phone.page
    with a_phone_with_a_fingerprint(page):
        sign_in(page, siti)
        page.goto("/perangkat/")
        page.get_by_label("Nama kunci sandi").fill("HP Siti")
        page.get_by_role("button", name="Tambah kunci sandi").click()
        expect(page.get_by_role("heading", name="HP Siti")).to_be_visible()
        assert faults_of(phone) == []

        page.get_by_role("button", name="Keluar dari perangkat ini").click()
        page.wait_for_url(HOME)
        page.goto("/masuk/")
        page.get_by_role("button", name="Masuk dengan sidik jari").click()
        page.wait_for_url(HOME)
        page.goto("/buktikan/?lanjut=/perangkat/")
        page.get_by_role("button", name="Pakai sidik jari").click()

        page.wait_for_url("**/perangkat/")
        expect(page.get_by_text("perangkat ini", exact=True)).to_be_visible()


def test_signing_out_forgets_the_pages_kept_on_the_phone(phone: Watched) -> None:
    siti, page = make_member(*ALL, at=clock.now()), phone.page
    sign_in(page, siti)
    page.evaluate("() => { localStorage.setItem('sisa', 'x'); return caches.open('sisa'); }")

    page.goto("/perangkat/")
    page.get_by_role("button", name="Keluar dari perangkat ini").click()
    page.wait_for_url(HOME)

    kept = "async () => [localStorage.getItem('sisa'), await caches.has('sisa')]"
    assert page.evaluate(kept) == [None, False]


def test_a_busy_network_is_asked_for_work_and_the_phone_does_it(phone: Watched) -> None:
    siti, page = make_member(*ALL, at=clock.now()), phone.page
    crowd = Hit(Limited.NIK, counted_as(siti.nik).hex())
    for _ in range(13):
        count([crowd], clock.now())
    page.goto("/masuk/")
    page.get_by_label("NIK").fill(siti.nik)
    page.get_by_label("Tanggal lahir").fill("17-03-1990")
    page.get_by_role("button", name="Lanjut").click()
    expect(page.get_by_role("alert")).to_contain_text("Terlalu banyak percobaan")
    assert faults_of(phone) == []

    page.get_by_role("button", name="Lanjut").click()

    page.wait_for_url("**/masuk/jalan/", timeout=30_000)


def test_the_status_is_told_without_signing_in(phone: Watched) -> None:
    siti, page = make_member(at=clock.now()), phone.page
    page.goto("/cek-status/")
    page.get_by_label("NIK").fill(siti.nik)
    page.get_by_label("Tanggal lahir").fill("17/3/1990")

    page.get_by_role("button", name="Cek").click()

    expect(page.get_by_text("Aktif", exact=True)).to_be_visible()
    assert siti.nik not in page.url
    assert faults_of(phone) == []


def test_two_colleagues_take_turns_at_one_computer(
    new_context: Callable[..., BrowserContext],
) -> None:
    desk = Watched(new_context(width=1280, height=800).new_page())
    page = desk.page
    for name in ("Ratih (contoh)", "Joko (contoh)"):
        staff = make_staff(DESK, display_name=name)
        page.goto("/petugas/masuk/")
        page.get_by_label("Nama pengguna").fill(staff.username)
        page.get_by_label("Kata sandi").fill(PASSWORD)
        page.get_by_label("Kode dari aplikasi").fill(staff.totp())
        page.get_by_role("button", name="Masuk", exact=True).click()
        page.wait_for_url("**/petugas/")

    page.goto("/petugas/kunci/")
    page.get_by_role("button", name="Kunci layar sekarang").click()
    expect(page.get_by_role("heading", name="Layar terkunci")).to_be_visible()
    assert faults_of(desk) == []
    page.get_by_label("Ratih (contoh)").check()
    page.get_by_label("PIN atau kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Buka layar").click()

    page.wait_for_url("**/petugas/")
    expect(page.locator("header")).to_contain_text("Ratih")


def test_a_counter_hands_over_a_code(as_staff: Callable[..., Watched], phone: Watched) -> None:
    karto = make_member(at=clock.now(), name="Karto Wiryo")
    desk = as_staff(DESK)
    desk.page.goto("/petugas/kode/")
    desk.page.get_by_label("NIK atau nomor kartu").fill(karto.nik)
    desk.page.get_by_role("button", name="Cari").click()
    expect(desk.page.get_by_text("Karto Wiryo")).to_be_visible()
    assert faults_of(desk) == []
    desk.page.get_by_label("KTP", exact=True).check()
    desk.page.get_by_role("button", name="Buat kode").click()
    code = desk.page.locator(".code").inner_text()
    assert faults_of(desk) == []

    phone.page.goto("/masuk/")
    phone.page.get_by_label("NIK").fill(karto.nik)
    phone.page.get_by_label("Tanggal lahir").fill("17-03-1990")
    phone.page.get_by_role("button", name="Lanjut").click()
    phone.page.get_by_role("link", name="Saya punya kode dari loket").click()
    phone.page.get_by_label("Kode", exact=True).fill(code)
    phone.page.get_by_role("button", name="Masuk", exact=True).click()

    phone.page.wait_for_url(HOME)
