"""Why something cannot be asked: who may ask is not named when the law forbids it to them too."""

import pytest

from tests.factories.members import acting_for
from tests.factories.requests import MONDAY, a_household
from titian.members import selectors as members_read
from titian.members.types import Offer, RequestKind, Segment

pytestmark = pytest.mark.django_db


def ward_class_for(person_id: int) -> Offer:
    return members_read.offer(
        person_id, RequestKind.WARD_CLASS, viewer=acting_for(person_id), at=MONDAY
    )


def test_a_spouse_whom_the_state_pays_for_hears_why_the_class_stays_not_to_ask_the_head() -> None:
    home = a_household(Segment.PBI_JK)

    offer = ward_class_for(home.mother)

    assert offer.blocked_by == "members.request_not_in_segment"
    assert offer.way_round == "segment"


def test_a_spouse_who_pays_is_told_that_the_head_asks() -> None:
    home = a_household(Segment.PBPU)

    offer = ward_class_for(home.mother)

    assert offer.way_round in ("ask_head", "wait")
