"""What visits announces: ids and facts, nothing of what was found."""

from dataclasses import dataclass
from typing import ClassVar

from titian.kernel.events import Event


@dataclass(frozen=True, slots=True)
class VisitRegistered(Event):
    name: ClassVar[str] = "visits.registered"
    visit_id: int
    person_id: int
    facility_id: int


@dataclass(frozen=True, slots=True)
class VisitRecorded(Event):
    """What was found and done is written down; a member may read it."""

    name: ClassVar[str] = "visits.recorded"
    visit_id: int
    person_id: int
    facility_id: int


@dataclass(frozen=True, slots=True)
class LetterIssued(Event):
    name: ClassVar[str] = "visits.letter_issued"
    number: str
    visit_id: int
    person_id: int
    facility_id: int


@dataclass(frozen=True, slots=True)
class LetterCancelled(Event):
    name: ClassVar[str] = "visits.letter_cancelled"
    number: str
    visit_id: int
    facility_id: int


@dataclass(frozen=True, slots=True)
class PatientDischarged(Event):
    name: ClassVar[str] = "visits.patient_discharged"
    number: str
    visit_id: int
    facility_id: int
