"""Which failures bring a place ahead: the table that is published, and the checks at the counter.

Only what is listed here earns a place. What somebody can cause at will is not in it: a mistyped
code, a full session, too many tries, a form left open.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from titian.helpdesk.errors import (
    AheadToday,
    CameWithoutLeave,
    NotOfOurs,
    OtherPerson,
    OtherService,
    ReceiptNotToday,
    ReceiptUnproved,
    ReceiptUsed,
    RecordedEnough,
)
from titian.helpdesk.rules.lost import CARRIERS, reason_of
from titian.helpdesk.types.receipts import Evidence, FailureKind
from titian.kernel.errors import Refusal

EARNS: Mapping[str, Evidence] = {
    "fault": Evidence.NONE,
    "database_away": Evidence.NONE,
    "database_slow": Evidence.NONE,
    "frontdoor.code_not_arrived": Evidence.CODE_LOST,
    **{reason_of(carrier): Evidence.CODE_LOST for carrier in CARRIERS},
    "recorded.code": Evidence.RECORDED,
    "recorded.fault": Evidence.RECORDED,
    "recorded.lost": Evidence.RECORDED,
}
# Whose pages lead to a number at a place of care. Others' failures are mended elsewhere.
LEADING_TO_A_VISIT = frozenset(
    {"accounts", "facilities", "frontdoor", "members", "queue", "referrals", "web"}
)
RECORDED_A_SESSION = 3  # places of one session for codes that staff wrote down
RECORDED_AN_HOUR, RECORDED_A_DAY = 10, 40  # codes that one officer writes down
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# Of each kind: where it happened, and whose side it was on.
RECORDED: Mapping[FailureKind, tuple[str, str]] = {
    FailureKind.CODE: ("frontdoor:ways", "ours"),
    FailureKind.SIGN_IN: ("frontdoor:sign_in", "person"),
    FailureKind.FAULT: ("web:home", "ours"),
    FailureKind.LOST: ("queue:confirm", "ours"),
    FailureKind.QUOTA: ("queue:times", "rule"),
    FailureKind.NUMBER: ("frontdoor:status_check", "rule"),
    FailureKind.OTHER: ("web:help", "rule"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """Of a receipt at a counter. `recorded` are the session's places for staff's codes so far;
    who came oneself came with leave.
    """

    reason: str
    feature: str
    is_used: bool
    is_today: bool
    came_with_leave: bool
    is_theirs: bool
    is_proved: bool
    has_place_today: bool
    recorded: int


def may_earn(reason: str, feature: str) -> bool:
    return reason in EARNS and leads_to_a_visit(feature)


def leads_to_a_visit(feature: str) -> bool:
    """By the route's package; pages of staff are nobody's way to a number."""
    package, _, page = feature.partition(":")
    return package in LEADING_TO_A_VISIT and not page.startswith(("desk", "staff"))


def is_recorded(reason: str) -> bool:
    return EARNS.get(reason) is Evidence.RECORDED


Check = tuple[Callable[[Facts], bool], type[Refusal]]

_OF_THE_RECEIPT: tuple[Check, ...] = (
    (lambda f: f.is_used, ReceiptUsed),
    (lambda f: f.reason not in EARNS, NotOfOurs),
    (lambda f: not f.is_today, ReceiptNotToday),
    (lambda f: not leads_to_a_visit(f.feature), OtherService),
)
_OF_THE_PERSON: tuple[Check, ...] = (
    (lambda f: not f.came_with_leave, CameWithoutLeave),
    (lambda f: not f.is_theirs, OtherPerson),
    (lambda f: f.has_place_today, AheadToday),
    (lambda f: not f.is_proved, ReceiptUnproved),
    (lambda f: is_recorded(f.reason) and f.recorded >= RECORDED_A_SESSION, RecordedEnough),
)


def why_not(facts: Facts) -> Refusal | None:
    """The first reason not to give a place, or None."""
    for fails, refusal in (*_OF_THE_RECEIPT, *_OF_THE_PERSON):
        if fails(facts):
            return refusal()
    return None


def may_record(*, within_hour: int, within_day: int) -> bool:
    return within_hour < RECORDED_AN_HOUR and within_day < RECORDED_A_DAY
