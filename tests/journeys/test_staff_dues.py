"""Pages of dues for staff of a branch: sound on a PC and on a phone, behind doors of their role."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenPage
from tests.journeys.looking import faults_of
from tests.journeys.owing import a_family_that_may_be_fined
from tests.journeys.scenes import Desk, a_desk_at_work
from titian.kernel.scopes import Grant, Scope

BRANCH = (Grant("branch", Scope("all", "")),)

DUES: dict[str, Callable[[int], str]] = {
    "contributions:desk": lambda person: f"/petugas/iuran/{person}/",
    "contributions:desk_fine": lambda person: f"/petugas/iuran/{person}/denda/",
    "contributions:desk_letters": lambda person: f"/petugas/iuran/{person}/surat/",
    "contributions:desk_write_offs": lambda _: "/petugas/pemutihan/",
    "contributions:desk_plans": lambda _: "/petugas/cicilan/",
}


@pytest.fixture
def desk(committed_db: None) -> Desk:
    return a_desk_at_work()


@pytest.fixture
def fined_person(committed_db: None) -> int:
    return a_family_that_may_be_fined().head


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("route", DUES)
def test_a_page_of_a_persons_dues_is_sound(
    as_staff: OpenPage, fined_person: int, route: str, width: int
) -> None:
    screen = as_staff(BRANCH)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(DUES[route](fined_person))

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


def test_the_door_to_instalments_is_there_for_a_branch_and_not_for_a_desk(
    as_staff: OpenPage, desk: Desk
) -> None:
    branch, counter = as_staff(BRANCH).page, as_staff(desk.grants).page
    branch.goto("/petugas/")
    counter.goto("/petugas/")

    expect(counter.get_by_role("link", name="Cicilan berjalan")).not_to_be_visible()
    branch.get_by_role("link", name="Cicilan berjalan").click()

    expect(branch.get_by_role("heading", name="Cicilan berjalan")).to_be_visible()
