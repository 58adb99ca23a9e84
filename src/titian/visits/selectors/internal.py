"""Internal referral letters of one eligibility letter, at the viewer's facility."""

from datetime import datetime

from django.db.models import QuerySet

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.referrals.types import Coded
from titian.visits.errors import LetterUnknown
from titian.visits.models import EligibilityLetter, InternalReferral
from titian.visits.selectors.looking import LOOKED
from titian.visits.types.internal import InternalView


def internal_referrals(letter_number: str, *, viewer: Actor, at: datetime) -> list[InternalView]:
    """Raises LetterUnknown, for another facility's alike. The look is recorded."""
    letters = EligibilityLetter.objects.filter(number=letter_number)
    letter = letters.first()
    if letter is None or not facilities_read.records_care(viewer, letter.facility_id):
        raise LetterUnknown
    looked = letters.values_list("person_id")
    audit.look(looked, by=viewer, action=LOOKED, kind="person", at=at)
    return [internal_view(row) for row in alive().filter(letter=letter).order_by("day", "id")]


def alive() -> QuerySet[InternalReferral]:
    rows = InternalReferral.objects.filter(withdrawn_at__isnull=True)
    return rows.select_related("letter")


def internal_view(row: InternalReferral) -> InternalView:
    of = row.letter
    code, _, name = (row.diagnosis_sealed or "").partition("\n")
    return InternalView(
        number=row.number,
        letter_number=of.number,
        person_id=of.person_id,
        facility_id=of.facility_id,
        on=row.day,
        letter_on=of.issued_on,
        from_specialty=_specialty(of.specialty_code),
        to_specialty=_specialty(row.specialty_code),
        practitioner_id=row.practitioner_id,
        diagnosis=Coded(code, name),
        is_consultation=row.is_consultation,
        support_code=row.support_code,
        procedure_flag=row.procedure_flag,
        user=row.user,
        written_at=row.recorded_at,
    )


def _specialty(code: str) -> Coded:
    return Coded(code, facilities_read.specialty_name(code) if code else "")
