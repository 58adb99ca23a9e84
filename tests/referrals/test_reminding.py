"""Before a referral ends and before the day to come again, each once."""

from datetime import date, datetime, timedelta

import pytest

from tests.factories.members import NOON, TODAY, make_family, new_person
from tests.factories.referrals import Way, make_way
from titian.members.types import NewContact
from titian.notifications.models import Message
from titian.referrals import services as referrals

pytestmark = pytest.mark.django_db

ENDS, NEAR = "referrals/messages/ends.txt", "referrals/messages/near.txt"


def somebody() -> Way:
    contact = NewContact("email", "siti@contoh.test")
    return make_way(make_family(new_person(contacts=(contact,)))[0])


def later(days: int) -> datetime:
    return NOON + timedelta(days=days)


def told(way: Way, template: str) -> int:
    return Message.objects.filter(
        recipient_ref=f"person:{way.person_id}", template=template
    ).count()


def test_seven_days_before_the_last_and_once() -> None:
    way = somebody()
    way.refer()

    referrals.remind(at=later(82))
    assert told(way, ENDS) == 0
    referrals.remind(at=later(83))
    referrals.remind(at=later(83))
    referrals.remind(at=later(84))

    assert told(way, ENDS) == 1


def test_days_on_which_no_worker_ran_are_made_up_for_but_not_the_last_day() -> None:
    one, another = somebody(), somebody()
    one.refer()
    another.refer()

    referrals.remind(at=later(88))
    assert told(one, ENDS) == 1
    number = somebody()
    number.refer()
    referrals.remind(at=later(90))

    assert told(number, ENDS) == 0


def test_nobody_is_reminded_of_what_was_used_or_withdrawn() -> None:
    used, withdrawn = somebody(), somebody()
    used.use(used.refer())
    referrals.withdraw_referral(number=withdrawn.refer(), by=withdrawn.doctor, at=NOON)

    referrals.remind(at=later(85))

    assert told(used, ENDS) == told(withdrawn, ENDS) == 0


def test_three_days_before_the_day_to_come_again() -> None:
    way = somebody()
    way.call_back(days=10)

    referrals.remind(at=later(6))
    assert told(way, NEAR) == 0
    referrals.remind(at=later(7))

    assert told(way, NEAR) == 1


def test_a_reminder_says_the_day_in_words_and_nothing_of_health() -> None:
    way = somebody()
    way.refer(diagnosis_code="B20")

    referrals.remind(at=later(85))

    message = Message.objects.get(recipient_ref=f"person:{way.person_id}", template=ENDS)
    last = date(2027, 2, 18)
    assert TODAY + timedelta(days=90) == last
    assert "18 Februari" in str(message.data)
    assert "B20" not in str(message.data)
