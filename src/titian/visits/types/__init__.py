"""Plain records of care that other packages may hold."""

from titian.visits.types.accidents import AccidentCase, CoverAnswer
from titian.visits.types.approvals import ApprovalAsked, ApprovalCase, ApprovalKind, ApprovalView
from titian.visits.types.check_ups import CheckUpView
from titian.visits.types.chronic import (
    NewPlan,
    PlanCandidate,
    PlanChange,
    PlanMedicine,
    PlanState,
    PlanView,
)
from titian.visits.types.groups import ClubView, Meeting, MeetingView
from titian.visits.types.identity import IdentityAnswer, IdentityView, IdentityWay
from titian.visits.types.internal import InternalView, InternalWish
from titian.visits.types.letters import (
    Accident,
    Cost,
    Discharge,
    Leaving,
    LetterChange,
    LetterDetails,
    LetterState,
    LetterView,
    LetterWish,
)
from titian.visits.types.prescriptions import LineView, NewLine, NewPrescription, PrescriptionView
from titian.visits.types.reference import CodeList, ListedMedicine, ListedProcedure
from titian.visits.types.sharing import Reader, Sight
from titian.visits.types.visits import (
    Coming,
    Findings,
    MedicineLine,
    NewMedicine,
    NewProcedure,
    Outcome,
    ProcedureLine,
    Registered,
    Source,
    VisitAct,
    VisitLine,
    VisitState,
    VisitView,
)

__all__ = [
    "Accident",
    "AccidentCase",
    "ApprovalAsked",
    "ApprovalCase",
    "ApprovalKind",
    "ApprovalView",
    "CheckUpView",
    "ClubView",
    "CodeList",
    "Coming",
    "Cost",
    "CoverAnswer",
    "Discharge",
    "Findings",
    "IdentityAnswer",
    "IdentityView",
    "IdentityWay",
    "InternalView",
    "InternalWish",
    "Leaving",
    "LetterChange",
    "LetterDetails",
    "LetterState",
    "LetterView",
    "LetterWish",
    "LineView",
    "ListedMedicine",
    "ListedProcedure",
    "MedicineLine",
    "Meeting",
    "MeetingView",
    "NewLine",
    "NewMedicine",
    "NewPlan",
    "NewPrescription",
    "NewProcedure",
    "Outcome",
    "PlanCandidate",
    "PlanChange",
    "PlanMedicine",
    "PlanState",
    "PlanView",
    "PrescriptionView",
    "ProcedureLine",
    "Reader",
    "Registered",
    "Sight",
    "Source",
    "VisitAct",
    "VisitLine",
    "VisitState",
    "VisitView",
]
