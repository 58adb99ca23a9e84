"""What an applicant sees with a code and a birth date: where it is, never who is in it."""

from dataclasses import dataclass
from datetime import datetime

from titian.enrolment.types.applications import ApplicationState, MoveView, StepView


@dataclass(frozen=True, slots=True)
class Tracked:
    """`told` are the procedure's own words for this state; `repairs` name fields, not values."""

    application_id: int
    code: str
    city: str
    title: str
    state: ApplicationState
    told: str
    village_name: str
    timezone: str
    submitted_at: datetime | None
    promised_at: datetime | None
    urgent_until: datetime | None
    ended_at: datetime | None
    reason: str
    repairs: tuple[str, ...]
    steps: tuple[StepView, ...]
    moves: tuple[MoveView, ...]
