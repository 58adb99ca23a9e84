"""A baby is registered before it has a NIK; the family is reminded, and adds it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.members import acting_for
from tests.factories.messages import words_of
from tests.factories.requests import MONDAY, TODAY, Household, a_household, asks
from titian.members import services as members
from titian.members.models import Person
from titian.members.types import PaperKind, RequestKind, RequestStep
from titian.notifications.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NIK = "3573006311260012"  # a girl, born on 23 November 2026, in no real district
MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def with_a_baby() -> tuple[Household, int]:
    home = a_household()
    wanted = {"birth_date": f"{TODAY}", "sex": "P"}
    asks(home.mother, RequestKind.NEWBORN, wanted, PaperKind.BIRTH)
    return home, Person.objects.filter(family=home.family_id).latest("id").pk


def reminders(baby: int) -> list[Message]:
    found = Message.objects.filter(recipient_ref=f"person:{baby}", template__contains="nik_due")
    return list(found.order_by("id"))


def test_the_family_is_reminded_twice_and_each_time_once() -> None:
    _, baby = with_a_baby()

    said = []
    for day in (59, 60, 61, 62, 82, 83, 84, 95):
        members.remind_of_nik(at=MORNING + timedelta(days=day))
        said.append(len(reminders(baby)))

    assert said == [0, 1, 1, 1, 1, 2, 2, 2]
    words = words_of(reminders(baby)[0])
    assert "23 Februari 2027" in words
    assert len(words) <= 306


def test_the_own_nik_and_name_come_later_and_end_the_reminding() -> None:
    home, baby = with_a_baby()
    wanted = {"why": "nik", "nik": NIK, "full_name": "Ayu Santoso"}
    papers = (PaperKind.BIRTH, PaperKind.KK)

    view = asks(baby, RequestKind.IDENTITY, wanted, *papers, by=acting_for(home.father), at=MONDAY)
    members.remind_of_nik(at=MORNING + timedelta(days=60))

    assert view.step is RequestStep.DONE
    row = home.row(baby)
    assert (row.nik_sealed, row.full_name) == (NIK, "Ayu Santoso")
    assert reminders(baby) == []
