"""What a treating doctor reads of the care a patient had elsewhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.referrals.types import CareKind
from titian.visits.errors import VisitUnknown
from titian.visits.models import EligibilityLetter, Visit
from titian.visits.selectors.looking import note_look, works_at
from titian.visits.selectors.rows import visit_rows, visit_view
from titian.visits.types import LetterState, VisitState, VisitView

_BACK = timedelta(days=365)
_MOST = 50


@dataclass(frozen=True, slots=True)
class Treating:
    """`is_whole` is False while the patient is not being treated there: only own visits then."""

    visits: list[VisitView]
    is_whole: bool


def treating_history(person_id: int, *, facility_id: int, viewer: Actor, at: datetime) -> Treating:
    """The last year, newest first; the whole of it where the patient is being treated today or
    lies in a ward, else what was written down there. The look is recorded. Raises VisitUnknown.
    """
    if not works_at(viewer, facility_id):
        raise VisitUnknown
    day = day_of(at)
    is_whole = _is_treated(person_id, facility_id, at)
    asked = Q(person=person_id, state=VisitState.ENDED, day__gt=day - _BACK)
    asked &= Q() if is_whole else Q(facility=facility_id)
    rows = visit_rows(asked).order_by("-day", "-id")[:_MOST]
    found = [visit_view(row) for row in rows]
    note_look(person_id, by=viewer, at=at)
    return Treating(found, is_whole)


def _is_treated(person_id: int, facility_id: int, at: datetime) -> bool:
    here = Visit.objects.filter(person=person_id, facility=facility_id)
    here = here.exclude(state=VisitState.CANCELLED)
    letters = EligibilityLetter.objects.filter(
        visit=OuterRef("pk"), state=LetterState.ISSUED, discharged_on__isnull=True
    )
    lies_there = Q(care_kind=CareKind.INPATIENT) & Q(Exists(letters))
    return here.filter(Q(day=day_of(at)) | lies_there).exists()
