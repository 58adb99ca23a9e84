"""A member finds their rights in the menu, and each line leads to the page that does it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.factories.accounts import COOKIE, SETUP
from tests.factories.contributions import PayingFamily, paying_family, suspended_family
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of, keep_cookie
from tests.journeys.serving import Server
from titian.accounts import services as accounts
from titian.contributions import services as contributions
from titian.kernel import clock


@pytest.fixture
def family(server: Server, committed_db: None) -> PayingFamily:
    return suspended_family(2, people=2, on=clock.today())


def test_from_the_menu_to_what_is_owed(as_member: OpenPage, family: PayingFamily) -> None:
    phone = as_member(family.head, "Orang Contoh")
    phone.page.goto("/")

    phone.page.get_by_text("Menu").click()
    phone.page.get_by_role("link", name="Hak dan kewajiban saya").click()
    expect(phone.page.get_by_text("Sekarang perlu dibayar: Rp210.000.")).to_be_visible()
    for title in ("Masa tunggu", "Yang tidak dijamin", "Hak atas data Anda"):
        phone.page.locator("summary", has_text=title).click()
    assert faults_of(phone) == []
    phone.page.get_by_role("link", name="Bayar iuran").first.click()

    expect(phone.page.get_by_role("heading", name="Bayar iuran")).to_be_visible()


def test_it_opens_without_script_and_by_keyboard(
    new_context: Callable[..., BrowserContext], server: Server, family: PayingFamily
) -> None:
    context = new_context(java_script_enabled=False)
    session = accounts.open_member_session(
        subject=str(family.head), display_name="Orang", device="HP", by=SETUP, at=clock.now()
    )
    keep_cookie(context, server.origin, COOKIE, session.token)
    page = Watched(context.new_page()).page
    page.goto("/hak/")
    closed = page.locator("summary", has_text="Masa tunggu")

    closed.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Habis menunggak lalu aktif lagi?")).to_be_visible()


def test_another_account_for_autodebit_is_taken_back(
    as_member: OpenPage, server: Server, committed_db: None
) -> None:
    family = paying_family(2)
    for key, account in (("a", "11112222"), ("b", "33334444")):
        contributions.open_mandate(
            family_id=family.family_id, account_no=account, holder="Orang Contoh",
            client_key=key, by=family.viewer, at=clock.now(),
        )  # fmt: skip
    phone = as_member(family.head, "Orang Contoh")
    phone.page.goto("/iuran/autodebit/")
    expect(phone.page.get_by_text("SIMULASI.")).to_be_visible()
    assert faults_of(phone) == []

    phone.page.get_by_role("button", name="Kembali ke rekening •••• 2222").click()

    expect(phone.page.get_by_text("Dari rekening •••• 2222")).to_be_visible()
    assert faults_of(phone) == []
