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


@dataclass(frozen=True, slots=True)
class RequestMoved(Event):
    """A request to change took a step: received, missing, decided, effective, undone …"""

    name: ClassVar[str] = "members.request_moved"
    request_id: int
    person_id: int
    kind: str
    step: str


@dataclass(frozen=True, slots=True)
class FacilityChanged(Event):
    """A person is cared for elsewhere from now on."""

    name: ClassVar[str] = "members.facility_changed"
    person_id: int
    facility_id: int


@dataclass(frozen=True, slots=True)
class PersonRegistered(Event):
    """Somebody more is on a family card: a newborn, or who joined it later."""

    name: ClassVar[str] = "members.person_registered"
    person_id: int
    family_id: int


@dataclass(frozen=True, slots=True)
class PeopleMerged(Event):
    """Two records were one person: `gone_id` is closed, what it has belongs to `kept_id`."""

    name: ClassVar[str] = "members.people_merged"
    kept_id: int
    gone_id: int


@dataclass(frozen=True, slots=True)
class ClockRanOut(Event):
    """A request ("change") or one about data ("data") was not answered in time."""

    name: ClassVar[str] = "members.clock_ran_out"
    request_kind: str
    request_id: int
    person_id: int
