"""A family sees what it owes and pays it: three screens, and the open page turns active."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories.contributions import PayingFamily, covered_family, paying_family
from tests.journeys.acting import press, screens, tab_to
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of, weighed
from tests.journeys.owing import a_family_in_arrears, pays_now
from titian.contributions import services as contributions
from titian.contributions.models import Mandate
from titian.kernel import clock


def plain_page(phone: Watched, new_context: Callable[..., BrowserContext]) -> Page:
    """The same person on a phone without scripts."""
    context = new_context(java_script_enabled=False)
    cookies = phone.page.context.cookies()
    context.add_cookies([{k: c[k] for k in ("name", "value", "domain", "path")} for c in cookies])  # type: ignore[misc]  # playwright's own keys
    return context.new_page()


def test_from_home_to_paid_in_three_screens_and_the_open_page_turns_active(
    as_member: OpenPage,
) -> None:
    family = a_family_in_arrears(3)
    phone = as_member(family.head, "Siti Aminah")
    phone.page.clock.install()

    with screens(phone.page) as seen:
        phone.page.goto("/")
        press(phone.page, "Bayar iuran")
        expect(phone.page.get_by_text("Rp280.000", exact=True)).to_be_visible()
        sound = faults_of(phone)
        pays_now(family)
        phone.page.clock.run_for(6_000)
        expect(phone.page.get_by_role("heading", name="Lunas")).to_be_visible()

    assert sound == []
    pages = list(dict.fromkeys(address.split("?")[0] for address in seen))
    assert len(pages) == 3, pages
    expect(phone.page.get_by_text("Kartu AKTIF")).to_be_visible()
    assert faults_of(phone) == []


def test_the_number_to_pay_to_is_reached_by_keyboard_alone(as_member: OpenPage) -> None:
    family = a_family_in_arrears(3)
    page = as_member(family.head, "Siti Aminah").page
    page.goto("/")

    tab_to(page, "Bayar iuran")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Rp280.000", exact=True)).to_be_visible()
    tab_to(page, "Salin nomor")
    pays_now(family)
    page.reload()
    expect(page.get_by_text("Kartu AKTIF")).to_be_visible()


def test_the_waiting_page_asks_in_half_a_kilobyte(as_member: OpenPage) -> None:
    family = paying_family()
    page = as_member(family.head, "Siti Aminah").page
    page.clock.install()
    page.goto("/iuran/bayar/")

    with weighed(page) as asked, page.expect_response("**/iuran/kabar**"):
        page.clock.run_for(6_000)

    assert asked.of("/iuran/kabar") <= 0.5


def test_the_card_on_the_open_home_turns_active_as_well(as_member: OpenPage) -> None:
    family = a_family_in_arrears(3)
    page = as_member(family.head, "Siti Aminah").page
    page.clock.install()
    page.goto("/")
    expect(page.locator(".status")).to_contain_text("Tidak aktif")

    pays_now(family)
    page.clock.run_for(31_000)

    expect(page.locator(".status strong")).to_have_text("Aktif")


def test_without_the_script_a_link_loads_the_page_again(
    as_member: OpenPage, new_context: Callable[..., BrowserContext]
) -> None:
    family = a_family_in_arrears(3)
    page = plain_page(as_member(family.head, "Siti Aminah"), new_context)
    page.goto("/iuran/")
    press(page, "Bayar Rp280.000")
    page.get_by_text("Apa arti nomor ini?").click()
    expect(page.get_by_text(f"{family.customer_no} adalah 11 angka terakhir")).to_be_visible()

    pays_now(family)
    press(page, "Sudah bayar? Muat ulang")

    expect(page.get_by_role("heading", name="Lunas")).to_be_visible()


def test_the_amount_is_unfolded_by_keyboard(as_member: OpenPage) -> None:
    family = a_family_in_arrears(3)
    page = as_member(family.head, "Siti Aminah").page
    page.goto("/iuran/")
    summary = page.locator("main summary").first

    summary.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("2 orang × Rp35.000 = Rp70.000 sebulan")).to_be_visible()
    expect(page.get_by_text("4 bulan × Rp70.000 = Rp280.000")).to_be_visible()


def test_the_number_is_copied_with_one_press(
    as_member: OpenPage, new_context: Callable[..., BrowserContext]
) -> None:
    family = paying_family()
    page = as_member(family.head, "Siti Aminah").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/iuran/bayar/?bank=Mandiri")

    page.get_by_role("button", name="Salin nomor").click()

    expect(page.get_by_role("button", name="Tersalin")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"89888{family.customer_no}"


def test_the_receipt_is_kept_as_a_pdf(as_member: OpenPage, tmp_path: Path) -> None:
    family = paying_family()
    pays_now(family)
    page = as_member(family.head, "Siti Aminah").page
    page.goto("/iuran/bayar/")

    with page.expect_download() as download:
        press(page, "Simpan PDF")

    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    assert download.value.suggested_filename.startswith("bukti-")


@pytest.fixture
def owing(committed_db: None) -> PayingFamily:
    if clock.today().day > 28:
        pytest.skip("nobody agrees on a plan after the 28th")
    return a_family_in_arrears(14)


def test_fourteen_months_in_arrears_are_agreed_on_in_parts(
    as_member: OpenPage, owing: PayingFamily
) -> None:
    phone = as_member(owing.head, "Siti Aminah")
    page = phone.page
    page.goto("/iuran/")

    press(page, "Cicil tunggakan")
    choosing = faults_of(phone)
    page.get_by_role("radio").last.check()
    press(page, "Lihat rinciannya")
    press(page, "Setuju, mulai mencicil")

    expect(page.get_by_text("0 dari 12 cicilan sudah lunas")).to_be_visible()
    assert choosing == []
    assert faults_of(phone) == []
    press(page, "Bayar sisanya sekaligus")
    assert faults_of(phone) == []


def test_autodebit_is_opened_with_wrong_entries_said_first(as_member: OpenPage) -> None:
    family = paying_family()
    phone = as_member(family.head, "Siti Aminah")
    page = phone.page
    page.goto("/iuran/autodebit/")
    page.get_by_label("Nomor rekening").fill("12")
    page.get_by_label("Nama pemilik").fill("Siti Aminah")
    press(page, "Setuju, pakai autodebit")
    expect(page.get_by_role("alert")).to_contain_text("Nomor rekening biasanya 10 sampai 16")
    wrong = faults_of(phone)

    page.get_by_label("Nomor rekening").fill("1234567890")
    press(page, "Setuju, pakai autodebit")

    expect(page.get_by_text("Dari rekening •••• 7890")).to_be_visible()
    assert wrong == []
    assert Mandate.objects.filter(family=family.family_id, closed_at__isnull=True).count() == 1
    contributions.close_mandate(family_id=family.family_id, by=family.viewer, at=clock.now())


def test_reminders_are_stopped_on_a_phone_where_nobody_is_signed_in(phone: Watched) -> None:
    family = paying_family()
    token = contributions.reminder_token(family.family_id)
    phone.page.goto(f"/iuran/pengingat/{token}/")

    press(phone.page, "Hentikan pengingat")

    expect(phone.page.get_by_text("Pengingat dihentikan.")).to_be_visible()
    assert faults_of(phone) == []


def test_reminders_are_put_off_and_had_back_without_a_script(
    new_context: Callable[..., BrowserContext],
) -> None:
    token = contributions.reminder_token(paying_family().family_id)
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"/iuran/pengingat/{token}/")

    press(page, "Tunda sampai akhir bulan ini")
    expect(page.get_by_text("Pengingat ditunda sampai")).to_be_visible()
    press(page, "Ingatkan lagi")

    expect(page.get_by_text("Pengingat jalan.")).to_be_visible()


def test_whom_the_state_pays_for_reads_that_nothing_is_to_be_paid(as_member: OpenPage) -> None:
    phone = as_member(covered_family().head, "Siti Aminah")

    phone.page.goto("/iuran/")

    expect(phone.page.get_by_text("Anda tidak perlu membayar iuran.")).to_be_visible()
    assert faults_of(phone) == []
