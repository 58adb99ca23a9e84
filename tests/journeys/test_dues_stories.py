"""Stories of dues from the first look to the active card, paid at a bank by real signed calls."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories.banks import SETUP
from tests.factories.contributions import PayingFamily, waiting_family
from tests.factories.messages import reachable
from tests.journeys.acting import press, screens
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import KB, faults_of, on_2g, weighed
from tests.journeys.owing import a_family_in_arrears, a_family_near_the_end_of_its_plan
from tests.journeys.pictures import picture
from tests.journeys.serving import Server
from titian.demo.banking.settling import settle_bank
from titian.kernel import clock

Contexts = Callable[..., BrowserContext]
_SOON = 45_000.0  # the open page asks every five seconds at first, and after a minute rarely


@pytest.fixture(autouse=True)
def bank(server: Server, committed_db: None) -> None:
    settle_bank(by=SETUP, at=clock.now())


@pytest.fixture
def new_family(committed_db: None) -> PayingFamily:
    """Three people of class III whose first payment may be made since two days ago."""
    return waiting_family(3, registered_on=clock.today() - timedelta(days=16))


def pays_at_the_bank(new_context: Contexts, family: PayingFamily, amount: str) -> None:
    """At another place, on another screen: the number is typed, the amount appears, it is paid."""
    teller = new_context().new_page()
    teller.goto("/demo/bank/")
    teller.get_by_role("textbox").fill(f"88888{family.customer_no}")
    teller.get_by_role("button", name="Tanya tagihan").click()
    expect(teller.get_by_text(amount, exact=True).first).to_be_visible()
    teller.get_by_role("button", name="Bayar", exact=True).click()
    expect(teller.get_by_text("Pembayaran berhasil.")).to_be_visible()
    teller.close()


def told(page: Page, family: PayingFamily, words: str) -> None:
    """The message is there, on its channel."""
    inbox = page.context.new_page()
    for _ in range(200):
        inbox.goto(f"/demo/kotak-masuk/?untuk=person:{family.head}")
        if words in inbox.get_by_role("main").inner_text():
            break
        inbox.wait_for_timeout(250)
    expect(inbox.get_by_text(words).first).to_be_visible()
    inbox.close()


def sees_what_is_owed_and_why(page: Page) -> None:
    page.goto("/")
    expect(page.locator(".status")).to_contain_text("Tidak aktif")
    picture(page, "arrears", "1-home")
    press(page, "Lihat rincian iuran")
    page.locator("main summary").first.click()
    expect(page.get_by_text("15 bulan × Rp70.000 = Rp1.050.000")).to_be_visible()
    picture(page, "arrears", "2-dues")


def agrees_on_twelve_parts(page: Page) -> None:
    press(page, "Cicil tunggakan")
    expect(page.get_by_role("radio")).to_have_count(2)
    expect(page.get_by_text("Tiap bulan ditambah iuran bulan itu, Rp70.000.")).to_be_visible()
    picture(page, "arrears", "3-choose")
    page.get_by_text("12 kali, Rp81.666 tiap bulan").click()
    press(page, "Lihat rinciannya")
    picture(page, "arrears", "4-parts")
    press(page, "Setuju, mulai mencicil")
    expect(page.get_by_text("0 dari 12 cicilan sudah lunas")).to_be_visible()
    picture(page, "arrears", "5-agreed")


def reads_that_the_card_waits_for_the_last_part(page: Page) -> None:
    expect(page.get_by_text("Cicilan 1 dari 12 lunas.")).to_be_visible(timeout=_SOON)
    picture(page, "arrears", "6-first-part")
    page.get_by_role("link", name="‹ Iuran").click()
    expect(page.get_by_text("Kartu belum aktif.")).to_be_visible()
    picture(page, "arrears", "7-in-plan")


def chooses_to_pay_the_rest_at_once(page: Page) -> None:
    press(page, "Lihat cicilan")
    press(page, "Bayar sisanya sekaligus")
    picture(page, "arrears", "8-at-once")
    press(page, "Bayar sekaligus Rp898.334")


@pytest.mark.skipif(clock.today().day > 28, reason="nobody agrees on a plan after the 28th")
def test_fourteen_months_in_arrears_by_instalments_and_then_at_once_to_an_active_card(
    as_member: OpenPage, new_context: Contexts
) -> None:
    family = a_family_in_arrears(14)
    phone = as_member(family.head, "Siti Aminah")

    sees_what_is_owed_and_why(phone.page)
    agrees_on_twelve_parts(phone.page)
    press(phone.page, "Bayar Rp151.666")
    pays_at_the_bank(new_context, family, "Rp151.666")
    reads_that_the_card_waits_for_the_last_part(phone.page)
    assert family.statuses == {"NONAKTIF_TUNGGAKAN"}

    chooses_to_pay_the_rest_at_once(phone.page)
    pays_at_the_bank(new_context, family, "Rp898.334")
    expect(phone.page.get_by_text("Kartu AKTIF")).to_be_visible(timeout=_SOON)
    picture(phone.page, "arrears", "9-active")
    assert family.statuses == {"AKTIF"}
    assert faults_of(phone) == []


def test_the_last_of_twelve_instalments_makes_the_card_active(
    as_member: OpenPage, new_context: Contexts
) -> None:
    family, story = a_family_near_the_end_of_its_plan(), "last-part"
    phone = as_member(family.head, "Siti Aminah")
    page = phone.page
    page.goto("/iuran/cicilan/")
    expect(page.get_by_text("11 dari 12 cicilan sudah lunas")).to_be_visible()
    picture(page, story, "1-plan")

    press(page, "Bayar Rp151.674")
    expect(page.get_by_text("kartu langsung AKTIF")).to_be_visible()
    pays_at_the_bank(new_context, family, "Rp151.674")

    expect(page.get_by_text("Kartu AKTIF")).to_be_visible(timeout=_SOON)
    picture(page, story, "2-active")
    assert family.statuses == {"AKTIF"}
    assert faults_of(phone) == []


def test_a_class_iii_family_pays_its_number_and_the_open_card_turns_active(
    as_member: OpenPage, new_context: Contexts, new_family: PayingFamily
) -> None:
    phone, story = as_member(new_family.head, "Siti Aminah"), "first-payment"
    page = phone.page

    with screens(page) as seen:
        page.goto("/")
        picture(page, story, "1-home")
        press(page, "Bayar iuran")
        expect(page.get_by_text("Rp105.000", exact=True)).to_be_visible()
        assert faults_of(phone) == []
        picture(page, story, "2-number")
        pays_at_the_bank(new_context, new_family, "Rp105.000")
        expect(page.get_by_text("Kartu AKTIF")).to_be_visible(timeout=_SOON)

    assert len(dict.fromkeys(address.split("?")[0] for address in seen)) == 3, seen
    picture(page, story, "3-active")
    press(page, "Ke beranda")
    expect(page.locator(".status strong")).to_have_text("Aktif")
    picture(page, story, "4-home")
    assert faults_of(phone) == []


def test_without_script_the_same_three_screens_lead_to_the_active_card(
    as_member: OpenPage, new_context: Contexts, new_family: PayingFamily
) -> None:
    page = as_member(new_family.head, "Siti Aminah", java_script_enabled=False).page

    with screens(page) as seen:
        page.goto("/")
        press(page, "Bayar iuran")
        pays_at_the_bank(new_context, new_family, "Rp105.000")
        page.reload()
        expect(page.get_by_text("Kartu AKTIF")).to_be_visible(timeout=_SOON)

    assert len(dict.fromkeys(address.split("?")[0] for address in seen)) == 3, seen


def new_family_looks(as_member: OpenPage, family: PayingFamily, address: str) -> None:
    phone = as_member(family.head, "Siti Aminah").page
    phone.goto(address)
    phone.close()


def seconds_to(page: Page, address: str) -> float:
    page.goto("about:blank")  # nothing that is open asks or loads meanwhile
    began = time.monotonic()
    page.goto(address, wait_until="domcontentloaded")
    return time.monotonic() - began


def test_on_a_slow_2g_line_each_screen_of_paying_is_there_within_five_seconds(
    as_member: OpenPage, new_context: Contexts, new_family: PayingFamily
) -> None:
    page = as_member(new_family.head, "Siti Aminah").page
    for address in ("/", "/iuran/bayar/"):  # a server just started reads its templates first
        new_family_looks(as_member, new_family, address)
    on_2g(page)

    took = [seconds_to(page, "/"), seconds_to(page, "/iuran/bayar/")]
    pays_at_the_bank(new_context, new_family, "Rp105.000")
    took.append(seconds_to(page, "/iuran/bayar/"))

    expect(page.get_by_text("Kartu AKTIF")).to_be_visible()
    assert max(took) < 5, took


def test_paying_costs_at_most_15_kilobytes_on_a_known_phone(
    as_member: OpenPage, new_context: Contexts, new_family: PayingFamily
) -> None:
    """Without its worker, which would fetch unseen."""
    page = as_member(new_family.head, "Siti Aminah", service_workers="block").page
    page.goto("/")
    page.wait_for_load_state("networkidle")

    with weighed(page) as weight:
        page.goto("/")
        press(page, "Bayar iuran")
        pays_at_the_bank(new_context, new_family, "Rp105.000")
        expect(page.get_by_text("Kartu AKTIF")).to_be_visible(timeout=_SOON)

    # Asked as long as a teller takes, which is not the page's to say.
    asked = sum(size for name, size in weight.sizes.items() if "/iuran/kabar" in name) / KB
    assert weight.kilobytes - asked <= 15, weight.sizes


def test_the_message_of_an_active_card_comes_by_itself(
    as_member: OpenPage, new_context: Contexts
) -> None:
    family = a_family_in_arrears(1)
    reachable(family.head)
    page = as_member(family.head, "Siti Aminah").page

    pays_at_the_bank(new_context, family, "Rp140.000")

    told(page, family, "Kartu JKN keluarga aktif sekarang.")
