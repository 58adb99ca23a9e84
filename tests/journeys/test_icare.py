"""The page a doctor reads past care on: sound at a PC and on a phone, light, gone in time."""

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import Watched, faults_of, weighed
from tests.journeys.treating import somebody_treated
from titian.kernel import clock
from titian.visits import services as visits
from titian.visits.services import PassWish


@pytest.fixture
def link(committed_db: None) -> str:
    """To Siti's care, for the hospital whose ward she lies in."""
    treated = somebody_treated()
    hospital = treated.hospital
    wish = PassWish(treated.siti, hospital.facility.pk, hospital.internist.pk, "10001")
    token = visits.give_pass(wish=wish, by=hospital.desk, at=clock.now())
    return f"/icare/{token}/"


@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_of_past_care_is_sound(phone: Watched, link: str, width: int) -> None:
    phone.page.set_viewport_size({"width": width, "height": 800})

    with weighed(phone.page) as weight:
        answer = phone.page.goto(link)

    assert answer is not None
    assert answer.status == 200
    assert faults_of(phone) == []
    assert weight.requests <= 4, weight.sizes
    expect(phone.page.get_by_text("Puskesmas Contoh Rawat")).to_be_visible()


def test_a_link_that_is_over_says_what_to_do(phone: Watched) -> None:
    phone.page.goto("/icare/tidak-ada/")

    expect(phone.page.get_by_text("Buka lagi dari sistem rumah sakit")).to_be_visible()
