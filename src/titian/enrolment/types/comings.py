"""Who came for a family and could not be let."""

from dataclasses import dataclass
from datetime import datetime

from titian.enrolment.types.applications import Channel
from titian.enrolment.types.procedures import ApplicationKind, Comes


@dataclass(frozen=True, slots=True)
class TurnedAwayLine:
    """One visit of the village's list; the name is masked, `why` is the refusal's code."""

    id: int
    kind: ApplicationKind
    channel: Channel
    comes: Comes
    why: str
    at: datetime
    masked_name: str
    application_id: int | None


@dataclass(frozen=True, slots=True)
class TurnedAwayVisit:
    """What was typed then, so that the next visit goes on from there."""

    kind: ApplicationKind
    village_code: str
    kk_number: str
    head_name: str
