"""How long a patient of a ward may still show who they are: weekends and holidays do not count."""

from datetime import date, datetime, timedelta

import pytest

from tests.factories.queue import MORNING, make_person
from tests.factories.visits import emergency, make_hospital
from titian.referrals.types import CareKind
from titian.visits import services as visits
from titian.visits.errors import LetterTooLate

pytestmark = pytest.mark.django_db

BEFORE_CHRISTMAS = date(2026, 12, 23)  # Thursday and Friday are holidays, then a weekend


def morning_of(day: date) -> datetime:
    return MORNING + timedelta(days=(day - MORNING.date()).days)


def issue_on(day: date) -> date:
    hospital, person = make_hospital(), make_person()
    wish = emergency(person, hospital, care_kind=CareKind.INPATIENT, on=BEFORE_CHRISTMAS)
    letter = visits.issue_letter(wish=wish, by=hospital.desk, at=morning_of(day))
    return letter.issued_on


def test_the_third_working_day_is_after_christmas() -> None:
    assert issue_on(date(2026, 12, 29)) == BEFORE_CHRISTMAS


def test_the_day_after_it_is_too_late_and_says_until_when() -> None:
    with pytest.raises(LetterTooLate) as refusal:
        issue_on(date(2026, 12, 30))

    assert refusal.value.data["until"] == "2026-12-29"
