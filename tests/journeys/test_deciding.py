"""What the social office sees in its morning: its list, an urgent case, one that differs."""

import pytest

from tests.journeys.conftest import OpenPage
from tests.journeys.deciding import SOCIAL, Morning, a_morning_of_the_social_office
from tests.journeys.looking import faults_of
from tests.journeys.pictures import picture


@pytest.fixture
def morning(committed_db: None) -> Morning:
    return a_morning_of_the_social_office()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_an_agency_look_right(
    as_staff: OpenPage, morning: Morning, width: int
) -> None:
    screen = as_staff(SOCIAL)
    screen.page.set_viewport_size({"width": width, "height": 800})

    for name, address in {
        "list": "/petugas/pemeriksaan/",
        "urgent": f"/petugas/pemeriksaan/{morning.step(morning.urgent)}/",
        "differs": f"/petugas/pemeriksaan/{morning.step(morning.differs)}/",
        "leave": "/petugas/pemeriksaan/cuti/",
    }.items():
        screen.page.goto(address)
        assert faults_of(screen) == []
        picture(screen.page, f"verifying-{width}", name)
