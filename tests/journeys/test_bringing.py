"""Pages of files and of places that join: sound at a desk and on a phone."""

import pytest

from tests.journeys.bringing import BROUGHT, HEALTH, files_of_a_city
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import faults_of
from titian.accounts.models import Account


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("route", BROUGHT)
def test_a_page_of_data_that_comes_in_is_sound(
    as_staff: OpenPage, committed_db: None, route: str, width: int
) -> None:
    screen = as_staff(HEALTH)
    brought = files_of_a_city(Account.objects.latest("pk").pk)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(BROUGHT[route](brought))

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []
