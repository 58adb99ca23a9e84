"""A visit to a village: signed up for on a phone, held on one phone that loses its signal."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.factories.outreach import MALANG, coming, planned
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of, weighed
from tests.journeys.pictures import picture
from titian.helpdesk.models import OutreachPerson
from titian.helpdesk.services import outreach as helpdesk
from titian.helpdesk.types.outreach import Need
from titian.kernel import clock
from titian.kernel.actors import Actor


@pytest.fixture
def code(committed_db: None) -> str:
    now = clock.now()
    made = planned(now)
    for name, need in (("Bu Sumarni", Need.JOIN), ("Pak Slamet", Need.DUES)):
        helpdesk.sign_up(code=made, coming=coming(name, need), by=Actor.visitor(), at=now)
    return made


@pytest.mark.parametrize("page", ["/jemput-bola/", "/jemput-bola/{code}/"])
def test_a_page_for_villagers_is_sound_and_light(phone: Watched, code: str, page: str) -> None:
    address = page.format(code=code)

    with weighed(phone.page) as weight:
        answer = phone.page.goto(address)

    assert answer is not None
    assert answer.status == 200
    assert faults_of(phone) == []
    assert weight.kilobytes <= 30, weight.sizes
    assert weight.of(address) <= 9, weight.sizes


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("page", ["", "baru/", "{code}/"])
def test_a_page_of_its_officers_is_sound(
    as_staff: OpenPage, code: str, page: str, width: int
) -> None:
    screen = as_staff(MALANG)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(f"/petugas/jemput-bola/{page.format(code=code)}")

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


def test_a_villager_signs_up_with_two_words(phone: Watched, code: str) -> None:
    page = phone.page
    page.goto("/jemput-bola/?wilayah=35.73.05.1004")
    page.locator(f'a[href="/jemput-bola/{code}/"]').click()
    page.get_by_label("Nama yang dipanggil").fill("Mbah Karto")
    page.get_by_label("Belajar memakai Titian").check()
    page.get_by_role("button", name="Daftar").click()

    expect(page.get_by_text("Nomor Anda di daftar")).to_be_visible()
    expect(page.locator("p.code")).to_have_text("3")
    picture(page, "outreach", "signed-up")


def test_a_visit_is_held_without_a_signal_and_brought_home(as_staff: OpenPage, code: str) -> None:
    page = as_staff(MALANG).page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/petugas/jemput-bola/{code}/")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    context: BrowserContext = page.context
    context.set_offline(True)

    page.get_by_label("Nama yang dipanggil").fill("Mbah Karto")
    page.get_by_label("Belajar memakai Titian").check()
    page.get_by_role("button", name="Tambah", exact=True).click()
    page.locator("li", has_text="Bu Sumarni").get_by_role("button", name="selesai dibantu").click()

    expect(page.get_by_text("catatan masih di HP ini")).to_be_visible()
    page.reload()
    expect(page.locator("li", has_text="Mbah Karto")).to_contain_text("di HP ini")
    picture(page, "outreach", "offline")

    context.set_offline(False)
    expect(page.locator("li", has_text="3. Mbah Karto")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("catatan masih di HP ini")).to_be_hidden()
    helped = OutreachPerson.objects.get(outreach__code=code, number=1)
    assert helped.result == "helped"
    assert helped.marked_at is not None
    assert helped.marked_at <= clock.now()
