"""A person's own history of care, for the person and for whom they let read it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.errors import PersonOutOfReach
from titian.members.types import Standing
from titian.referrals.types import CareKind
from titian.visits.errors import HistoryNotShared, VisitUnknown
from titian.visits.models import HistoryLeave, Visit
from titian.visits.rules.reading import sight_of
from titian.visits.selectors.looking import note_look
from titian.visits.selectors.rows import (
    letter_rows,
    letter_view,
    line_rows,
    visit_line,
    visit_rows,
    visit_view,
)
from titian.visits.types import (
    Cost,
    LetterState,
    LetterView,
    Reader,
    Sight,
    VisitLine,
    VisitState,
    VisitView,
)

A_PAGE = 20
_SELF = Actor.system("visits.history")
_TOLD = ~Q(state=VisitState.CANCELLED)


@dataclass(frozen=True, slots=True)
class History:
    """A page of somebody's visits, and the letters that hold today."""

    person: Standing
    sight: Sight
    lines: list[VisitLine]
    older_than: int | None  # the visit after which the next page begins
    letters: list[LetterView]
    costs: dict[str, Cost]


@dataclass(frozen=True, slots=True)
class OwnVisit:
    """One visit as its patient reads it."""

    person: Standing
    visit: VisitView
    letter: LetterView | None
    cost: Cost | None


def history(person_id: int, *, viewer: Actor, at: datetime, before: int | None = None) -> History:
    """Newest first. Raises `PersonOutOfReach`, or `HistoryNotShared` for an adult within reach
    who has not shared it; a reader by leave is written down.
    """
    on = day_of(at)
    whose, sight = _readable(person_id, viewer, on)
    rows = line_rows(Q(person=person_id) & _TOLD & _before(person_id, before))
    found = [visit_line(row) for row in rows.order_by("-day", "-id")[: A_PAGE + 1]]
    page = found[:A_PAGE]
    if sight is Sight.SHARED:
        note_look(person_id, by=viewer, at=at)
    return History(
        person=whose,
        sight=sight,
        lines=page,
        older_than=page[-1].visit_id if len(found) > A_PAGE else None,
        letters=_holding(person_id, on) if before is None else [],
        costs=costs_of({line.letter_number for line in page if line.letter_number}, at=at),
    )


def own_visit(visit_id: int, *, viewer: Actor, at: datetime) -> OwnVisit:
    """One visit, for who reads the history it belongs to; to all others it is not there."""
    row = visit_rows(Q(pk=visit_id) & _TOLD).first()
    if row is None:
        raise VisitUnknown
    try:
        whose, sight = _readable(row.person_id, viewer, day_of(at))
    except (PersonOutOfReach, HistoryNotShared) as refusal:
        raise VisitUnknown from refusal
    if sight is Sight.SHARED:
        note_look(row.person_id, by=viewer, at=at)
    view = visit_view(row)
    letter = letter_rows(Q(number=view.letter_number)).first() if view.letter_number else None
    costs = costs_of({view.letter_number} - {""}, at=at)
    return OwnVisit(
        whose, view, letter_view(letter) if letter else None, costs.get(view.letter_number)
    )


def readers(viewer: Actor, *, at: datetime) -> list[Reader]:
    """Whom a member may let read their history: the head of the family, and whoever helps."""
    on, own = day_of(at), int(viewer.subject or 0)
    whose = members_read.standing(own, viewer=viewer, on=on)
    near = {one.helper_id: one.helper_name for one in members_read.helpers_of(viewer, on=on)}
    if not whose.is_head:
        head = members_read.standings_of([whose.family_head], viewer=_SELF, on=on)
        near |= {one.person_id: one.full_name for one in head.values()}
    found = _leaves(own).filter(reader__in=near).values_list("reader_id", "document")
    allowed = dict(found)
    return [
        Reader(
            pk,
            name,
            is_head=pk == whose.family_head,
            is_allowed=pk in allowed,
            document=allowed.get(pk, ""),
        )
        for pk, name in sorted(near.items(), key=lambda one: one[0] != whose.family_head)
    ]


def costs_of(letter_numbers: set[str], *, at: datetime) -> dict[str, Cost]:
    """What is known of the money, from whoever settles claims; nothing where nobody does."""
    if not settings.TITIAN_VISIT_COSTS or not letter_numbers:
        return {}
    return dict(import_string(settings.TITIAN_VISIT_COSTS)(letter_numbers, at=at))


def _readable(person_id: int, viewer: Actor, on: date) -> tuple[Standing, Sight]:
    whose = members_read.standing(person_id, viewer=viewer, on=on)
    subject = int(viewer.subject or 0)
    sight = sight_of(
        whose,
        subject=subject,
        is_adult=members_read.is_adult(whose, on=on),
        is_shared=_leaves(person_id).filter(reader=subject).exists(),
    )
    if sight is None:
        raise HistoryNotShared(name=whose.full_name)
    return whose, sight


def _leaves(person_id: int) -> "QuerySet[HistoryLeave]":
    return HistoryLeave.objects.filter(person=person_id, ended_at__isnull=True)


def _before(person_id: int, visit_id: int | None) -> Q:
    """Older than a visit of the same person: by its day, then its id."""
    if visit_id is None:
        return Q()
    day = Visit.objects.filter(pk=visit_id, person=person_id).values_list("day", flat=True).first()
    if day is None:
        raise VisitUnknown
    return Q(day__lt=day) | Q(day=day, pk__lt=visit_id)


def _holding(person_id: int, on: date) -> list[LetterView]:
    """Today's letters, and the one of the ward somebody lies in."""
    today = Q(care_kind=CareKind.OUTPATIENT, issued_on=on)
    lying = Q(care_kind=CareKind.INPATIENT, discharged_on__isnull=True)
    asked = Q(person=person_id, state=LetterState.ISSUED) & (today | lying)
    return [letter_view(row) for row in letter_rows(asked).order_by("-issued_at")]
