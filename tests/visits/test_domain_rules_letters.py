"""domain-rules §3.2, §3.5, §10.3 as a table."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from titian.kernel.errors import Refusal
from titian.referrals.types import CareKind
from titian.visits.errors import (
    DischargeDay,
    LetterCannot,
    LetterClaimed,
    LetterInFuture,
    LetterTooLate,
    NotAHospital,
    NotCovered,
    ReferralNeeded,
)
from titian.visits.rules import letters as rules
from titian.visits.types import Discharge, Leaving, LetterState

MONDAY = date(2026, 11, 23)
FINE = rules.LetterFacts(
    status="AKTIF",
    is_active=True,
    facility_kind="hospital",
    on=MONDAY,
    today=MONDAY,
    care_kind=CareKind.OUTPATIENT,
    specialty_code="INT",
    has_paper=True,
    show_until=MONDAY,
    is_allowed_late=False,
)
LATER = MONDAY + timedelta(days=1)


def test_whoever_is_active_and_was_sent_gets_a_letter() -> None:
    assert rules.refusal_of(FINE) is None


@pytest.mark.parametrize(
    "facts,refused",
    [
        (replace(FINE, facility_kind="clinic"), NotAHospital),
        (replace(FINE, on=LATER), LetterInFuture),
        (replace(FINE, is_active=False, status="NONAKTIF_TUNGGAKAN"), NotCovered),
        (replace(FINE, today=LATER), LetterTooLate),
        (replace(FINE, has_paper=False), ReferralNeeded),
    ],
)
def test_what_stands_against_a_letter(facts: rules.LetterFacts, refused: type[Refusal]) -> None:
    assert isinstance(rules.refusal_of(facts), refused)


@pytest.mark.parametrize(
    "facts",
    [
        replace(FINE, has_paper=False, specialty_code="IGD"),
        replace(FINE, has_paper=False, care_kind=CareKind.INPATIENT, specialty_code=""),
        replace(FINE, today=LATER, is_allowed_late=True),
        replace(FINE, today=LATER, care_kind=CareKind.INPATIENT, show_until=LATER),
    ],
)
def test_emergencies_admissions_and_leave_given(facts: rules.LetterFacts) -> None:
    assert rules.refusal_of(facts) is None


@pytest.mark.parametrize(
    "admitted,until",
    [
        (date(2026, 11, 23), date(2026, 11, 25)),  # Monday to Wednesday
        (date(2026, 11, 26), date(2026, 11, 30)),  # Thursday, Friday, then Monday
        (date(2026, 11, 28), date(2026, 12, 2)),  # a Saturday does not count
    ],
)
def test_three_days_to_show_who_one_is_are_working_days(admitted: date, until: date) -> None:
    assert rules.identity_until(admitted, 72) == until


def test_a_holiday_is_no_working_day() -> None:
    free = frozenset({date(2026, 11, 24)})

    assert rules.identity_until(MONDAY, 72, free) == date(2026, 11, 26)


def test_one_letter_a_specialty_or_one_a_day() -> None:
    assert rules.scope_of("INT", one_per_specialty=True) == "INT"
    assert rules.scope_of("INT", one_per_specialty=False) == ""


@pytest.mark.parametrize(
    "discharge",
    [
        Discharge(MONDAY - timedelta(days=1), Leaving.DOCTOR),
        Discharge(LATER + timedelta(days=1), Leaving.DOCTOR),
        Discharge(LATER, Leaving.DIED),
        Discharge(LATER, Leaving.DOCTOR, died_on=LATER),
        Discharge(MONDAY, Leaving.DIED, died_on=LATER),
    ],
)
def test_days_of_leaving_that_cannot_be(discharge: Discharge) -> None:
    with pytest.raises(DischargeDay):
        rules.require_discharge(discharge, MONDAY, LATER)


def test_a_day_of_leaving_that_can_be() -> None:
    rules.require_discharge(Discharge(LATER, Leaving.DIED, died_on=MONDAY), MONDAY, LATER)


def test_cancelled_and_claimed_letters_stay_as_they_are() -> None:
    with pytest.raises(LetterCannot):
        rules.require_open(LetterState.CANCELLED, is_claimed=False)
    with pytest.raises(LetterClaimed):
        rules.require_open(LetterState.ISSUED, is_claimed=True)
