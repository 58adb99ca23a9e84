"""A programmer of a hospital's system at the sandbox's developer page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.factories.facilities import make_facility
from tests.factories.wire import bridged
from tests.journeys.looking import Watched, faults_of
from titian.bridging.types.wire import Wire
from titian.facilities.models import Facility

UNKNOWN = "/Peserta/nokartu/0009999999999/tglSEP/2026-11-20"


@pytest.fixture
def called(committed_db: None) -> Facility:
    """A hospital's system has asked about a card that nobody has."""
    hospital = bridged(make_facility())
    hospital.get(Wire.VCLAIM, UNKNOWN)
    return hospital.facility


@pytest.mark.parametrize("width", [1280, 360])
def test_a_call_is_opened_and_replayed(
    new_context: Callable[..., BrowserContext], called: Facility, width: int
) -> None:
    screen = Watched(new_context().new_page())
    screen.page.set_viewport_size({"width": width, "height": 800})

    screen.page.goto("/demo/pengembang/panggilan/")
    screen.page.get_by_role("link", name="GET vclaim").first.click()

    expect(screen.page.get_by_role("heading", name="Jawaban, sudah dibuka")).to_be_visible()
    expect(screen.page.get_by_text("SIMULASI.")).to_be_visible()
    assert faults_of(screen) == []
    before = screen.page.url
    screen.page.get_by_role("button", name="Ulangi panggilan ini").click()
    expect(screen.page).not_to_have_url(before)


def test_a_fault_is_set_and_ended_by_keyboard(
    new_context: Callable[..., BrowserContext], called: Facility
) -> None:
    page = new_context().new_page()
    page.goto("/demo/pengembang/gangguan/")

    page.get_by_role("radio", name="Lambat").check()
    page.get_by_role("button", name="Mulai").press("Enter")
    expect(page.get_by_role("heading", name="Sedang menunggu panggilan")).to_be_visible()
    page.get_by_role("button", name="Hentikan semua").press("Enter")

    expect(page.get_by_text("Semua panggilan dijawab seperti biasa.")).to_be_visible()
