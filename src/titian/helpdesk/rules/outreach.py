"""Decisions about outreach, over plain values."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from titian.helpdesk.errors import (
    OutreachNameMissing,
    OutreachOver,
    OutreachPlanWrong,
)
from titian.helpdesk.types.outreach import Count, Need, OutreachState, Plan, Result

LONGEST = timedelta(hours=12)
MOST_PLACES = 500
FEW = 5  # groups below it are not told to the public
STAYS_OPEN = timedelta(days=3)  # a phone without signal brings its list home later
_LONGEST_NAME, _LONGEST_PLACE = 80, 120


def sound_plan(plan: Plan, *, at: datetime) -> Plan:
    """Raises OutreachPlanWrong with what is wrong: `place`, `past`, `hours` or `places`."""
    if not 1 <= len(plan.place.strip()) <= _LONGEST_PLACE:
        raise OutreachPlanWrong(wrong="place")
    if plan.begins_at <= at:
        raise OutreachPlanWrong(wrong="past")
    if not timedelta() < plan.ends_at - plan.begins_at <= LONGEST:
        raise OutreachPlanWrong(wrong="hours")
    if not 1 <= plan.places <= MOST_PLACES:
        raise OutreachPlanWrong(wrong="places")
    return plan


def sound_name(name: str) -> str:
    """Any characters; raises OutreachNameMissing when nothing is left."""
    kept = " ".join(name.replace("\x00", "").split())[:_LONGEST_NAME]
    if not kept:
        raise OutreachNameMissing
    return kept


def require_open(state: OutreachState, ends_at: datetime, *, at: datetime) -> None:
    """People sign up until it ends. Raises OutreachOver."""
    if state is not OutreachState.PLANNED or at >= ends_at:
        raise OutreachOver


def require_writable(state: OutreachState, ends_at: datetime, *, at: datetime) -> None:
    """Officers write for some days longer: the signal may come back later. Raises OutreachOver."""
    if state is not OutreachState.PLANNED or at >= ends_at + STAYS_OPEN:
        raise OutreachOver


def counted(people: Iterable[tuple[Need, Result]], *, folded: bool) -> list[Count]:
    """By need: who came and who was helped; folded, small groups stay untold."""
    came, helped = Counter[Need](), Counter[Need]()
    for need, result in people:
        came[need] += result in (Result.HELPED, Result.SENT_ON)
        helped[need] += result is Result.HELPED
    return [
        Count(need, _told(came[need], folded=folded), _told(helped[need], folded=folded))
        for need in Need
        if need in came
    ]


def _told(number: int, *, folded: bool) -> int | None:
    return None if folded and 0 < number < FEW else number
