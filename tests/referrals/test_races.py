"""Numbers, uses and keys under threads: each once."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from tests.factories.facilities import make_facility
from tests.factories.members import TODAY
from tests.factories.referrals import make_way
from tests.threads import all_at_once
from titian.facilities import services as facilities
from titian.platform.db.transactions import NoTransaction
from titian.referrals.errors import PaperUsed
from titian.referrals.models import Referral

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_db")]


def test_one_of_many_visits_uses_a_referral() -> None:
    way = make_way()
    number = way.refer()

    answers = all_at_once([partial(way.use, number, f"V{n}") for n in range(6)])

    assert [type(one) for one in answers if one is not None] == [PaperUsed] * 5
    assert Referral.objects.get(number=number).used_by_letter in {f"V{n}" for n in range(6)}


def test_the_same_press_at_once_writes_one_referral() -> None:
    way, key = make_way(), uuid4()

    answers = all_at_once([lambda: way.refer(key=key) for _ in range(6)])

    assert len(set(answers)) == 1
    assert Referral.objects.filter(person=way.person_id).count() == 1


def test_no_number_is_given_twice() -> None:
    way = make_way()
    days = [TODAY + timedelta(days=n) for n in range(6)]

    numbers = all_at_once([partial(way.refer, issued_on=day, planned_on=day) for day in days])

    assert all(isinstance(one, str) for one in numbers)
    assert len(set(numbers)) == 6


def test_a_number_needs_the_transaction_of_its_document() -> None:
    with pytest.raises(NoTransaction):
        facilities.next_number(facility_id=make_facility().pk, letter="V", on=TODAY)
