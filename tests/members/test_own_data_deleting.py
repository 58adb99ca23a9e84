"""Deletion also takes the numbers of the past, but none that could still be put back."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from tests.factories.members import NOON, acting_for, staff_of_region
from tests.factories.recovering import a_household, at_counter
from titian.members.models import ChangeRequest, Contact, NumberRecovery
from titian.members.selectors.held import whose_data
from titian.members.services import own_data
from titian.members.services.letting_go import let_go
from titian.members.types import DataRight, DataStep, RequestKind

pytestmark = pytest.mark.django_db


def deleted(person: int, at: datetime) -> None:
    request = own_data.ask(
        person_id=person,
        right=DataRight.ERASE,
        words="",
        client_key=uuid4(),
        by=acting_for(person),
        at=at,
    )
    own_data.decide(
        request_id=request,
        verdict=DataStep.PARTLY,
        reasons="Kepesertaan wajib kami simpan.",
        by=staff_of_region("35.73"),
        at=at,
    )


def test_a_recovery_keeps_its_numbers_while_it_can_be_undone() -> None:
    home = a_household(NOON)
    done = at_counter(home, NOON)

    deleted(home.sutinah, NOON + timedelta(days=1))

    row = NumberRecovery.objects.get(pk=done.recovery_id)
    assert row.to_sealed
    assert row.old_sealed


def test_a_recovery_that_is_over_forgets_its_numbers() -> None:
    home = a_household(NOON)
    done = at_counter(home, NOON)

    deleted(home.sutinah, NOON + timedelta(days=8))

    row = NumberRecovery.objects.get(pk=done.recovery_id)
    assert (row.to_sealed, row.old_sealed) == ("", "")
    assert not Contact.objects.filter(person=home.sutinah).exists()
    assert Contact.objects.filter(person=home.rini).exists()


@pytest.mark.parametrize("kind, is_forgotten", [("phone", True), ("identity", False)])
def test_a_request_that_is_over_forgets_a_number_but_not_a_name(
    kind: str, is_forgotten: bool
) -> None:
    home = a_household(NOON)
    row = ChangeRequest.objects.create(
        person_id=home.sutinah,
        kind=RequestKind(kind),
        step="withdrawn",
        client_key=uuid4(),
        asked_by="account:1",
        asked_as="self",
        asked_at=NOON,
        wanted_sealed='{"phone": "6280000000992"}',
        decider="rule",
        ended_at=NOON,
    )

    with transaction.atomic():
        let_go(whose_data(home.sutinah), by=staff_of_region("35.73"), at=NOON)

    row.refresh_from_db()
    assert (row.wanted_sealed == "{}") is is_forgotten
