"""How long a paper holds and what it can still be used for (domain-rules §3.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from titian.kernel.dated import in_force
from titian.referrals.errors import (
    NotYet,
    OtherFacility,
    PaperUsed,
    PaperWithdrawn,
    PlannedOutside,
    ReferralExpired,
)
from titian.referrals.types import PaperState

VALID_DAYS = "referral.valid_days"
REMIND_DAYS = "referral.remind_days"
LETTER_DAYS = "control.valid_days"
LETTER_FARTHEST = "control.farthest_days"
LETTER_REMIND_DAYS = "control.remind_days"
SPECIAL_DAYS = "special.valid_days"


def amount(rows: Iterable[tuple[str, int, date]], key: str, on: date) -> int:
    """The amount of this key in force on a day. Raises KeyError."""
    found = in_force(((name, value, since, None) for name, value, since in rows), key, on)
    if found is None:
        raise KeyError(key)
    return found


def last_day(first: date, days: int) -> date:
    """Ninety days from issue: the ninetieth day after it is the last good one."""
    return first + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Paper:
    """What decides whether a paper can be used; no facility: any hospital will do."""

    number: str
    state: PaperState
    first_on: date
    valid_until: date
    facility_id: int | None
    facility_name: str
    used_by_letter: str = ""
    many_until: date | None = None  # holds for many visits until then


def is_taken_by(paper: Paper, letter_number: str) -> bool:
    """The same letter again changes nothing."""
    return paper.state is PaperState.USED and paper.used_by_letter == letter_number


def holds_for_many(paper: Paper, on: date) -> bool:
    return paper.many_until is not None and on <= paper.many_until


def require_usable(paper: Paper, *, facility_id: int | None, on: date) -> None:
    """Raises PaperWithdrawn, PaperUsed, ReferralExpired, NotYet, OtherFacility."""
    if paper.state is PaperState.WITHDRAWN:
        raise PaperWithdrawn(number=paper.number)
    if paper.state is PaperState.USED and not holds_for_many(paper, on):
        raise PaperUsed(number=paper.number)
    if on > max(paper.valid_until, paper.many_until or paper.valid_until):
        raise ReferralExpired(until=_said(paper.valid_until))
    if on < paper.first_on:
        raise NotYet(day=_said(paper.first_on))
    if facility_id is not None and paper.facility_id not in (None, facility_id):
        raise OtherFacility(name=paper.facility_name)


def require_open(paper: Paper) -> None:
    """What was used or taken back is changed no more. Raises PaperUsed, PaperWithdrawn."""
    if paper.state is PaperState.WITHDRAWN:
        raise PaperWithdrawn(number=paper.number)
    if paper.state is PaperState.USED:
        raise PaperUsed(number=paper.number)


def require_planned_within(planned_on: date, first: date, last: date) -> None:
    if not first <= planned_on <= last:
        raise PlannedOutside(first=_said(first), last=_said(last))


def _said(day: date) -> str:
    """As it is written in a sentence."""
    return f"{day:%d-%m-%Y}"
