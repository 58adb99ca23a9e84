"""Rows of care; each file is one subject."""

from titian.visits.models.accidents import AccidentCover
from titian.visits.models.approvals import IdentityCheck, LetterApproval
from titian.visits.models.check_ups import CheckUp
from titian.visits.models.chronic import ChronicMedicine, ChronicPlan, InternalReferral
from titian.visits.models.counters import RegistrationCounter
from titian.visits.models.groups import Attendance, Club, GroupActivity
from titian.visits.models.letters import EligibilityLetter
from titian.visits.models.lines import Diagnosis, Medicine, Procedure
from titian.visits.models.parameters import VisitParameter
from titian.visits.models.passes import HistoryPass
from titian.visits.models.prescriptions import MedicineStock, Prescription, PrescriptionLine
from titian.visits.models.records import MedicalRecord
from titian.visits.models.sharing import HistoryLeave
from titian.visits.models.visits import Visit, VisitStep

__all__ = [
    "AccidentCover",
    "Attendance",
    "CheckUp",
    "ChronicMedicine",
    "ChronicPlan",
    "Club",
    "Diagnosis",
    "EligibilityLetter",
    "GroupActivity",
    "HistoryLeave",
    "HistoryPass",
    "IdentityCheck",
    "InternalReferral",
    "LetterApproval",
    "MedicalRecord",
    "Medicine",
    "MedicineStock",
    "Prescription",
    "PrescriptionLine",
    "Procedure",
    "RegistrationCounter",
    "Visit",
    "VisitParameter",
    "VisitStep",
]
