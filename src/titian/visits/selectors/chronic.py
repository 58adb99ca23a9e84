"""Back-referral plans and who might have one, at the viewer's facility."""

import json
from calendar import monthrange
from collections.abc import Collection
from datetime import date, datetime

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.referrals import selectors as referrals_read
from titian.referrals.types import CareKind, Coded
from titian.visits.errors import ChronicUnknown, NotRecordingHere
from titian.visits.models import ChronicPlan, EligibilityLetter
from titian.visits.selectors.looking import LOOKED
from titian.visits.types.chronic import PlanCandidate, PlanMedicine, PlanState, PlanView
from titian.visits.types.letters import LetterState


def chronic_plan(number: str, *, viewer: Actor, at: datetime) -> PlanView:
    """Raises ChronicUnknown, for another facility's alike. The look is recorded."""
    row = ChronicPlan.objects.select_related("letter", "practitioner").filter(number=number).first()
    if row is None or not facilities_read.records_care(viewer, row.facility_id):
        raise ChronicUnknown
    own = ChronicPlan.objects.filter(pk=row.pk).values_list("person_id")
    audit.look(own, by=viewer, action=LOOKED, kind="person", at=at)
    return plan_view(row)


def chronic_plans(
    facility_id: int, *, first: date, last: date, viewer: Actor, at: datetime
) -> list[PlanView]:
    """Living plans written in these days, both included."""
    _require(viewer, facility_id)
    rows = ChronicPlan.objects.filter(
        facility_id=facility_id, written_on__range=(first, last), state=PlanState.ACTIVE
    )
    looked = rows.values_list("person_id")
    audit.look(looked, by=viewer, action=LOOKED, kind="person", at=at)
    with_all = rows.select_related("letter", "practitioner").prefetch_related("medicines")
    return [plan_view(row) for row in with_all.order_by("written_on", "id")]


def living_plan(person_id: int) -> Coded | None:
    """The programme somebody is in by their newest plan; asked by who presents the member."""
    return living_plans([person_id]).get(person_id)


def living_plans(person_ids: Collection[int]) -> dict[int, Coded]:
    """The same for a list, in one statement."""
    rows = ChronicPlan.objects.filter(person__in=person_ids, state=PlanState.ACTIVE)
    newest = rows.order_by("person_id", "-written_on", "-id").distinct("person_id")
    return {pk: _programme(code) for pk, code in newest.values_list("person_id", "programme")}


def chronic_candidates(facility_id: int, *, month: date, viewer: Actor) -> list[PlanCandidate]:
    """Outpatient letters of a month with a diagnosis of the programme and no living plan."""
    _require(viewer, facility_id)
    last = month.replace(day=monthrange(month.year, month.month)[1])
    letters = EligibilityLetter.objects.filter(
        facility_id=facility_id,
        issued_on__range=(month.replace(day=1), last),
        care_kind=CareKind.OUTPATIENT,
        state=LetterState.ISSUED,
    ).exclude(plans__state=PlanState.ACTIVE)
    found = (_candidate(row) for row in letters.order_by("issued_on", "id"))
    return [one for one in found if one.programme.code]


def plan_view(row: ChronicPlan) -> PlanView:
    told = json.loads(row.told_sealed)
    lines = sorted(row.medicines.all(), key=lambda one: one.place)
    return PlanView(
        number=row.number,
        letter_number=row.letter.number,
        person_id=row.person_id,
        facility_id=row.facility_id,
        programme=_programme(row.programme),
        practitioner_id=row.practitioner_id,
        practitioner_name=row.practitioner.name if row.practitioner else "",
        medicines=tuple(PlanMedicine(*json.loads(line.line_sealed)) for line in lines),
        address=told["address"],
        email=told["email"],
        note=told["note"],
        advice=told["advice"],
        written_on=row.written_on,
        state=PlanState(row.state),
        user=row.user,
    )


def _candidate(row: EligibilityLetter) -> PlanCandidate:
    code = referrals_read.chronic_programme_of(row.diagnosis_code)
    return PlanCandidate(
        letter_number=row.number,
        person_id=row.person_id,
        on=row.issued_on,
        diagnosis=Coded(row.diagnosis_code, row.diagnosis_name),
        programme=_programme(code),
    )


def _programme(code: str) -> Coded:
    known = (one for one in referrals_read.chronic_programmes() if one.code == code)
    return next(known, Coded("", ""))


def _require(viewer: Actor, facility_id: int) -> None:
    if not facilities_read.records_care(viewer, facility_id):
        raise NotRecordingHere
