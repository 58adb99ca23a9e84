"""Facts about applications that others react to: ids and states, never names or numbers."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from titian.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ApplicationMoved(Event):
    """An application took a step of its life: sent, returned, approved, active …"""

    name: ClassVar[str] = "enrolment.application_moved"
    application_id: int
    kind: str
    act: str
    state: str


@dataclass(frozen=True, slots=True)
class StepOpened(Event):
    """An office has a case: its registers are asked, its officers see it."""

    name: ClassVar[str] = "enrolment.step_opened"
    urgent: ClassVar[bool] = True
    application_id: int
    step_id: int
    office_code: str


@dataclass(frozen=True, slots=True)
class StepDecided(Event):
    name: ClassVar[str] = "enrolment.step_decided"
    application_id: int
    step_id: int
    office_code: str
    verdict: str


@dataclass(frozen=True, slots=True)
class ClockRunningOut(Event):
    """Half, most or all of the time of a step or of an urgent case has gone."""

    name: ClassVar[str] = "enrolment.clock_running_out"
    urgent: ClassVar[bool] = True
    application_id: int
    step_id: int | None
    share: int


@dataclass(frozen=True, slots=True)
class LetterSigned(Event):
    name: ClassVar[str] = "enrolment.letter_signed"
    urgent: ClassVar[bool] = True
    letter_id: int
    city: str


@dataclass(frozen=True, slots=True)
class LetterReceived(Event):
    """The scheme has the letter: the receipt is on record."""

    name: ClassVar[str] = "enrolment.letter_received"
    letter_id: int
    city: str
    on: date
