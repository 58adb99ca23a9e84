from dataclasses import dataclass
from typing import ClassVar

from titian.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ReferralIssued(Event):
    """Somebody is sent to another facility; `facility_id` is where to, 0 if any will do."""

    name: ClassVar[str] = "referrals.issued"
    number: str
    person_id: int
    facility_id: int


@dataclass(frozen=True, slots=True)
class ReferralWithdrawn(Event):
    """A referral no longer holds; what was booked with it has lost its reason."""

    name: ClassVar[str] = "referrals.withdrawn"
    number: str
    person_id: int


@dataclass(frozen=True, slots=True)
class ControlLetterWritten(Event):
    """Somebody is to come again, or to be admitted, on a day."""

    name: ClassVar[str] = "referrals.letter_written"
    number: str
    person_id: int
    facility_id: int


@dataclass(frozen=True, slots=True)
class ControlLetterWithdrawn(Event):
    """A control letter or letter of admission no longer holds."""

    name: ClassVar[str] = "referrals.letter_withdrawn"
    number: str
    person_id: int
