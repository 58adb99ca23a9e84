"""A crowd comes: the room shows one's place and goes on by itself, with and without script."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenPage
from tests.journeys.looking import faults_of
from tests.journeys.scenes import Scene, a_family_with_a_ticket
from tests.journeys.serving import Server, serving
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.platform.http.room.keeper import Keeper
from titian.platform.http.room.rules import Order

TIMES = "/berobat/waktu/?orang={}&layanan={}"


@pytest.fixture
def line(tmp_path: Path) -> Path:
    return tmp_path / "line"


@pytest.fixture
def server(committed_db: None, line: Path) -> Iterator[Server]:
    """With a line of its own, so that no other journey waits in it."""
    more = {"TITIAN_ROOM": str(line)}
    with serving(os.environ["TITIAN_DATABASE_URL"], worker=False, more=more) as running:
        yield running


@pytest.fixture
def room(server: Server, line: Path) -> Keeper:
    return Keeper(line, most_here=80)


@pytest.fixture
def scene(server: Server) -> Scene:
    return a_family_with_a_ticket()


@pytest.mark.parametrize("script", [True, False])
def test_a_place_in_the_line_becomes_a_held_place_without_typing_again(
    as_member: OpenPage, scene: Scene, room: Keeper, script: bool
) -> None:
    room.obey(Order.HOLD)
    phone = as_member(scene.daughter, "Siti Aminah", java_script_enabled=script)
    page = phone.page
    page.goto(TIMES.format(scene.daughter, scene.clinic.service.pk))
    page.get_by_role("button", name=re.compile("sisa")).first.click()
    expect(page.get_by_role("heading", name="Ramai sekali.")).to_be_visible()
    expect(page.get_by_text("Tempat Anda tidak hilang")).to_be_visible()
    if script:
        assert faults_of(phone) == []
    page.reload()
    expect(page.get_by_role("heading", name="Ramai sekali.")).to_be_visible()
    assert room.figures().waiting == 1

    room.obey(Order.OPEN)
    if not script:
        page.goto("/berobat/ruang/")
        expect(page.get_by_role("heading", name="Giliran Anda")).to_be_visible(timeout=15_000)
        page.get_by_role("button", name="Lanjutkan").click()

    expect(page).to_have_url(re.compile(r"/berobat/pegang/\d+/"), timeout=15_000)


def test_in_english_and_with_the_keyboard_one_may_also_leave(
    as_member: OpenPage, scene: Scene, room: Keeper
) -> None:
    room.obey(Order.HOLD)
    phone = as_member(scene.daughter, "Siti Aminah")
    page = phone.page
    page.goto(TIMES.format(scene.daughter, scene.clinic.service.pk))
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name=re.compile("left")).first.click()
    expect(page.get_by_role("heading", name="You are in the line now")).to_be_visible()

    leave = page.get_by_role("button", name="Leave the line")
    leave.focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/berobat/$"))


@pytest.mark.parametrize("width", [1280, 360])
def test_who_operates_it_holds_and_opens_the_room(
    as_staff: OpenPage, room: Keeper, width: int
) -> None:
    screen = as_staff((Grant("operator", Scope(EVERYWHERE)),))
    screen.page.set_viewport_size({"width": width, "height": 800})
    screen.page.goto("/petugas/ruang-tunggu/")
    assert faults_of(screen) == []

    screen.page.get_by_role("button", name=re.compile("^Tahan")).click()

    expect(screen.page.get_by_text("Sedang dibuka")).to_be_visible()
    assert room.figures().order is Order.HOLD
