"""The counter's screen locks itself when nobody presses anything, and says no name any more."""

from playwright.sync_api import expect

from tests.factories.accounts import PASSWORD
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import faults_of
from tests.journeys.scenes import a_desk_at_work


def test_a_counter_left_alone_locks_by_itself_and_opens_at_the_same_session(
    as_staff: OpenPage,
) -> None:
    desk = a_desk_at_work()
    watched = as_staff(desk.grants)
    page = watched.page
    page.clock.install()
    page.goto(f"/loket/{desk.session.pk}/")
    page.clock.fast_forward("09:00")
    page.keyboard.press("Shift")
    page.clock.fast_forward("09:00")
    expect(page.get_by_role("heading", name="Menunggu")).to_be_visible()

    page.clock.fast_forward("01:05")
    page.get_by_role("heading", name="Layar terkunci").wait_for()
    shown = page.content()
    sound = faults_of(watched)
    page.get_by_label("PIN atau kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Buka layar").click()

    expect(page.get_by_role("heading", name="Menunggu")).to_be_visible()
    assert page.url.endswith(f"/loket/{desk.session.pk}/")
    assert sound == []
    assert "Or••• C." not in shown


def test_a_form_of_staff_left_alone_locks_too(as_staff: OpenPage) -> None:
    page = as_staff(a_desk_at_work().grants).page
    page.clock.install()
    page.goto("/petugas/peserta/")

    page.clock.fast_forward("10:05")

    page.get_by_role("heading", name="Layar terkunci").wait_for()
    assert page.url.endswith("?lanjut=%2Fpetugas%2Fpeserta%2F")


def test_what_was_half_written_comes_back_to_who_wrote_it_and_lies_nowhere_meanwhile(
    as_staff: OpenPage,
) -> None:
    watched = as_staff(a_desk_at_work().grants)
    page = watched.page
    page.clock.install()
    page.goto("/petugas/peserta/")
    page.locator("[name=cari]").fill("Hartini Wulandari")

    page.clock.fast_forward("10:05")
    page.get_by_role("heading", name="Layar terkunci").wait_for()
    locked = page.content()
    left = page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    page.get_by_label("PIN atau kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Buka layar").click()

    expect(page.get_by_text("Yang tadi Anda ketik sudah kembali.")).to_be_visible()
    expect(page.locator("[name=cari]")).to_have_value("Hartini Wulandari")
    assert page.url.endswith("/petugas/peserta/")
    assert "Hartini" not in locked + left
    assert faults_of(watched) == []
