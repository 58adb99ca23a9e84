"""Eligibility letters for the hospital that asked for them, and for claims above."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Q

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.text import printable
from titian.referrals.types import CareKind
from titian.visits.errors import LetterUnknown
from titian.visits.models import EligibilityLetter
from titian.visits.selectors.looking import find_own, note_look, works_at
from titian.visits.selectors.rows import letter_rows, letter_view
from titian.visits.types import LetterState, LetterView

_ISSUED = Q(state=LetterState.ISSUED)
_OVER = Q(care_kind=CareKind.OUTPATIENT) | Q(discharged_on__isnull=False)
_MOST = 1000


def letter(number: str, *, viewer: Actor, at: datetime) -> LetterView:
    """A letter of the viewer's hospital, cancelled ones too; the look is recorded."""
    known = EligibilityLetter.objects.filter(number=printable(number, 19))
    found = find_own(known, viewer)
    if found is None:
        raise LetterUnknown
    view = letter_view(letter_rows(Q(pk=found)).get())
    note_look(view.person_id, by=viewer, at=at)
    return view


def letter_of_visit(number: str, *, viewer: Actor) -> LetterView | None:
    """The letter of a visit that is open before the viewer: its look is recorded already."""
    row = letter_rows(Q(number=number)).first()
    if row is None or not works_at(viewer, row.facility_id):
        return None
    return letter_view(row)


def letters(
    *, facility_id: int, on: date, care_kind: CareKind | None = None, viewer: Actor
) -> list[LetterView]:
    """The hospital's letters of a day, in the order of issue."""
    if not works_at(viewer, facility_id):
        return []
    asked = _ISSUED & Q(facility=facility_id, issued_on=on)
    asked &= Q() if care_kind is None else Q(care_kind=care_kind)
    return _views(asked, "id")


def letters_of(
    person_id: int, *, facility_id: int, first: date, last: date, viewer: Actor, at: datetime
) -> list[LetterView]:
    """A patient's letters of one hospital, newest first; a look."""
    if not works_at(viewer, facility_id):
        return []
    asked = _ISSUED & Q(person=person_id, facility=facility_id, issued_on__range=(first, last))
    found = _views(asked, "-issued_on")
    if found:
        note_look(person_id, by=viewer, at=at)
    return found


def letters_numbered(
    numbers: Collection[str], *, facility_id: int, viewer: Actor
) -> dict[str, LetterView]:
    """Of one hospital, by number, cancelled ones too; those of a list it holds already."""
    if not numbers or not works_at(viewer, facility_id):
        return {}
    rows = letter_rows(Q(facility=facility_id, number__in=list(numbers)))
    return {row.number: letter_view(row) for row in rows}


def letters_of_referral(number: str, *, viewer: Actor) -> list[LetterView]:
    """Letters that were issued on one referral, the latest first, as far as they are one's own."""
    found = _views(_ISSUED & Q(referral_number=number), "-issued_at") if number else []
    return [one for one in found if works_at(viewer, one.facility_id)]


def letters_discharged(*, facility_id: int, month: date, viewer: Actor) -> list[LetterView]:
    """Inpatients who left in a month, by the day."""
    if not works_at(viewer, facility_id):
        return []
    first = month.replace(day=1)
    end = (first + timedelta(days=31)).replace(day=1)
    asked = Q(facility=facility_id, discharged_on__gte=first, discharged_on__lt=end)
    return _views(_ISSUED & asked, "discharged_on")


def accident_letters(person_id: int, *, facility_id: int, viewer: Actor) -> list[LetterView]:
    """A patient's letters after accidents, newest first."""
    if not works_at(viewer, facility_id):
        return []
    asked = Q(person=person_id, facility=facility_id, accident_kind__gt=0)
    return _views(_ISSUED & asked, "-issued_on")


def letters_done(
    facility_ids: Collection[int], *, first: date, last: date, viewer: Actor
) -> list[LetterView]:
    """Letters whose care ended within these days, of facilities that are the viewer's."""
    ours = [one for one in facility_ids if works_at(viewer, one)]
    outpatient = Q(care_kind=CareKind.OUTPATIENT, issued_on__range=(first, last))
    inpatient = Q(care_kind=CareKind.INPATIENT, discharged_on__range=(first, last))
    return _views(_ISSUED & Q(facility__in=ours) & (outpatient | inpatient), "issued_on")


def letters_ended_before(
    day: date, *, after_id: int, limit: int, viewer: Actor
) -> list[LetterView]:
    """For a sweep of ours: by id, those whose care ended before a day."""
    if viewer.kind is not ActorKind.SYSTEM:
        return []
    ended = Q(care_kind=CareKind.OUTPATIENT, issued_on__lt=day) | Q(discharged_on__lt=day)
    rows = letter_rows(_ISSUED & _OVER & ended & Q(pk__gt=after_id)).order_by("id")
    return [letter_view(row) for row in rows[:limit]]


def letter_for_claim(number: str, *, viewer: Actor) -> LetterView:
    """The same letter for who settles its claim: the package above says who may."""
    if viewer.kind is not ActorKind.SYSTEM:
        raise LetterUnknown
    row = letter_rows(Q(number=number)).first()
    if row is None:
        raise LetterUnknown
    return letter_view(row)


def _views(condition: Q, order: str) -> list[LetterView]:
    rows = letter_rows(condition).order_by(order, "id")
    return [letter_view(row) for row in rows[:_MOST]]
