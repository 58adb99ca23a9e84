"""Papers and claims that stand in a scenario's way are put back as well."""

from uuid import uuid4

import pytest

from tests.demo.test_resetting import (
    BY,
    ENDANG,
    RATNA,
    RINI,
    code_of,
    hospital,
    person,
    today,
)
from tests.factories.claims import COSTS, a_sheet
from tests.factories.uploads import a_photo
from titian.claims import services as claims
from titian.claims.types import ClaimPaperKind
from titian.demo.resetting import reset
from titian.kernel import clock
from titian.referrals import selectors as referrals_read
from titian.referrals import services as referrals
from titian.referrals.types import PaperState, ReferralChange
from titian.visits import selectors as visits_read

SARI = "0009990000077"
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("moved_in")]


def test_a_withdrawn_referral_and_control_letter_are_written_again() -> None:
    at = clock.now()
    (sent,) = referrals_read.referrals_of(person(RINI), viewer=BY, at=at)
    (called,) = referrals_read.control_letters_of(person(ENDANG), viewer=BY, at=at)
    assert code_of("referral_open") == "200"
    referrals.withdraw_referral(number=sent.number, by=BY, at=at)
    referrals.withdraw_control_letter(number=called.number, by=BY, at=at)
    assert code_of("referral_open") == "other"

    assert reset(at=at, cards={RINI, ENDANG, SARI}) == 2
    assert reset(at=at, cards={RINI, ENDANG, SARI}) == 0

    assert code_of("referral_open") == "200"
    letters = referrals_read.control_letters_of(person(ENDANG), viewer=BY, at=at)
    assert [one.state for one in letters].count(PaperState.WITHDRAWN) == 1
    assert len(letters) == 2
    (withdrawn_by_the_demo,) = referrals_read.referrals_of(person(SARI), viewer=BY, at=at)
    assert withdrawn_by_the_demo.state is PaperState.WITHDRAWN


def test_a_changed_referral_leads_again_where_the_file_says() -> None:
    at = clock.now()
    (sent,) = referrals_read.referrals_of(person(RINI), viewer=BY, at=at)
    elsewhere = ReferralChange(specialty_code="INT")
    referrals.change_referral(number=sent.number, changes=elsewhere, by=BY, at=at)

    assert reset(at=at, cards={RINI}) == 1

    (put_back,) = referrals_read.referrals_of(person(RINI), viewer=BY, at=at)
    assert (put_back.number, put_back.specialty.code) == (sent.number, "JAN")


def test_a_letter_whose_claim_was_sent_is_cancelled_all_the_same() -> None:
    assert code_of("letter_emergency") == "200"
    send_its_claim()

    reset(at=clock.now(), cards={RATNA})

    assert code_of("letter_emergency") == "200"


def send_its_claim() -> None:
    at, photo = clock.now(), a_photo()
    (letter,) = visits_read.letters_of(
        person(RATNA), facility_id=hospital(), first=today(), last=today(), viewer=BY, at=at
    )
    number, sheet = letter.number, a_sheet(today(), today())
    claims.write_sheet(letter_number=number, sheet=sheet, by=BY, at=at)
    claims.set_costs(letter_number=number, costs=COSTS, by=BY, at=at)
    for kind in (ClaimPaperKind.SUMMARY, ClaimPaperKind.BILL):
        claims.add_paper(
            letter_number=number, kind=kind, content=photo, size=len(photo), client_key=uuid4(),
            by=BY, at=at,
        )  # fmt: skip
    claims.submit(letter_number=number, by=BY, at=at)
