"""What the accident insurer (Jasa Raharja) said of a letter after a traffic accident."""

from dataclasses import dataclass
from datetime import datetime

from titian.visits.types.letters import LetterView


@dataclass(frozen=True, slots=True)
class CoverAnswer:
    """Amounts in rupiah; the insurer pays first, up to its ceiling."""

    register_number: str
    guarantee_number: str
    is_guaranteed: bool
    covered: int
    ceiling: int
    paid: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class AccidentCase:
    """A letter after an accident; without an answer the insurer has not spoken yet."""

    letter: LetterView
    sent_at: datetime | None = None
    answer: CoverAnswer | None = None
