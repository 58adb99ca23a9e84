"""At the same moment, in threads: one officer takes a case, one decision is made."""

from functools import partial
from uuid import uuid4

import pytest

from tests.factories.claims import (
    NEXT_DAY,
    Case,
    branch_officer,
    checked,
    prepared,
    sent,
)
from tests.factories.members import staff_of_region
from tests.factories.queue import MORNING
from tests.threads import all_at_once
from titian.claims import services as claims
from titian.claims.errors import ClaimCannot
from titian.claims.models import Claim, ClaimStep
from titian.claims.types import ClaimState
from titian.facilities.models import Facility

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]

MANY = 6
REGION = "91.71"


def in_a_branch_of_its_own(cases: list[Case]) -> None:
    """What other tests committed stands in other regions."""
    others = Claim.objects.filter(facility__regency=REGION)
    others.exclude(letter_number__in=[case.number for case in cases]).update(
        state=ClaimState.SUBMITTED, held_by="system:tests", held_at=NEXT_DAY
    )
    places = [case.hospital.facility.pk for case in cases]
    Facility.objects.filter(pk__in=places).update(regency=REGION)


def faults(answers: list[object]) -> list[object]:
    return [one for one in answers if isinstance(one, BaseException)]


def test_two_officers_never_take_the_same_case() -> None:
    cases = [sent() for _ in range(MANY)]
    in_a_branch_of_its_own(cases)
    officers = [staff_of_region(REGION) for _ in range(MANY)]

    taken = all_at_once([partial(claims.take_next, by=by, at=NEXT_DAY) for by in officers])

    assert sorted(str(one) for one in taken) == sorted(case.number for case in cases)


def test_one_case_goes_to_one_of_many() -> None:
    case = sent()
    in_a_branch_of_its_own([case])
    officers = [staff_of_region(REGION) for _ in range(MANY)]

    taken = all_at_once([partial(claims.take_next, by=by, at=NEXT_DAY) for by in officers])

    assert sorted(str(one) for one in taken) == [""] * (MANY - 1) + [case.number]


def test_yes_and_no_at_once_are_one_decision() -> None:
    case = checked()
    yes = partial(
        claims.approve, letter_number=case.number, approved=800_000, client_key=uuid4(),
        by=branch_officer(), at=NEXT_DAY,
    )  # fmt: skip
    no = partial(
        claims.refuse, letter_number=case.number, reason="other_payer", words="",
        client_key=uuid4(), by=branch_officer(), at=NEXT_DAY,
    )  # fmt: skip

    answers = all_at_once([yes, no])

    assert [type(one) for one in faults(list(answers))] == [ClaimCannot]
    decided = ClaimStep.objects.filter(claim=case.row, act__in=["approve", "refuse"])
    assert decided.count() == 1


def test_a_claim_sent_by_many_presses_is_sent_once() -> None:
    case = prepared()
    send = partial(claims.submit, letter_number=case.number, by=case.officer, at=MORNING)

    answers = all_at_once([send] * MANY)

    assert faults(list(answers)) == []
    assert ClaimStep.objects.filter(claim=case.row).count() == 1


def test_the_letter_s_event_delivered_twice_at_once_begins_one_claim() -> None:
    case = sent()
    follow = partial(claims.follow_letter, letter_number=case.number)

    assert faults(list(all_at_once([follow] * MANY))) == []

    assert Claim.objects.filter(letter_number=case.number).count() == 1
