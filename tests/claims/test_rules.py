"""The pure decisions: the table of states, the clocks, what a claim must hold."""

from datetime import date

import pytest

from tests.factories.claims import COSTS, a_sheet
from tests.factories.visits import MONDAY
from titian.claims.errors import (
    AmountWrong,
    CareNotEnded,
    ClaimCannot,
    ClaimIncomplete,
    ClaimTooLate,
    DatesWrong,
)
from titian.claims.rules.clocks import Amounts, due_on, expires_on, months_after, send_by
from titian.claims.rules.lifecycle import STEPS, WORDS, after, stage_of, states_of
from titian.claims.rules.sending import (
    missing,
    require_sendable,
    require_sound_approval,
    require_sound_costs,
    require_sound_sheet,
)
from titian.claims.rules.writing import sheet_as_text, sheet_from
from titian.claims.types import ClaimAct, ClaimPaperKind, ClaimStage, ClaimState, Costs
from titian.referrals.types import CareKind

LAW = Amounts([])
BOTH = (ClaimPaperKind.SUMMARY, ClaimPaperKind.BILL)


@pytest.mark.parametrize("act", list(ClaimAct))
@pytest.mark.parametrize("state", list(ClaimState))
def test_a_step_is_taken_only_from_where_the_table_says(state: ClaimState, act: ClaimAct) -> None:
    before, to = STEPS[act]

    if state in before:
        assert after(state, act) is to
    else:
        with pytest.raises(ClaimCannot):
            after(state, act)


def test_nothing_follows_what_is_paid_or_expired() -> None:
    ends = {ClaimState.PAID, ClaimState.EXPIRED}

    assert not any(before & ends for before, _ in STEPS.values())


def test_the_scheme_knows_every_state_but_the_one_before_sending() -> None:
    assert [state for state in ClaimState if stage_of(state) is None] == [ClaimState.PREPARED]
    assert stage_of(ClaimState.CHECKING) is ClaimStage.PROCESS
    assert stage_of(ClaimState.RETURNED) is ClaimStage.PENDING
    assert ClaimState.APPROVED in states_of(ClaimStage.CLAIM)


def test_a_member_has_a_word_for_every_state() -> None:
    assert set(WORDS) == set(ClaimState)


@pytest.mark.parametrize(
    "day, months, then",
    [
        (date(2026, 11, 23), 6, date(2027, 5, 23)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
    ],
)
def test_months_later_is_the_same_day_or_the_last(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


def test_a_month_is_sent_by_the_tenth_of_the_next_and_expires_after_six() -> None:
    assert send_by(date(2026, 11, 23), LAW) == date(2026, 12, 10)
    assert send_by(date(2026, 12, 31), LAW) == date(2027, 1, 10)
    assert expires_on(date(2026, 11, 23), LAW) == date(2027, 5, 23)


@pytest.mark.parametrize(
    "state, then",
    [
        (ClaimState.PREPARED, date(2027, 5, 23)),
        (ClaimState.SUBMITTED, date(2026, 12, 3)),
        (ClaimState.COMPLETE, date(2026, 12, 5)),
        (ClaimState.CHECKING, date(2026, 12, 5)),
        (ClaimState.APPROVED, date(2026, 12, 5)),
        (ClaimState.RETURNED, date(2027, 5, 23)),
        (ClaimState.DISPUTED, None),
        (ClaimState.PAID, None),
    ],
)
def test_each_state_has_its_clock(state: ClaimState, then: date | None) -> None:
    expires, completed = date(2027, 5, 23), date(2026, 11, 20)

    assert due_on(state, MONDAY, expires, completed, LAW) == then


def test_what_comes_back_on_its_last_day_still_has_a_month() -> None:
    assert due_on(ClaimState.RETURNED, MONDAY, MONDAY, None, LAW) == date(2026, 12, 23)


def test_a_dated_number_holds_from_its_day() -> None:
    changed = Amounts([("claim.pay_days", 30, date(2027, 1, 1), None)])

    assert changed.value("claim.pay_days", date(2026, 12, 31)) == 15
    assert changed.value("claim.pay_days", date(2027, 1, 1)) == 30


def test_what_a_claim_lacks_is_named() -> None:
    bare = a_sheet()

    assert missing(None, None, ()) == ("sheet", "costs", "summary", "bill")
    assert missing(bare, COSTS, BOTH) == ()
    assert missing(type(bare)(MONDAY, MONDAY), COSTS, BOTH) == ("diagnosis",)


def test_it_is_sent_whole_after_the_patient_left_and_in_time() -> None:
    require_sendable((), MONDAY, None)
    with pytest.raises(CareNotEnded):
        require_sendable((), None, None)
    with pytest.raises(ClaimTooLate):
        require_sendable(("costs",), MONDAY, MONDAY)
    with pytest.raises(ClaimIncomplete):
        require_sendable(("costs",), MONDAY, None)


@pytest.mark.parametrize(
    "group, asked", [(0, 1), (800_000, 800_001), (800_000, 0), (-1, 1), (10**12, 1)]
)
def test_more_than_the_group_pays_is_not_asked(group: int, asked: int) -> None:
    costs = Costs(1, group, 0, asked, COSTS.grouper, "A", "a")

    with pytest.raises(AmountWrong):
        require_sound_costs(costs)


@pytest.mark.parametrize("amount", [0, -1, 800_001])
def test_more_than_was_asked_is_not_approved(amount: int) -> None:
    with pytest.raises(AmountWrong):
        require_sound_approval(amount, 800_000)


@pytest.mark.parametrize(
    "admitted, left",
    [
        (date(2026, 11, 22), date(2026, 11, 23)),
        (date(2026, 11, 24), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 26)),
        (date(2026, 11, 23), date(2026, 11, 25)),
    ],
)
def test_a_sheet_lies_within_the_care_its_letter_is_for(admitted: date, left: date) -> None:
    with pytest.raises(DatesWrong):
        require_sound_sheet(
            a_sheet(admitted, left), issued_on=MONDAY, left_on=date(2026, 11, 24),
            kind=CareKind.INPATIENT, today=date(2026, 11, 25),
        )  # fmt: skip


def test_a_sheet_reads_as_it_was_written() -> None:
    sheet = a_sheet()

    assert sheet_from(sheet_as_text(sheet)) == sheet
    assert sheet_from(None) is None
