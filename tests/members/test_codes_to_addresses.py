"""A code to a new address is no way to pester whoever has that address, nor to guess."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories.members import acting_for
from tests.factories.requests import MONDAY, a_household
from titian.members import services as members
from titian.members.errors import RequestCodesSpent
from titian.members.types import RequestKind
from titian.notifications.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DAY = timedelta(days=1)
STRANGERS = {"channel": "sms", "phone": "081200000009"}


def asked(person_id: int, day: int = 0) -> int:
    view = members.ask(
        person_id=person_id,
        kind=RequestKind.PHONE,
        wanted=STRANGERS,
        papers=(),
        client_key=uuid4(),
        by=acting_for(person_id),
        at=MONDAY + day * DAY,
    )
    return view.request_id


def again(request_id: int, person_id: int, day: int = 0) -> None:
    by = acting_for(person_id)
    members.mend(request_id=request_id, wanted={}, papers=(), by=by, at=MONDAY + day * DAY)


def codes() -> int:
    return Message.objects.filter(template__endswith="request_code.txt").count()


def test_a_code_is_sent_again_only_some_times_and_not_again_on_another_day() -> None:
    mother = a_household().mother
    request_id = asked(mother)
    for _ in range(5):
        again(request_id, mother)

    for day in (0, 2):
        with pytest.raises(RequestCodesSpent):
            again(request_id, mother, day)
    assert codes() == 6


def test_asking_anew_sends_no_more_of_them_on_that_day() -> None:
    mother = a_household().mother
    for _ in range(6):
        request_id = asked(mother)
        members.withdraw(request_id=request_id, by=acting_for(mother), at=MONDAY)

    with pytest.raises(RequestCodesSpent):
        asked(mother)
    assert codes() == 6

    assert asked(mother, day=1)
