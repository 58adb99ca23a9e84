"""What becomes of a request about one's data, and how a look is told to whom it was about."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from titian.members.types import DataRight, DataStep, LookReason

# What needs nobody's decision is done in the moment it is asked for.
AT_ONCE = frozenset({DataRight.RESTRICT, DataRight.WITHDRAW})
# What staff may enter for somebody without a phone; leave is taken back at the counter of helpers.
AT_A_COUNTER = frozenset({DataRight.CORRECT, DataRight.RESTRICT, DataRight.ERASE})
DECISIONS = (DataStep.GRANTED, DataStep.PARTLY, DataStep.REFUSED)
# Membership and books of account are kept by law, so deletion is at most partly granted.
_POSSIBLE: Mapping[DataRight, tuple[DataStep, ...]] = {
    DataRight.ERASE: (DataStep.PARTLY, DataStep.REFUSED),
}
WORDS_LIMIT = 1000
LOOKS_A_PAGE = 20
LATER_TODAY = timedelta(hours=24)

# The first beginning that fits the audit's word for the act.
_REASONS: tuple[tuple[str, LookReason], ...] = (
    ("members.looked", LookReason.SERVING),
    ("members.data_", LookReason.DATA),
    ("members.export_", LookReason.DATA),
    ("members.restrict", LookReason.DATA),
    ("members.contacts_", LookReason.NUMBER),
    ("members.recovery_", LookReason.NUMBER),
    ("members.number_", LookReason.NUMBER),
    ("members.help", LookReason.HELPING),
    ("members.kader_", LookReason.HELPING),
    ("members.consent", LookReason.HELPING),
    ("members.request_", LookReason.CHANGE),
    ("members.change", LookReason.CHANGE),
    ("members.registered", LookReason.CHANGE),
    ("members.address_", LookReason.CHANGE),
    ("members.facility_", LookReason.CHANGE),
    ("members.identity_", LookReason.CHANGE),
    ("members.dues_", LookReason.DUES),
    ("members.population_", LookReason.CHANGE),
    ("frontdoor.", LookReason.SIGN_IN),
    ("accounts.let_go", LookReason.DATA),
    ("accounts.", LookReason.SIGN_IN),
    ("queue.", LookReason.SERVING),
    ("contributions.", LookReason.DUES),
    ("referrals.", LookReason.SERVING),
    ("visits.", LookReason.SERVING),
    ("claims.", LookReason.SERVING),
    ("helpdesk.", LookReason.SERVING),
)
_LOOKS = frozenset(
    {
        "members.looked",
        "members.data_request_looked",
        "members.request_looked",
        "referrals.looked",
        "visits.looked",
    }
)


def look_reason(action: str) -> LookReason:
    """Why somebody had a record open, told by the act itself."""
    return next((why for begins, why in _REASONS if action.startswith(begins)), LookReason.OTHER)


def is_only_a_look(action: str) -> bool:
    """Whether something was seen and nothing done."""
    return action in _LOOKS


def possible_decisions(right: DataRight) -> tuple[DataStep, ...]:
    return _POSSIBLE.get(right, DECISIONS)


def first_answer(right: DataRight) -> DataStep:
    """Done at once, or waiting for an officer."""
    return DataStep.GRANTED if right in AT_ONCE else DataStep.OPEN


def is_urgent(due_at: datetime, at: datetime) -> bool:
    """Late, or late within a day."""
    return due_at - at <= LATER_TODAY
