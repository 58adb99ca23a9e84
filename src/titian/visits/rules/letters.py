"""Whether an eligibility letter may be issued, as a table of checks (domain-rules §3.2, §3.5,
§10.3): the first that fails is the answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from titian.kernel.errors import Refusal
from titian.referrals.types import CareKind, Coded
from titian.visits.errors import (
    DischargeDay,
    LetterCannot,
    LetterClaimed,
    LetterInFuture,
    LetterTooLate,
    NotAHospital,
    NotCovered,
    OtherSpecialty,
    ReferralNeeded,
)
from titian.visits.types import Discharge, Leaving, LetterState

EMERGENCY = "IGD"
HOSPITAL = "hospital"
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """All that the checks look at."""

    status: str
    is_active: bool
    facility_kind: str
    on: date
    today: date
    care_kind: CareKind
    specialty_code: str
    has_paper: bool  # a referral, or a control letter
    show_until: date  # the last day on which an inpatient may still show who they are
    is_allowed_late: bool


def refusal_of(facts: LetterFacts) -> Refusal | None:
    return next((found for check in CHECKS if (found := check(facts))), None)


def _hospital(facts: LetterFacts) -> Refusal | None:
    return None if facts.facility_kind == HOSPITAL else NotAHospital()


def _future(facts: LetterFacts) -> Refusal | None:
    return LetterInFuture() if facts.on > facts.today else None


def _covered(facts: LetterFacts) -> Refusal | None:
    return None if facts.is_active else NotCovered(status=facts.status)


def _in_time(facts: LetterFacts) -> Refusal | None:
    """Outpatient on the day itself; an inpatient within 3 × 24 working hours."""
    until = facts.show_until if facts.care_kind is CareKind.INPATIENT else facts.on
    late = facts.today > until and not facts.is_allowed_late
    return LetterTooLate(until=until.isoformat()) if late else None


def _sent_by_somebody(facts: LetterFacts) -> Refusal | None:
    """An emergency comes to any hospital without a paper; so does an admission through it."""
    if facts.care_kind is CareKind.INPATIENT or facts.specialty_code == EMERGENCY:
        return None
    return None if facts.has_paper else ReferralNeeded()


CHECKS: tuple[Callable[[LetterFacts], Refusal | None], ...] = (
    _hospital,
    _future,
    _covered,
    _in_time,
    _sent_by_somebody,
)


def identity_until(admitted_on: date, hours: int, days_off: frozenset[date] = frozenset()) -> date:
    """The last day to show who one is: so many hours on working days from the admission, whose
    own day begins the count (§3.5).
    """
    left, day = timedelta(hours=hours), admitted_on
    while left > timedelta():
        if day.weekday() < _SATURDAY and day not in days_off:
            left -= timedelta(days=1)
        day += timedelta(days=1)
    return day - timedelta(days=1)


def require_specialty(care_kind: CareKind, asked: str, paper: Coded, *, has_reason: bool) -> None:
    """One referral, one specialty (§3.2); a ward and an emergency are no matter of it."""
    if care_kind is CareKind.INPATIENT or asked == EMERGENCY or has_reason:
        return
    if paper.code and asked != paper.code:
        raise OtherSpecialty(referred=paper.name, asked=asked)


def scope_of(specialty_code: str, *, one_per_specialty: bool) -> str:
    """What one letter a day is for."""
    return specialty_code if one_per_specialty else ""


def require_open(state: LetterState, *, is_claimed: bool) -> None:
    if state is not LetterState.ISSUED:
        raise LetterCannot(state=state.value)
    if is_claimed:
        raise LetterClaimed


def require_discharge(discharge: Discharge, issued_on: date, today: date) -> None:
    """After the admission and not ahead; the dead died no later than they left."""
    died = discharge.died_on
    if not issued_on <= discharge.on <= today:
        raise DischargeDay
    if (discharge.how is Leaving.DIED) != (died is not None):
        raise DischargeDay
    if died is not None and not issued_on <= died <= discharge.on:
        raise DischargeDay


def noon(day: date, now: datetime) -> datetime:
    """When somebody came whose moment nobody noted: now, or noon of an earlier day."""
    local = now.date()
    return now if day == local else datetime.combine(day, time(12), tzinfo=now.tzinfo)
