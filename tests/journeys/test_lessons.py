"""Lessons: their screens come from the real product; read and finished on a phone."""

import pytest
from playwright.sync_api import expect

from tests.factories.frontdoor import make_member
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of, weighed
from tests.journeys.pictures import picture
from tests.journeys.scenes import a_desk_at_work
from titian.helpdesk.models.lessons import LessonDone
from titian.helpdesk.selectors.lessons import lessons
from titian.helpdesk.types.lessons import Audience
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.notifications.types import Channel

KEYS = [one.key for audience in Audience for one in lessons(audience, "id")]
MANAGER = (Grant("manager", Scope("facility", "1033252")),)


@pytest.mark.parametrize("address", ["/belajar/", *(f"/belajar/{key}/" for key in KEYS)])
def test_a_lesson_is_sound_and_light(phone: Watched, address: str) -> None:
    with weighed(phone.page) as weight:
        answer = phone.page.goto(address)

    assert answer is not None
    assert answer.status == 200
    assert faults_of(phone) == []
    assert weight.of(address) <= 9, weight.sizes
    assert weight.kilobytes <= 30, weight.sizes


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("address", ["/petugas/belajar/", "/petugas/belajar/siapa/"])
def test_a_page_of_officers_who_learn_is_sound(
    as_staff: OpenPage, committed_db: None, address: str, width: int
) -> None:
    screen = as_staff(MANAGER)
    screen.page.set_viewport_size({"width": width, "height": 800})

    answer = screen.page.goto(address)

    assert answer is not None
    assert answer.status == 200
    assert faults_of(screen) == []


def test_a_wrong_answer_may_be_given_again_and_the_right_one_finishes(as_staff: OpenPage) -> None:
    page = as_staff(MANAGER).page
    before = LessonDone.objects.filter(lesson="keluhan").count()
    page.goto("/belajar/keluhan/")
    page.get_by_label("Saat petugas istirahat").check()
    page.get_by_role("button", name="Jawab").click()
    expect(page.get_by_text("Belum benar")).to_be_visible()

    page.get_by_label("Saat kita menunggu jawaban warga").check()
    page.get_by_role("button", name="Jawab").click()

    expect(page.get_by_text("Pelajaran ini selesai")).to_be_visible()
    assert LessonDone.objects.filter(lesson="keluhan").count() == before + 1
    picture(page, "learning", "finished")


def test_the_screens_of_the_lessons_are_taken_from_the_product(
    phone: Watched, as_member: OpenPage, as_staff: OpenPage
) -> None:
    member = make_member(Channel.WHATSAPP, Channel.EMAIL, at=clock.now())
    page = phone.page
    page.goto("/masuk/")
    picture(page, "lesson", "sign-in")
    page.get_by_label("NIK").fill(member.nik)
    page.get_by_label("Tanggal lahir").fill(member.born.strftime("%d/%m/%Y"))
    page.get_by_role("button", name="Lanjut").click()
    page.wait_for_load_state()
    picture(page, "lesson", "ways")
    page.goto("/keluhan/")
    picture(page, "lesson", "complain")
    home = as_member(member.person_id, "Siti Aminah").page
    home.goto("/")
    picture(home, "lesson", "home")

    desk = a_desk_at_work()
    counter = as_staff(desk.grants).page
    counter.set_viewport_size({"width": 360, "height": 740})
    counter.goto(f"/loket/{desk.session.pk}/")
    expect(counter.get_by_role("main")).to_be_visible()
    picture(counter, "lesson", "counter")
