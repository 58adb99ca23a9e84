"""Nobody types twice: a care sheet begins with what the visit and its letter say."""

from dataclasses import replace
from datetime import datetime

from titian.claims.models import Claim
from titian.claims.rules.writing import sheet_from
from titian.claims.selectors.reaching import RULE, looked, require_one
from titian.claims.types import CareSheet, SheetDiagnosis, SheetToFill
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import masked_name
from titian.members import selectors as members_read
from titian.members.types import WardClass
from titian.referrals.types import CareKind
from titian.visits import selectors as visits_read
from titian.visits.types import Leaving, LetterView, VisitView

_CLASSES = {WardClass.FIRST: "1", WardClass.SECOND: "2", WardClass.THIRD: "3"}
_WAYS = {
    Leaving.DOCTOR: "1",
    Leaving.REFERRED: "2",
    Leaving.OWN_REQUEST: "3",
    Leaving.DIED: "4",
    Leaving.OTHER: "5",
}


def sheet_to_fill(letter_number: str, *, viewer: Actor, at: datetime) -> SheetToFill:
    """What was written, or a beginning. A look; raises ClaimUnknown."""
    found = list(Claim.objects.filter(letter_number=letter_number).values_list("pk", flat=True))
    row = Claim.objects.get(pk=require_one(looked(found, viewer=viewer, at=at)))
    letter = visits_read.letter_for_claim(letter_number, viewer=RULE)
    people = members_read.standings_of({row.person_id}, viewer=RULE, on=day_of(at))
    known = sheet_from(row.sheet_sealed)
    visit = None if known else visits_read.visit(letter.visit_id, viewer=RULE, at=at)
    return SheetToFill(
        letter_number=letter_number,
        masked_name=masked_name(people[row.person_id].full_name),
        care_kind=CareKind(row.care_kind),
        sheet=known or _begun(letter, visit, at),
        is_written=known is not None,
    )


def _begun(letter: LetterView, visit: VisitView | None, at: datetime) -> CareSheet:
    leaving = letter.discharge
    begun = CareSheet(
        admitted_on=letter.issued_on,
        left_on=letter.left_on or day_of(at),
        specialty_code=letter.specialty_code,
        ward_class=_CLASSES.get(letter.ward_class, "3"),
        way_out=_WAYS[leaving.how] if leaving else "1",
        diagnoses=(SheetDiagnosis(letter.diagnosis.code, "1"),),
        doctor=letter.practitioner_name,
    )
    if visit is None or not visit.diagnoses:
        return begun
    main, *others = visit.diagnoses
    return replace(
        begun,
        diagnoses=(
            SheetDiagnosis(main.code, "1"),
            *(SheetDiagnosis(one.code, "2") for one in others),
        ),
        procedures=tuple(one.coded.code for one in visit.procedures),
    )
