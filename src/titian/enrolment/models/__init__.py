from titian.enrolment.models.absences import Absence
from titian.enrolment.models.applications import Application, Candidate, Move, Paper
from titian.enrolment.models.batches import Batch, BatchRow
from titian.enrolment.models.comings import TurnedAway
from titian.enrolment.models.letters import Letter, LetterLine
from titian.enrolment.models.limits import LimitChange
from titian.enrolment.models.offices import CareLimit, City, CityTerm, Office, Procedure
from titian.enrolment.models.reconciling import (
    ListRow,
    PaidList,
    Proposal,
)
from titian.enrolment.models.steps import Check, Step

__all__ = [
    "Absence",
    "Application",
    "Batch",
    "BatchRow",
    "Candidate",
    "CareLimit",
    "Check",
    "City",
    "CityTerm",
    "Letter",
    "LetterLine",
    "LimitChange",
    "ListRow",
    "Move",
    "Office",
    "PaidList",
    "Paper",
    "Procedure",
    "Proposal",
    "Step",
    "TurnedAway",
]
