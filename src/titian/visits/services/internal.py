"""Internal referral letters: another specialty of the same hospital, within one letter's care."""

from datetime import date, datetime

from django.db import transaction

from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.kernel.actors import Actor
from titian.kernel.text import printable
from titian.platform.audit import services as audit
from titian.visits.errors import InternalUnknown, LetterCannot, LetterUnknown
from titian.visits.models import EligibilityLetter, InternalReferral
from titian.visits.selectors.internal import alive, internal_view
from titian.visits.types.internal import InternalView, InternalWish
from titian.visits.types.letters import LetterState


@transaction.atomic
def refer_inside(*, wish: InternalWish, by: Actor, at: datetime) -> InternalView:
    """To the same specialty on the same day again it is the same letter.

    Raises LetterUnknown, LetterCannot (cancelled, another day before it), NotOfFacility.
    """
    letter = _letter(wish, by)
    code = facilities_read.service_by_code(letter.facility_id, wish.specialty_code).code
    known = alive().filter(letter=letter, specialty_code=code, day=wish.on).first()
    if known is not None:
        return internal_view(known)

    row = InternalReferral.objects.create(
        number=facilities.next_number(facility_id=letter.facility_id, letter="N", on=wish.on),
        letter=letter,
        day=wish.on,
        specialty_code=code,
        practitioner_id=wish.practitioner_id,
        diagnosis_sealed=f"{wish.diagnosis.code}\n{wish.diagnosis.name}",
        is_consultation=wish.is_consultation,
        support_code=wish.support_code,
        procedure_flag=wish.procedure_flag,
        user=printable(wish.user, 80),
        recorded_by=by.ref,
        recorded_at=at,
    )
    _write_down("referred_inside", row, by, at)
    return internal_view(row)


@transaction.atomic
def withdraw_internal(
    *, letter_number: str, number: str, on: date | None, by: Actor, at: datetime
) -> None:
    """Raises InternalUnknown, for another facility's, another letter's and another day's alike."""
    rows = alive().select_for_update(of=("self",))
    row = rows.filter(number=number, letter__number=letter_number).first()
    if row is None or not facilities_read.records_care(by, row.letter.facility_id):
        raise InternalUnknown
    if on is not None and row.day != on:
        raise InternalUnknown
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    _write_down("internal_withdrawn", row, by, at)


def _letter(wish: InternalWish, by: Actor) -> EligibilityLetter:
    rows = EligibilityLetter.objects.select_for_update(of=("self",))
    letter = rows.filter(number=wish.letter_number).first()
    if letter is None or not facilities_read.records_care(by, letter.facility_id):
        raise LetterUnknown
    if letter.state != LetterState.ISSUED or wish.on < letter.issued_on:
        raise LetterCannot
    return letter


def _write_down(action: str, row: InternalReferral, by: Actor, at: datetime) -> None:
    target, data = f"person:{row.letter.person_id}", {"letter": row.letter.number}
    audit.record(audit.Entry(by, f"visits.{action}", target, dict(data)), at=at)
