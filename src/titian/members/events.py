"""Facts about people that others react to: ids, never names or numbers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from titian.kernel.events import Event


@dataclass(frozen=True, slots=True)
class FamilyRegistered(Event):
    name: ClassVar[str] = "members.family_registered"
    family_id: int


@dataclass(frozen=True, slots=True)
class StatusChanged(Event):
    name: ClassVar[str] = "members.status_changed"
    person_id: int
    status: str
    on: date


@dataclass(frozen=True, slots=True)
class ConsentChanged(Event):
    """An adult let the head of the family see more, or took that back."""

    name: ClassVar[str] = "members.consent_changed"
    person_id: int
    given: bool


@dataclass(frozen=True, slots=True)
class HelpingEnded(Event):
    """Somebody may no longer act for a person: what they hold for them is let go at once."""

    name: ClassVar[str] = "members.helping_ended"
    urgent: ClassVar[bool] = True
    person_id: int
    helper_id: int


@dataclass(frozen=True, slots=True)
class NumberChanged(Event):
    """A person is reached elsewhere from now on: whatever was sent to the old number is void."""

    name: ClassVar[str] = "members.number_changed"
    urgent: ClassVar[bool] = True
    person_id: int
    changed_at: datetime
