"""Lessons: read by anybody, finished once, seen by who is responsible for the officers."""

import pytest
from django.test import Client

from tests.factories.accounts import make_staff, signed_in_member, signed_in_staff
from tests.factories.members import make_family, new_person
from titian.helpdesk.errors import LessonAnswerWrong, LessonUnknown, NotLearnersOfYours
from titian.helpdesk.models.lessons import LessonDone
from titian.helpdesk.selectors import lessons as lessons_read
from titian.helpdesk.services import lessons as helpdesk
from titian.helpdesk.types.lessons import Audience
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.platform.db.personal import Whose

pytestmark = pytest.mark.django_db
ALL = [one for audience in Audience for one in lessons_read.lessons(audience, "id")]


@pytest.mark.parametrize("language", ["id", "en"])
def test_each_lesson_is_short_and_has_one_right_answer(language: str) -> None:
    for audience in Audience:
        for one in lessons_read.lessons(audience, language):
            assert 2 <= len(one.steps) <= 5
            assert 0 <= one.right < len(one.options)
            assert all(len(step.text.split()) <= 40 for step in one.steps), one.key


def test_a_member_finishes_a_lesson_once(client: Client) -> None:
    (siti,) = make_family(new_person("Siti Aminah"))
    actor = signed_in_member(client, siti, "Siti Aminah")

    for _ in range(2):
        assert client.post("/belajar/masuk/", {"jawaban": "1"}).status_code == 303

    assert LessonDone.objects.filter(by=actor.ref, lesson="masuk").count() == 1
    assert "sudah selesai" in client.get("/belajar/").content.decode()


@pytest.mark.parametrize("said", ["0", "", "9", "satu", "-1", "1" * 50])
def test_a_wrong_answer_is_told_and_keeps_nothing(client: Client, said: str) -> None:
    answer = client.post("/belajar/masuk/", {"jawaban": said})

    assert answer.status_code == 422
    assert "Belum benar" in answer.content.decode()


def test_a_visitors_answer_is_kept_nowhere() -> None:
    before = LessonDone.objects.count()

    helpdesk.finish_lesson(key="masuk", answer=1, by=Actor.visitor(), at=clock.now())

    assert LessonDone.objects.count() == before
    with pytest.raises(LessonUnknown):
        helpdesk.finish_lesson(key="tidak-ada", answer=1, by=Actor.visitor(), at=clock.now())


def test_a_manager_sees_what_the_officers_of_the_place_finished(client: Client) -> None:
    place = Scope("facility", "9900001")
    officer = make_staff((Grant("desk", place),), display_name="Ratih Belajar")
    helpdesk.finish_lesson(key="loket", answer=1, by=officer.actor, at=clock.now())

    signed_in_staff(client, (Grant("manager", place),))
    page = client.get("/petugas/belajar/siapa/").content.decode()
    seen = {
        one.name: one for one in lessons_read.learners(Actor.staff(1, (Grant("manager", place),)))
    }

    assert "Ratih Belajar" in page
    assert set(seen["Ratih Belajar"].done) == {"loket"}


def test_officers_do_not_see_each_other() -> None:
    with pytest.raises(NotLearnersOfYours):
        lessons_read.learners(Actor.staff(1, (Grant("desk", Scope("facility", "9900001")),)))


def test_what_was_finished_goes_with_the_person() -> None:
    who = make_staff()
    helpdesk.finish_lesson(key="loket", answer=1, by=who.actor, at=clock.now())

    whose = Whose(person_id=1, family_id=1, account_ids=(who.account_id,))

    assert helpdesk.let_go(whose, by=Actor.system("tests"), at=clock.now()) == 1


def test_an_answer_must_be_the_right_one() -> None:
    for one in ALL:
        wrong = (one.right + 1) % len(one.options)
        with pytest.raises(LessonAnswerWrong):
            helpdesk.finish_lesson(key=one.key, answer=wrong, by=Actor.visitor(), at=clock.now())
