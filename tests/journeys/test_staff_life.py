"""Staff life at a PC and on a phone: the keeper's pages, one's own history, and the invitation."""

import re
from collections.abc import Callable

import pyotp
import pytest
from playwright.sync_api import BrowserContext, expect

from tests.accounts.keeping import SECRET, House, link_sent
from tests.factories.accounts import Staff
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of
from titian.accounts import services as accounts
from titian.kernel import clock
from titian.kernel.scopes import Grant

PAGES: dict[str, Callable[[Staff], str]] = {
    "people": lambda _: "/petugas/orang/",
    "person": lambda ratna: f"/petugas/orang/{ratna.account_id}/",
    "invite": lambda _: "/petugas/orang/undang/",
    "invitations": lambda _: "/petugas/orang/undangan/",
    "approvals": lambda _: "/petugas/orang/persetujuan/",
    "review": lambda _: "/petugas/orang/tinjauan/",
    "history": lambda _: "/petugas/akun/riwayat/",
    "password": lambda _: "/petugas/akun/kata-sandi/",
}


def a_house_at_work() -> tuple[House, Staff, int]:
    """A keeper who asked for a powerful role, somebody of the desk, and an invitation."""
    house = House()
    keeper, ratna, at = house.staff("admin"), house.staff("desk"), clock.now()
    accounts.give_role(
        account=ratna.account_id, offer=house.offer("manager"), by=keeper.actor, at=at
    )
    number = accounts.invite(
        name="Budi (contoh)", reach="081234567030", offer=house.offer(), by=keeper.actor, at=at
    )
    return house, ratna, number


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_staff_life_is_sound(
    as_staff: OpenPage, committed_db: None, page: str, width: int
) -> None:
    house, ratna, _ = a_house_at_work()
    screen = as_staff((Grant("admin", house.place),))
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(PAGES[page](ratna))

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


def test_the_invited_joins_on_a_phone_by_keyboard_alone(
    new_context: Callable[..., BrowserContext], committed_db: None
) -> None:
    _, _, number = a_house_at_work()
    phone = Watched(new_context(java_script_enabled=False).new_page())
    phone.page.goto(f"/petugas/undangan/{link_sent(number)}/")
    seed = re.sub(r"\s", "", phone.page.locator(".digits").inner_text())

    phone.page.get_by_label("Nama pengguna").fill(f"budi.{number}")
    phone.page.get_by_label("Kata sandi baru").fill(SECRET)
    phone.page.get_by_label("6 angka dari aplikasi").fill(pyotp.TOTP(seed).at(clock.now()))
    phone.page.keyboard.press("Enter")

    expect(phone.page.get_by_role("heading", level=1)).to_contain_text("10 kode cadangan")
    expect(phone.page.locator(".digits")).to_have_count(10)


def test_the_page_of_an_invitation_is_sound(
    new_context: Callable[..., BrowserContext], committed_db: None
) -> None:
    _, _, number = a_house_at_work()
    phone = Watched(new_context().new_page())

    phone.page.goto(f"/petugas/undangan/{link_sent(number)}/")

    expect(phone.page.get_by_role("heading", level=1)).to_contain_text("Budi")
    assert faults_of(phone) == []
