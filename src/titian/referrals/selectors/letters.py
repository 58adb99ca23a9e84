"""Control letters and letters of admission, scoped by who may see them."""

from datetime import date, datetime

from titian.kernel.actors import Actor
from titian.members.errors import ConsentMissing, PersonOutOfReach
from titian.referrals.errors import LetterUnknown
from titian.referrals.models import ControlLetter
from titian.referrals.selectors.reach import is_member, looked_at, of_letters, person_seen
from titian.referrals.selectors.views import LETTERS, letter_view
from titian.referrals.types import ControlLetterView

_MOST = 200
_LATEST = 50


def control_letter(number: str, *, viewer: Actor, at: datetime) -> ControlLetterView:
    """One letter; LetterUnknown for strangers and for what does not exist, alike."""
    if is_member(viewer):
        row = LETTERS.filter(number=number.upper()).first()
        if row is None:
            raise LetterUnknown
        _require_seen(row, viewer, at)
        return letter_view(row)
    rows = ControlLetter.objects.filter(of_letters(viewer), number=number.upper())
    found = looked_at(rows, viewer=viewer, at=at, whole=LETTERS)
    if not found:
        raise LetterUnknown
    return letter_view(found[0])


def control_letters_of(person_id: int, *, viewer: Actor, at: datetime) -> list[ControlLetterView]:
    """A person's latest letters, newest first: for a member all, for a facility its own."""
    rows = ControlLetter.objects.filter(person=person_id)
    if is_member(viewer):
        person_seen(person_id, viewer=viewer, at=at)
    else:
        rows = rows.filter(of_letters(viewer))
    found = looked_at(rows, viewer=viewer, at=at, whole=LETTERS.order_by("-planned_on", "-pk"))
    return [letter_view(row) for row in found[:_LATEST]]


def control_letters_written(
    facility_id: int, first: date, last: date, *, viewer: Actor, planned: bool = False
) -> list[ControlLetterView]:
    """A facility's letters written from one day to another, or planned for those days."""
    day = "planned_on" if planned else "issued_on"
    rows = LETTERS.filter(
        of_letters(viewer), facility=facility_id, **{f"{day}__range": (first, last)}
    )
    return [letter_view(row) for row in rows.order_by(f"-{day}", "-pk")[:_MOST]]


def _require_seen(row: ControlLetter, viewer: Actor, at: datetime) -> None:
    try:
        person_seen(row.person_id, viewer=viewer, at=at)
    except (PersonOutOfReach, ConsentMissing) as error:
        raise LetterUnknown from error
