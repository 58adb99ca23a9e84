"""The main job, end to end: sign in, be recognised, book, be called. Steps are counted."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.acting import ask_for_code, press, screens, sign_in
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of, kept_copies, on_2g
from tests.journeys.scenes import a_family_with_a_ticket, a_morning
from titian.queue.selectors import place_code


def test_a_first_sign_in_takes_four_screens(phone: Watched) -> None:
    morning = a_morning()

    with screens(phone.page) as seen:
        sign_in(phone.page, morning)

    assert len(seen) == 4, seen
    assert phone.complaints == []


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_signing_in_and_booking_works_on_any_phone(
    new_context: Callable[..., BrowserContext], *, script: bool
) -> None:
    page = new_context(java_script_enabled=script).new_page()
    sign_in(page, a_morning())

    with screens(page) as seen:
        press(page, "Berobat")
        press(page, "Lihat waktu")
        press(page, "sisa 20 dari 20")
        press(page, "Ambil nomor")
        expect(page.locator(".ticket .no")).to_have_text("A-1")

    assert len(seen) + 1 == 5, seen


def test_first_sign_in_books_a_place_is_called_at_the_counter(
    phone: Watched,
    new_context: Callable[..., BrowserContext],
    as_staff: OpenPage,
) -> None:
    morning = a_morning()
    page = phone.page
    sign_in(page, morning)

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
    counter.page.wait_for_load_state()
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


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_booking_again_takes_three_screens(as_member: OpenPage, *, script: bool) -> None:
    morning = a_morning()
    page = as_member(morning.mother_id, "Siti Aminah", java_script_enabled=script).page

    with screens(page) as seen:
        page.goto("/")
        press(page, "Pesan lagi")
        press(page, "Ambil nomor")
        expect(page.locator(".ticket .no")).to_have_text("A-1")

    assert page.url.count("/tiket/") == 1
    assert len(seen) == 3, seen


def test_booking_for_a_child_takes_five_screens_and_no_typing(as_member: OpenPage) -> None:
    morning = a_morning()
    page = as_member(morning.mother_id, "Siti Aminah").page

    with screens(page) as seen:
        page.goto("/")
        press(page, "Berobat")
        page.get_by_text("Rudi Aminah").click()
        press(page, "Lihat waktu")
        page.locator(".slots button").first.click()
        press(page, "Ambil nomor")
        expect(page.locator(".ticket")).to_be_visible()

    expect(page.get_by_role("main")).to_contain_text("Rudi Aminah")
    assert len(seen) == 5, seen


def test_cancelling_takes_three_screens(as_member: OpenPage) -> None:
    scene = a_family_with_a_ticket()
    page = as_member(scene.siti, "Siti Aminah").page

    with screens(page) as seen:
        page.goto(f"/tiket/{scene.code}/")
        press(page, "Batalkan")
        press(page, "Ya, batalkan")
        expect(page.get_by_text("Tiket ini dibatalkan.")).to_be_visible()

    assert "/tiket/" in page.url
    assert len(seen) == 3, seen


def test_moving_takes_three_screens(as_member: OpenPage) -> None:
    morning = a_morning()
    page = as_member(morning.mother_id, "Siti Aminah").page
    page.goto("/")
    press(page, "Pesan lagi")
    press(page, "Ambil nomor")
    expect(page.locator(".ticket .no")).to_have_text("A-1")
    old = page.url

    with screens(page) as seen:
        press(page, "Pindah waktu")
        page.locator(".slots button").first.click()
        expect(page.locator(".ticket .no")).to_have_text("A-1")

    assert "/tiket/" in page.url
    assert page.url != old
    assert len(seen) + 1 == 3, seen


def test_the_ticket_can_be_shown_without_a_signal(as_member: OpenPage) -> None:
    scene = a_family_with_a_ticket()
    page = as_member(scene.siti, "Siti Aminah").page
    page.goto(f"/tiket/{scene.code}/")
    kept_copies(page)

    page.context.set_offline(True)
    page.reload()

    expect(page.locator(".ticket .no")).to_have_text("A-1")
    expect(page.locator("svg.qr")).to_be_visible()
    expect(page.locator("[data-offline]")).to_contain_text("Data pukul")


def test_the_form_survives_leaving_to_read_the_code(phone: Watched) -> None:
    page = phone.page
    ask_for_code(page, a_morning())

    page.goto("about:blank")
    page.goto("/masuk/")

    expect(page.get_by_label("Kode", exact=True)).to_be_visible()


def test_a_slow_2g_line_still_shows_the_home_within_five_seconds(as_member: OpenPage) -> None:
    morning = a_morning()
    as_member(morning.mother_id, "Siti Aminah").page.goto("/")  # the server has read its templates
    page = as_member(morning.mother_id, "Siti Aminah").page
    on_2g(page)

    began = time.monotonic()
    page.goto("/", wait_until="domcontentloaded")
    took = time.monotonic() - began

    expect(page.get_by_role("main")).to_contain_text("Aktif")
    assert took < 5
