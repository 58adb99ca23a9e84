"""Whoever was treated is told once, on their own address and without what was found."""

import json
from datetime import timedelta

import pytest

from tests.factories.members import make_family, new_person
from tests.factories.queue import MORNING
from tests.factories.visits import SUGAR, emergency, make_coded_clinic, make_hospital, recorded
from titian.members.types import NewContact, Relation
from titian.notifications.models import Message
from titian.notifications.types import State
from titian.visits import services as visits

pytestmark = pytest.mark.django_db


def messages() -> list[Message]:
    return list(Message.objects.filter(template__startswith="visits/").order_by("id"))


def test_a_recorded_visit_is_told_once_and_says_nothing_of_the_illness() -> None:
    own = NewContact("whatsapp", "6280000000771")
    (person,) = make_family(new_person("Sutinah Wati", contacts=(own,)))
    visit = recorded(person, make_coded_clinic("Puskesmas Dinoyo"), SUGAR)

    for _ in range(2):
        assert visits.tell_recorded(visit_id=visit.visit_id, at=MORNING)

    (told,) = messages()
    said = json.loads(told.data or "")
    assert said == {"place": "Puskesmas Dinoyo", "name": "Sutinah", "day": "2026-11-23"}


def test_the_heads_number_never_stands_in_for_a_grown_ups() -> None:
    heads = NewContact("whatsapp", "6280000000772")
    _, wife = make_family(
        new_person("Budi Santoso", contacts=(heads,)),
        new_person("Dewi Lestari", relation=Relation.SPOUSE),
    )
    hospital = make_hospital()
    letter = visits.issue_letter(wish=emergency(wife, hospital), by=hospital.desk, at=MORNING)

    visits.tell_letter(number=letter.number, at=MORNING)

    (told,) = messages()
    assert told.address_count == 0
    assert told.state == State.FAILED


def test_nothing_is_told_of_what_was_taken_back() -> None:
    hospital = make_hospital()
    (person,) = make_family(new_person())
    letter = visits.issue_letter(wish=emergency(person, hospital), by=hospital.desk, at=MORNING)
    visits.cancel_letter(number=letter.number, by=hospital.desk, at=MORNING)

    assert not visits.tell_letter(number=letter.number, at=MORNING)
    assert messages() == []


def test_a_visit_that_was_written_down_late_is_not_told_as_news() -> None:
    (person,) = make_family(new_person())
    visit = recorded(person, make_coded_clinic())

    assert not visits.tell_recorded(visit_id=visit.visit_id, at=MORNING + timedelta(days=8))
