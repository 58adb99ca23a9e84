"""What is told to many: light on a phone, sound at a desk, by the keys alone and without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of, weighed
from tests.journeys.telling import EDITING, EDITORS, JEMBER, TOLD, Telling, told_in_every_state
from titian.announcements.models import Announcement


@pytest.fixture
def telling(committed_db: None) -> Telling:
    return told_in_every_state()


@pytest.mark.parametrize("route", EDITING)
def test_a_page_of_editors_is_sound(as_staff: OpenPage, telling: Telling, route: str) -> None:
    screen = as_staff(EDITORS)
    for width in (1280, 360):
        screen.page.set_viewport_size({"width": width, "height": 800})
        answer = screen.page.goto(EDITING[route](telling))
        assert answer is not None
        assert answer.status == 200
        assert faults_of(screen) == []


@pytest.mark.parametrize("width", [360, 320])
@pytest.mark.parametrize("route", TOLD)
def test_a_page_for_everybody_is_sound_and_light(
    phone: Watched, telling: Telling, route: str, width: int
) -> None:
    phone.page.set_viewport_size({"width": width, "height": 740})
    address = TOLD[route](telling)

    with weighed(phone.page) as weight:
        answer = phone.page.goto(address)

    assert answer is not None
    assert answer.status == 200
    assert faults_of(phone) == []
    assert weight.kilobytes <= 30, weight.sizes
    assert weight.of(address.partition("?")[0]) <= 9, weight.sizes


def test_an_announcement_is_written_by_the_keys_alone_and_without_the_script(
    as_staff: OpenPage, committed_db: None
) -> None:
    """Every field is reached by Tab, and the last key saves."""
    page = as_staff(EDITORS, java_script_enabled=False).page
    page.goto("/petugas/pengumuman/baru/")
    typed = {
        "title": "Loket tutup hari Jumat",
        "body": "Loket **tutup** Jumat.\n\n- Senin buka lagi",
        "starts_at": "23-11-2030 07.30",
        "ends_at": "30-11-2030 15.00",
    }
    for name, text in typed.items():
        page.locator(f"[name={name}]").focus()
        page.keyboard.insert_text(text)
    page.get_by_role("button", name="Simpan dan lihat").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Loket tutup hari Jumat")
    expect(page.locator(".card b", has_text="tutup")).to_be_visible()
    page.get_by_role("button", name="Minta orang lain menyetujui").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main .tag").first).to_have_text("menunggu persetujuan")
    expect(page.get_by_text("Orang lain yang menyetujui")).to_be_visible()
    row = Announcement.objects.filter(title="Loket tutup hari Jumat").latest("pk")
    assert row.regions == [JEMBER]


def test_a_region_is_chosen_without_the_script(
    new_context: Callable[..., BrowserContext], telling: Telling
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/pekan-ini/?cari=jember")

    page.get_by_role("link", name="Kabupaten Jember").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Pekan ini")
    expect(page.locator("main")).to_contain_text("Senam Prolanis di Jember")
