"""Domain-rules §3.2, row by row: ninety days, one use, control letters; §12.1 the amounts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from titian.kernel.errors import Refusal
from titian.referrals.errors import (
    NotYet,
    OtherFacility,
    PaperUsed,
    PaperWithdrawn,
    PlannedOutside,
    ReferralExpired,
)
from titian.referrals.rules.reference import CHRONIC_PROGRAMMES, PROLANIS, programme_of
from titian.referrals.rules.validity import (
    VALID_DAYS,
    Paper,
    amount,
    is_taken_by,
    last_day,
    require_open,
    require_planned_within,
    require_usable,
)
from titian.referrals.types import PaperState

ISSUED = date(2026, 11, 20)
HOSPITAL, ANOTHER = 10, 11
PAPER = Paper(
    "35730001" + "1126P000001", PaperState.OPEN, ISSUED, last_day(ISSUED, 90), HOSPITAL, "RS"
)


def refusal_of(paper: Paper, *, days: int = 0, facility: int = HOSPITAL) -> type[Refusal] | None:
    try:
        require_usable(paper, facility_id=facility, on=ISSUED + timedelta(days=days))
    except Refusal as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize(
    "days, refused", [(0, None), (89, None), (90, None), (91, ReferralExpired)]
)
def test_3_2_valid_for_ninety_days_from_issue(days: int, refused: type[Refusal] | None) -> None:
    assert refusal_of(PAPER, days=days) is refused


def test_3_2_consumed_by_the_first_visit() -> None:
    used = replace(PAPER, state=PaperState.USED, used_by_letter="V1")

    assert refusal_of(used) is PaperUsed
    assert is_taken_by(used, "V1")
    assert not is_taken_by(used, "V2")


def test_3_2_a_special_referral_lets_many_visits_use_it_until_its_end() -> None:
    many = replace(
        PAPER, state=PaperState.USED, used_by_letter="V1",
        many_until=ISSUED + timedelta(days=120),
    )  # fmt: skip

    assert refusal_of(many, days=1) is None
    assert refusal_of(many, days=120) is None
    assert refusal_of(many, days=121) is PaperUsed


def test_3_2_for_one_hospital_or_for_any() -> None:
    assert refusal_of(PAPER, facility=ANOTHER) is OtherFacility
    assert refusal_of(replace(PAPER, facility_id=None), facility=ANOTHER) is None


def test_3_2_what_was_withdrawn_holds_no_more() -> None:
    withdrawn = replace(PAPER, state=PaperState.WITHDRAWN)

    assert refusal_of(withdrawn) is PaperWithdrawn
    with pytest.raises(PaperWithdrawn):
        require_open(withdrawn)


def test_3_2_a_control_letter_holds_from_its_day() -> None:
    letter = replace(PAPER, first_on=ISSUED + timedelta(days=7))

    assert refusal_of(letter, days=6) is NotYet
    assert refusal_of(letter, days=7) is None


def test_3_2_the_planned_day_lies_within_the_validity() -> None:
    require_planned_within(ISSUED, ISSUED, PAPER.valid_until)
    with pytest.raises(PlannedOutside):
        require_planned_within(ISSUED - timedelta(days=1), ISSUED, PAPER.valid_until)
    with pytest.raises(PlannedOutside):
        require_planned_within(ISSUED + timedelta(days=91), ISSUED, PAPER.valid_until)


def test_12_1_an_amount_is_the_one_in_force_on_the_day() -> None:
    rows = [(VALID_DAYS, 30, date(2014, 1, 1)), (VALID_DAYS, 90, date(2020, 1, 1))]

    assert amount(rows, VALID_DAYS, date(2019, 12, 31)) == 30
    assert amount(rows, VALID_DAYS, date(2020, 1, 1)) == 90
    with pytest.raises(KeyError):
        amount(rows, VALID_DAYS, date(2013, 12, 31))


def test_3_2_nine_chronic_programmes_and_two_of_prolanis() -> None:
    assert [one.code for one in CHRONIC_PROGRAMMES] == [f"{n:02}" for n in range(1, 10)]
    codes = ["E11.9", "I10", "J45.9", "I25.1", "J44.9", "F20.9", "I63.9", "G40.9", "M32", "J00"]
    found = ["01", "02", "03", "04", "05", "06", "07", "08", "09", ""]
    assert [programme_of(code) for code in codes] == found
    assert [programme_of(code) for code in PROLANIS] == ["01", "02"]
