"""What visits holds about a person."""

from django.db.models import Q

from titian.platform.db.personal import Holding, Kept, Whose
from titian.visits.models import (
    AccidentCover,
    Attendance,
    CheckUp,
    ChronicMedicine,
    ChronicPlan,
    Diagnosis,
    EligibilityLetter,
    HistoryLeave,
    HistoryPass,
    IdentityCheck,
    InternalReferral,
    LetterApproval,
    MedicalRecord,
    Medicine,
    Prescription,
    PrescriptionLine,
    Procedure,
    Visit,
    VisitStep,
)

_PLACE = ("facility__name", "practitioner__name")
_KEYS = {
    "client_key": "the facility's own key against doubles",
    "record_key": "the facility's own key against doubles",
}


def _own(whose: Whose) -> Q:
    return Q(person=whose.person_id)


def _of_visit(whose: Whose) -> Q:
    return Q(visit__person=whose.person_id)


def _of_letter(whose: Whose) -> Q:
    return Q(letter__person=whose.person_id)


HELD = (
    Holding(Visit, _own, Kept.CARE, also=_PLACE, omit=_KEYS),
    Holding(VisitStep, _of_visit, Kept.CARE),
    Holding(Diagnosis, _of_visit, Kept.CARE),
    Holding(Procedure, _of_visit, Kept.CARE),
    Holding(Medicine, _of_visit, Kept.CARE),
    Holding(
        EligibilityLetter, _own, Kept.CARE, also=_PLACE, omit={"client_key": _KEYS["client_key"]}
    ),
    Holding(CheckUp, _of_visit, Kept.CARE),
    Holding(LetterApproval, _own, Kept.CARE, also=("facility__name",)),
    Holding(IdentityCheck, _own, Kept.CARE, also=("facility__name",)),
    Holding(ChronicPlan, _own, Kept.CARE, also=_PLACE),
    Holding(ChronicMedicine, lambda whose: Q(plan__person=whose.person_id), Kept.CARE),
    Holding(InternalReferral, _of_letter, Kept.CARE),
    Holding(AccidentCover, _of_letter, Kept.CARE),
    Holding(Attendance, _own, Kept.CARE, also=("activity__held_on", "activity__topic")),
    Holding(Prescription, _own, Kept.CARE, also=("pharmacy__name",)),
    Holding(PrescriptionLine, lambda whose: Q(prescription__person=whose.person_id), Kept.CARE),
    Holding(
        MedicalRecord,
        _of_visit,
        Kept.CARE,
        also=("facility__name",),
        omit={
            "content_sealed": "the hospital's own record, given by the hospital",
            "digest": "tells the same content from other",
        },
    ),
    Holding(
        HistoryPass,
        _own,
        Kept.TRAIL,
        also=_PLACE,
        omit={"token_hash": "opens the link it was made for"},
    ),
    Holding(
        HistoryLeave,
        lambda whose: Q(person=whose.person_id) | Q(reader=whose.person_id),
        Kept.RIGHT,
    ),
)
