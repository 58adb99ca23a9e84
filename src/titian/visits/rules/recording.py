"""What a record of a visit must be."""

from datetime import date, timedelta

from titian.visits.errors import DayNotPossible, DiagnosisMissing
from titian.visits.types import Findings

MOST_DIAGNOSES = 30
MOST_LINES = 50
MOST_LETTERS = 40  # of how often, how much at a time, and how much in all


def require_day(on: date, today: date, *, days_back: int) -> None:
    """A visit is written down on its day or lately, never ahead."""
    if not today - timedelta(days=days_back) <= on <= today:
        raise DayNotPossible(first=(today - timedelta(days=days_back)).isoformat())


def require_findings(found: Findings, day: date, today: date) -> None:
    """At least the main diagnosis; the end is not before the beginning and not ahead."""
    if not found.diagnoses:
        raise DiagnosisMissing
    if found.ended_on is not None and not day <= found.ended_on <= today:
        raise DayNotPossible(first=day.isoformat())


def ticket_registration(label: str) -> str:
    """The number of a registration is that of its ticket: A-12 is A12."""
    return label.replace("-", "")


def counted_registration(number: int) -> str:
    """Without a ticket: R1, R2 … of the day; no line at a counter has this letter."""
    return f"R{number}"
