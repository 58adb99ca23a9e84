"""A number changes by a request, or is recovered: neither is a way round the other's wait."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories.members import NOON, SETUP
from tests.factories.messages import words_of
from tests.factories.recovering import NEW, Household, a_household, at_counter, by_head, prove
from tests.factories.requests import asks
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.errors import RecoveryGone
from titian.members.models import ChangeRequest, Person
from titian.members.types import NewNumber, RecoveryView, RequestKind, RequestStep
from titian.notifications.models import Message
from titian.notifications.types import Channel

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
THIEFS = "6281200000001"
VISITOR = Actor.visitor()


def numbers(person_id: int) -> list[str]:
    return [address.to for address in members_read.addresses_on_record(person_id)]


def a_thief_asks_for_a_phone(home: Household) -> int:
    """On a session that was left open."""
    wanted = {"channel": "sms", "phone": THIEFS}
    return asks(home.sutinah, RequestKind.PHONE, wanted, by=home.by_elder, at=NOON).request_id


def rini_comes_to_the_counter(home: Household, *, days: int) -> RecoveryView:
    at = NOON + days * DAY
    asked = members.ask_at_counter(
        number=Person.objects.get(pk=home.rini).nik_sealed or "",
        new=NewNumber(Channel.SMS, "6280000000995"),
        document="ktp",
        client_key=uuid4(),
        by=home.desk,
        at=at,
    )
    return prove(asked, home.desk, at)


def presses_the_link(recovery_id: int, days: int) -> None:
    token = members_read.stop_token(recovery_id)
    members.stop_by_link(token=token, by=VISITOR, at=NOON + days * DAY)


def test_who_came_to_a_counter_keeps_the_number_whatever_was_asked_before() -> None:
    home = a_household(NOON)
    asked = a_thief_asks_for_a_phone(home)

    at_counter(home, NOON + HOUR)
    members.apply_due_requests(at=NOON + 4 * DAY)

    assert numbers(home.sutinah)[0] == NEW.to
    assert ChangeRequest.objects.get(pk=asked).step == RequestStep.UNDONE


def test_a_number_put_there_by_a_request_does_not_undo_what_a_counter_saw() -> None:
    home = a_household(NOON)
    a_thief_asks_for_a_phone(home)
    members.apply_due_requests(at=NOON + 3 * DAY)
    assert numbers(home.sutinah)[0] == THIEFS

    recovered = at_counter(home, NOON + 4 * DAY)

    with pytest.raises(RecoveryGone):
        presses_the_link(recovered.recovery_id, days=5)
    assert numbers(home.sutinah)[0] == NEW.to


def test_a_number_the_head_vouched_for_does_not_undo_what_a_counter_saw() -> None:
    home = a_household(NOON)
    first = by_head(home, home.rini, NOON)
    members.apply_due_numbers(by=SETUP, at=NOON + 3 * DAY)

    second = rini_comes_to_the_counter(home, days=4)

    for recovery in (first, second):
        with pytest.raises(RecoveryGone):
            presses_the_link(recovery.recovery_id, days=5)


def test_a_notice_of_before_last_undoes_nothing_any_more() -> None:
    home = a_household(NOON)
    first = at_counter(home, NOON)
    at_counter(home, NOON + DAY)

    with pytest.raises(RecoveryGone):
        presses_the_link(first.recovery_id, days=2)


def test_an_e_mail_that_came_by_a_request_lately_goes_with_the_lost_number() -> None:
    home = a_household(NOON)
    wanted = {"email": "maling@contoh.test"}
    asks(home.sutinah, RequestKind.EMAIL, wanted, by=home.by_elder, at=NOON)
    members.apply_due_requests(at=NOON + 3 * DAY)

    at_counter(home, NOON + 4 * DAY)

    assert numbers(home.sutinah) == [NEW.to]


def test_who_cannot_undo_it_is_not_told_that_they_can() -> None:
    home = a_household(NOON)
    a_thief_asks_for_a_phone(home)
    members.apply_due_requests(at=NOON + 3 * DAY)

    at_counter(home, NOON + 4 * DAY)

    found = Message.objects.filter(template="members/messages/recovery_changed.txt")
    for language in ("id", "en"):
        words = words_of(found[0], language)
        assert "bukan-saya" not in words
        assert "165" in words


def test_a_request_that_waits_for_its_code_is_over_when_the_number_is_recovered() -> None:
    home = a_household(NOON)
    asked = members.ask(
        person_id=home.sutinah,
        kind=RequestKind.PHONE,
        wanted={"channel": "sms", "phone": THIEFS},
        papers=(),
        client_key=uuid4(),
        by=home.by_elder,
        at=NOON,
    )
    assert asked.step is RequestStep.REPAIR

    at_counter(home, NOON + HOUR)

    assert ChangeRequest.objects.get(pk=asked.request_id).step == RequestStep.WITHDRAWN
