"""Letters after traffic accidents, with what the accident insurer said."""

from datetime import date, datetime, timedelta

from django.db.models import Q

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.referrals.types import CareKind
from titian.visits.errors import LetterUnknown, NotAtBranch
from titian.visits.models import AccidentCover
from titian.visits.rules.branch import DECIDING_ROLES
from titian.visits.selectors.looking import note_look, works_at
from titian.visits.selectors.rows import letter_rows, letter_view
from titian.visits.types import LetterState
from titian.visits.types.accidents import AccidentCase, CoverAnswer

_TRAFFIC = (1, 2)
_MOST = 500
_LATELY = timedelta(days=7)


def accident_covers(
    facility_id: int,
    *,
    first: date,
    last: date,
    care_kind: CareKind | None = None,
    viewer: Actor,
) -> list[AccidentCase]:
    """Of the letters issued in these days, both included; none of another facility."""
    if not works_at(viewer, facility_id):
        return []
    asked = Q(facility=facility_id, issued_on__range=(first, last))
    asked &= Q(care_kind=care_kind) if care_kind else Q()
    return _cases(asked, "issued_on", "id")


def accident_case(number: str, *, viewer: Actor) -> AccidentCase | None:
    """Of a letter the viewer works with; None where there was no traffic accident."""
    found = _cases(Q(number=number))
    if not found or not works_at(viewer, found[0].letter.facility_id):
        return None
    return found[0]


def accidents_to_answer(*, viewer: Actor) -> list[AccidentCase]:
    """Told to the insurer and not answered yet, the oldest first. Raises NotAtBranch."""
    near = _near(viewer)
    open_ = Q(accident_cover__isnull=False, accident_cover__answered_at__isnull=True)
    return _cases(near & open_, "accident_cover__sent_at", "id")


def accidents_answered(*, viewer: Actor, at: datetime) -> list[AccidentCase]:
    """Of the last week, the newest first. Raises NotAtBranch."""
    lately = Q(accident_cover__answered_at__gt=at - _LATELY)
    return _cases(_near(viewer) & lately, "-accident_cover__answered_at", "id")


def accident_at_branch(number: str, *, viewer: Actor, at: datetime) -> AccidentCase:
    """One told to the insurer; the look is recorded. Raises NotAtBranch, LetterUnknown."""
    found = _cases(_near(viewer) & Q(number=number, accident_cover__isnull=False))
    if not found:
        raise LetterUnknown
    note_look(found[0].letter.person_id, by=viewer, at=at)
    return found[0]


def _near(viewer: Actor) -> Q:
    if not any(grant.role in DECIDING_ROLES for grant in viewer.grants):
        raise NotAtBranch
    return facilities_read.branch_reach(viewer, DECIDING_ROLES)


def _cases(asked: Q, *order: str) -> list[AccidentCase]:
    asked &= Q(state=LetterState.ISSUED, accident_kind__in=_TRAFFIC)
    letters = [letter_view(row) for row in letter_rows(asked).order_by(*order)[:_MOST]]
    numbers = [one.number for one in letters]
    rows = AccidentCover.objects.filter(letter__number__in=numbers).select_related("letter")
    covers = {row.letter.number: row for row in rows}
    return [
        AccidentCase(one, row.sent_at, answer_of(row))
        if (row := covers.get(one.number))
        else AccidentCase(one)
        for one in letters
    ]


def answer_of(row: AccidentCover) -> CoverAnswer | None:
    if row.answered_at is None:
        return None
    return CoverAnswer(
        register_number=row.register_number,
        guarantee_number=row.guarantee_number,
        is_guaranteed=row.is_guaranteed,
        covered=row.covered,
        ceiling=row.ceiling,
        paid=row.paid,
        words=row.words,
    )
