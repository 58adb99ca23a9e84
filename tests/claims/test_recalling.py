"""A facility takes back what it sent, as long as nobody has decided about it."""

import pytest

from tests.factories.claims import (
    NEXT_DAY,
    Case,
    approved,
    checked,
    prepared,
    returned,
    sent,
)
from tests.factories.members import make_person
from tests.factories.queue import MORNING
from tests.factories.visits import emergency
from titian.claims import selectors as claims_read
from titian.claims import services as claims
from titian.claims.errors import ClaimCannot, ClaimUnknown
from titian.claims.models import ClaimStep
from titian.claims.types import ClaimState
from titian.visits import services as visits

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def recall(case: Case) -> None:
    claims.recall(letter_number=case.number, by=case.officer, at=NEXT_DAY)


def listed(case: Case) -> set[str]:
    code, month = case.hospital.facility.code, case.row.issued_on
    found = claims_read.facility_month(code, month=month, viewer=case.officer, at=NEXT_DAY)
    return {line.letter_number for pile in found.piles.values() for line in pile}


@pytest.mark.parametrize("made", [sent, checked, returned])
def test_what_nobody_decided_is_as_before_it_was_sent(made: object) -> None:
    case = made() if callable(made) else None
    assert isinstance(case, Case)

    recall(case)
    recall(case)

    row = case.row
    assert (row.state, row.submitted_by, row.held_by) == (ClaimState.PREPARED, "", "")
    assert row.due_on == row.expires_on
    assert ClaimStep.objects.filter(claim=row, act="recall").count() == 1
    claims.submit(letter_number=case.number, by=case.officer, at=NEXT_DAY)
    assert case.state == ClaimState.SUBMITTED


def test_what_was_decided_stays() -> None:
    case = approved()

    with pytest.raises(ClaimCannot):
        recall(case)

    assert case.state == ClaimState.APPROVED


def test_another_facility_takes_nothing_back() -> None:
    case, other = sent(), prepared()

    with pytest.raises(ClaimUnknown):
        claims.recall(letter_number=case.number, by=other.officer, at=NEXT_DAY)

    assert case.state == ClaimState.SUBMITTED


def test_its_letter_may_be_cancelled_then_and_no_clock_runs_for_it() -> None:
    case = sent()
    recall(case)

    visits.cancel_letter(number=case.number, by=case.hospital.desk, at=NEXT_DAY)
    claims.forget_letter(letter_number=case.number)

    assert (case.state, case.row.due_on) == (ClaimState.PREPARED, None)
    assert case.number not in listed(case)
    again = emergency(make_person(), case.hospital)
    assert visits.issue_letter(wish=again, by=case.hospital.desk, at=MORNING).number
