"""The hospital's claims stand in several states, and its beds have figures of several ages."""

import pytest

from titian.claims import selectors as claims_read
from titian.claims.types import ClaimState
from titian.demo.claims import settle_beds, settle_claims
from titian.facilities import selectors as facilities_read
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope

RSUD = "3573258"
BY = Actor.system("tests")
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("moved_in")]


def states() -> list[ClaimState]:
    at = clock.now()
    rsud = facilities_read.facility_by_code(RSUD)
    officer = Actor.staff(1, (Grant("claims", Scope("facility", RSUD)),))
    found = []
    for months in range(4):
        year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
        first = at.date().replace(year=year, month=month + 1, day=1)
        page = claims_read.facility_month(rsud.code, month=first, viewer=officer, at=at)
        found += [line for pile in page.piles.values() for line in pile]
    return sorted({line.letter_number: line.state for line in found if line.state}.values())


def test_claims_are_paid_approved_sent_back_sent_and_ready() -> None:
    assert states() == sorted(
        [
            ClaimState.PAID,
            ClaimState.APPROVED,
            ClaimState.RETURNED,
            ClaimState.SUBMITTED,
            ClaimState.PREPARED,
        ]
    )


def test_moving_in_again_changes_nothing() -> None:
    at = clock.now()

    assert settle_claims(by=BY, at=at) == 0
    assert settle_beds(by=BY, at=at) == 0


def test_the_hospital_keeps_its_beds() -> None:
    found = facilities_read.beds_in("35.73", at=clock.now(), limit=1000)
    figures = {one.facility.code: one.figures for one in found}

    assert len(figures[RSUD]) == 8
