"""The head of a city's health office reads a batch and signs it; anybody checks the paper."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from tests.factories.enrolment import CITY, candidate, make_city, new_application, signer
from tests.factories.letters import SIGNED, a_letter, a_signed_letter, approved
from tests.journeys.cekat import SIGNER, in_a_thread_of_its_own
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of
from tests.journeys.pictures import picture
from titian.enrolment.models import Letter
from titian.enrolment.types import ApplicationKind


@dataclass(frozen=True, slots=True)
class Scene:
    made: int
    signed: int
    check_code: str


@pytest.fixture
def scene(committed_db: None, settings: Settings) -> Scene:
    """One letter to read, one signed, and a family that waits for the next."""
    settings.TITIAN_SIGNER = "titian.demo.signing.signer"
    settings.TITIAN_STAMP_DUTY = ""
    make_city()
    approved()
    signed = in_a_thread_of_its_own(a_signed_letter)
    approved(
        new_application(
            ApplicationKind.NEW, candidate("Sulastri Handayani"), candidate("Bagus", relation=3)
        )
    )
    made = a_letter(signer(), at=SIGNED)
    approved()
    return Scene(made, signed, Letter.objects.get(pk=signed).check_code)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("page", ["desk", "made", "signed"])
def test_a_page_of_letters_is_sound(
    as_staff: OpenPage, scene: Scene, page: str, width: int
) -> None:
    address = {"desk": "", "made": f"{scene.made}/", "signed": f"{scene.signed}/"}[page]
    screen = as_staff(SIGNER)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(f"/petugas/surat/{address}")

    assert answer is not None
    assert answer.status == 200
    picture(screen.page, "letters", f"{page}-{width}")
    assert faults_of(screen) == []


@pytest.mark.parametrize("page", ["check", "waiting"])
def test_what_everybody_may_see_is_sound(phone: Watched, scene: Scene, page: str) -> None:
    address = {"check": f"/surat/{scene.check_code}/", "waiting": f"/kota/{CITY}/tunggu/"}[page]

    answer = phone.page.goto(address)

    assert answer is not None
    assert answer.status == 200
    picture(phone.page, "letters", page)
    assert faults_of(phone) == []


def test_the_head_of_the_health_office_makes_reads_and_signs_a_letter(
    as_staff: OpenPage, scene: Scene
) -> None:
    page = as_staff(SIGNER).page
    page.goto("/petugas/surat/")

    page.get_by_role("button", name="Buat surat").click()
    expect(page.get_by_role("heading", name="Lampiran")).to_be_visible()
    page.get_by_role("button", name="Setujui dan tanda tangani").click()

    expect(page.get_by_role("link", name="Simpan surat (PDF)")).to_be_visible()
    picture(page, "letters", "after-signing")
