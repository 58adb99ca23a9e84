"""The city's promises and procedures in the browser, narrow and wide."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.factories.city import KEDIRI, keeps, opened_city
from tests.journeys.citywide import CITY, KEPT, Citywide, a_city_that_enrols
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of
from tests.journeys.pictures import picture

WIDTHS = pytest.mark.parametrize("width", [1280, 360])


@pytest.fixture
def citywide(committed_db: None) -> Citywide:
    return a_city_that_enrols()


@WIDTHS
@pytest.mark.parametrize("route", CITY)
def test_a_page_of_the_citys_promises_is_sound(
    new_context: Callable[..., BrowserContext], citywide: Citywide, route: str, width: int
) -> None:
    page = new_context(width=width, height=800).new_page()
    screen = Watched(page)

    answer = page.goto(CITY[route](citywide))
    picture(page, "kota", f"{route.partition(':')[2]}-{width}")

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


@WIDTHS
@pytest.mark.parametrize("route", KEPT)
def test_a_page_of_procedures_is_sound(
    as_staff: OpenPage, citywide: Citywide, route: str, width: int
) -> None:
    screen = as_staff(citywide.keeper)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(KEPT[route](citywide))
    picture(screen.page, "kota", f"{route.partition(':')[2]}-{width}")

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


def test_one_keeper_writes_a_version_and_another_approves_it(
    as_staff: OpenPage, committed_db: None
) -> None:
    opened_city(KEDIRI)
    one, other = as_staff(keeps(KEDIRI)), as_staff(keeps(KEDIRI))

    one.page.goto("/petugas/prosedur/")
    one.page.get_by_role("link", name="Versi 1, mulai").first.click()
    one.page.get_by_role("link", name="Susun versi baru dari ini").click()
    one.page.get_by_label("Janji selesai, dalam menit kerja").fill("420")
    one.page.get_by_role("button", name="Simpan dan lihat hasilnya").click()
    picture(one.page, "kota", "rancangan")
    one.page.get_by_role("button", name="Ajukan untuk disetujui").click()
    other.page.goto("/petugas/prosedur/")
    other.page.get_by_role("row", name="menunggu disetujui").get_by_role(
        "link", name="Versi 2"
    ).first.click()
    picture(other.page, "kota", "disetujui")
    assert faults_of(other) == []
    other.page.get_by_role("button", name="Setujui").click()

    other.page.get_by_role("link", name="nanti mulai").first.wait_for()
