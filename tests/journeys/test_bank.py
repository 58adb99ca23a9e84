"""The bank of the demo pays by real signed calls, and staff see what did not go well."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.factories.banks import SETUP
from tests.factories.contributions import (
    PayingFamily,
    paying_family,
    suspended_family,
    waiting_family,
)
from tests.journeys.cekat import until
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of
from tests.journeys.serving import Server
from titian.contributions.models import Payment
from titian.demo.banking.settling import settle_bank
from titian.kernel import clock
from titian.kernel.clock import JAKARTA
from titian.kernel.scopes import Grant, Scope

BRANCH = (Grant("branch", Scope("region", "35.73")),)


@pytest.fixture
def family(server: Server, committed_db: None) -> PayingFamily:
    """Suspended for two months, like a class III family that fell behind."""
    settle_bank(by=SETUP, at=clock.now())
    return suspended_family(2, people=2, on=clock.today())


def asked(phone: Watched, family: PayingFamily) -> Watched:
    phone.page.goto(f"/demo/bank/?va=88888{family.customer_no}")
    phone.page.get_by_role("button", name="Tanya tagihan").click()
    return phone


def press(phone: Watched, name: str) -> str:
    """The code of the last answer, as the page shows it."""
    phone.page.get_by_role("button", name=name).click()
    phone.page.wait_for_load_state()
    return phone.page.locator("details").first.locator(".tag").inner_text()


def payments_of(family: PayingFamily) -> int:
    return Payment.objects.filter(family=family.family_id).count()


def row_of(screen: Watched, code: str) -> Locator:
    """The latest call with this answer on the page of odd calls."""
    screen.page.goto(f"/petugas/bank/?mitra=BANKCONTOH&kode={code}")
    return screen.page.locator("tbody tr").first


def test_a_family_pays_at_the_bank_and_its_card_is_active(
    phone: Watched, family: PayingFamily
) -> None:
    page = asked(phone, family).page
    expect(page.get_by_text("Rp210.000")).to_be_visible()
    expect(page.get_by_text("SIMULASI.")).to_be_visible()
    assert faults_of(phone) == []

    page.get_by_role("button", name="Bayar", exact=True).click()

    expect(page.get_by_text("Pembayaran berhasil.")).to_be_visible()
    expect(page.get_by_text("2002500").first).to_be_visible()
    assert family.statuses == {"AKTIF"}
    assert faults_of(phone) == []


@pytest.mark.parametrize(
    "button,code",
    [
        ("Tanda tangan salah", "4012500"),
        ("Isi diubah di jalan", "4012500"),
        ("Panggilan ditandatangani 10 menit lalu", "4012500"),
        ("Jumlah salah", "4042513"),
        ("Nomor panggilan lama, isi lain", "4092500"),
    ],
)
def test_a_bank_that_misbehaves_hears_why_books_nothing_and_leaves_a_row(
    as_staff: OpenPage, phone: Watched, family: PayingFamily, button: str, code: str
) -> None:
    began = clock.now()

    said = press(asked(phone, family), button)

    assert said == code
    assert (family.statuses, payments_of(family)) == ({"NONAKTIF_TUNGGAKAN"}, 0)
    row = row_of(as_staff(BRANCH), code)
    seen = datetime.fromisoformat(row.locator("time").get_attribute("datetime") or "")
    assert seen >= began.replace(microsecond=0)


def test_who_pays_when_the_time_is_over_hears_so(
    as_staff: OpenPage, phone: Watched, family: PayingFamily
) -> None:
    lapsed = waiting_family(registered_on=clock.today() - timedelta(days=45))

    said = press(asked(phone, lapsed), "Bayar terlambat")

    assert (said, payments_of(lapsed)) == ("4042519", 0)
    expect(row_of(as_staff(BRANCH), "4042519")).to_be_visible()


def test_who_pays_what_is_paid_hears_so(phone: Watched, family: PayingFamily) -> None:
    press(asked(phone, family), "Bayar, lalu")
    press(phone, "Tanyakan lagi")

    said = press(phone, "Bayar terlambat")

    assert (said, payments_of(family)) == ("4042514", 1)


@pytest.mark.parametrize("button", ["Ulangi panggilan", "Tanyakan lagi"])
def test_a_bank_that_heard_nothing_asks_again_and_the_money_is_booked_once(
    phone: Watched, family: PayingFamily, button: str
) -> None:
    said = press(asked(phone, family), "Bayar, lalu sambungan putus")
    assert said == "tidak ada jawaban"
    expect(phone.page.get_by_text("Bank tidak tahu hasilnya.")).to_be_visible()
    assert faults_of(phone) == []

    said = press(phone, button)

    assert (said, payments_of(family)) == ("2002500", 1)
    expect(phone.page.get_by_text("Pembayaran berhasil.")).to_be_visible()
    assert family.statuses == {"AKTIF"}


@pytest.mark.parametrize("button", ["Ulangi panggilan", "Tanyakan lagi"])
def test_a_bank_that_asks_again_hears_the_same(
    phone: Watched, family: PayingFamily, button: str
) -> None:
    asked(phone, family).page.get_by_role("button", name="Bayar", exact=True).click()

    said = press(phone, button)

    assert (said, payments_of(family)) == ("2002500", 1)


def test_a_bank_asks_what_came_of_its_payment(phone: Watched, family: PayingFamily) -> None:
    press(asked(phone, family), "Bayar, lalu")
    until(lambda: payments_of(family) == 1, "the payment is not booked")

    said = press(phone, "Tanya hasil pembayaran")

    assert (said, payments_of(family)) == ("2002600", 1)
    expect(phone.page.get_by_text("Pembayaran berhasil.")).to_be_visible()


def test_a_visitor_finds_the_bank_from_the_demo_people(
    phone: Watched, family: PayingFamily
) -> None:
    phone.page.goto("/demo/")

    phone.page.get_by_role("link", name="Bank contoh").click()
    phone.page.get_by_role("textbox").fill(f"88888 {family.customer_no}")
    phone.page.keyboard.press("Enter")

    expect(phone.page.get_by_text("Rp210.000")).to_be_visible()


def test_the_bank_says_what_a_number_looks_like(phone: Watched, family: PayingFamily) -> None:
    phone.page.goto("/demo/bank/")
    phone.page.get_by_role("textbox").fill("12")

    phone.page.get_by_role("button", name="Tanya tagihan").click()

    expect(phone.page.get_by_role("alert")).to_be_visible()
    assert faults_of(phone) == []


def test_it_works_without_script(
    new_context: Callable[..., BrowserContext], family: PayingFamily
) -> None:
    phone = Watched(new_context(java_script_enabled=False).new_page())

    asked(phone, family).page.get_by_role("button", name="Bayar", exact=True).click()

    expect(phone.page.get_by_text("Pembayaran berhasil.")).to_be_visible()


def test_staff_see_odd_calls_and_settle_what_a_file_did_not_agree_on(
    as_staff: OpenPage, phone: Watched, family: PayingFamily, tmp_path: Path
) -> None:
    asked(phone, family).page.get_by_role("button", name="Tanda tangan salah").click()
    screen = as_staff(BRANCH)

    screen.page.goto("/petugas/bank/?mitra=BANKCONTOH")
    expect(screen.page.get_by_text("Tanda tangan tidak cocok").first).to_be_visible()
    assert faults_of(screen) == []
    _send_file(screen, tmp_path, family)

    expect(screen.page.get_by_text("1 baris: 0 cocok")).not_to_be_visible()
    assert faults_of(screen) == []
    screen.page.get_by_role("link", name="Selesaikan").first.click()
    assert faults_of(screen) == []
    _settle(screen, "Sudah diperiksa, tidak perlu apa-apa")
    expect(screen.page.get_by_text("Sudah ditanyakan ke bank")).to_be_visible()

    screen.page.get_by_role("link", name="Selesaikan").first.click()
    _settle(screen, "Catat sekarang")
    expect(screen.page.get_by_role("alert")).to_contain_text("dibukukan oleh petugas lain")
    assert faults_of(screen) == []
    _settle(screen, "Sudah diperiksa, tidak perlu apa-apa")
    expect(screen.page.get_by_text("Tidak ada yang menunggu.")).to_be_visible()


def _settle(screen: Watched, how: str) -> None:
    screen.page.get_by_label(how).check()
    screen.page.get_by_label("Alasan").fill("Sudah ditanyakan ke bank")
    screen.page.get_by_role("button", name="Simpan").click()


def _send_file(screen: Watched, folder: Path, family: PayingFamily) -> None:
    """Yesterday's file: one payment that somebody else may book, one line that fits nothing."""
    yesterday = clock.now() - timedelta(days=1)
    at = yesterday.astimezone(JAKARTA).isoformat(timespec="seconds")
    other = paying_family(1)
    lines = [
        "partnerId,paymentRequestId,virtualAccountNo,amount,trxDateTime,referenceNo",
        f"BANKCONTOH,{family.customer_no}-a,   88888{family.customer_no},1000.00,{at},r1",
        f"BANKCONTOH,{family.customer_no}-b,   88888{other.customer_no},35000.00,{at},r2",
    ]
    file = folder / "bank.csv"
    file.write_text("\n".join(lines))
    screen.page.goto("/petugas/bank/berkas/")
    assert faults_of(screen) == []
    screen.page.get_by_label("Bank", exact=True).select_option("BANKCONTOH")
    screen.page.get_by_label("Berkas dari bank (CSV)").set_input_files(file)
    screen.page.get_by_role("button", name="Cocokkan").click()
