"""Work lists: a facility's month, what came back to it, and what waits at the branch."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import F, Q, QuerySet

from titian.claims.models import Claim
from titian.claims.rules.clocks import send_by
from titian.claims.rules.lifecycle import AT_BRANCH, ENDED
from titian.claims.rules.sending import missing
from titian.claims.rules.writing import sheet_from
from titian.claims.selectors.parameters import amounts
from titian.claims.selectors.reaching import (
    RULE,
    branch_reach,
    is_taken,
    own_facility,
    require_deciding,
)
from titian.claims.selectors.views import costs_from
from titian.claims.types import ClaimLine, ClaimPaperKind, ClaimState
from titian.facilities.types import FacilityView
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import masked_name
from titian.members import selectors as members_read
from titian.referrals.types import CareKind
from titian.visits.types import LetterState

_MOST = 200


class Pile(StrEnum):
    """What a claims officer has before them."""

    START = "start"
    READY = "ready"
    BACK = "back"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Month:
    """One facility's claims of a month in their piles; what came back is of every month."""

    facility: FacilityView
    first: date
    send_by: date
    is_late: bool
    piles: dict[Pile, list[ClaimLine]]
    in_care: int


@dataclass(frozen=True, slots=True)
class BranchList:
    """What waits for this branch: to be decided, and to be paid."""

    lines: list[ClaimLine]
    to_pay: list[ClaimLine]
    more: bool
    open_mine: str

    @property
    def late(self) -> int:
        return sum(line.is_late for line in self.lines)


def facility_month(code: str, *, month: date, viewer: Actor, at: datetime) -> Month:
    """The piles of a month. Names are masked; five statements."""
    place, today = own_facility(code, viewer), day_of(at)
    first = month.replace(day=1)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    ours = Claim.objects.filter(facility=place.id).select_related("facility")
    ours = ours.exclude(letter__state=LetterState.CANCELLED)
    rows = list(
        ours.filter(Q(left_on__range=(first, last)) | Q(state=ClaimState.RETURNED))
        .prefetch_related("papers")
        .order_by("left_on", "id")[:_MOST]
    )
    lines = _lines(rows, viewer, at)
    piles: dict[Pile, list[ClaimLine]] = {pile: [] for pile in Pile}
    for line in lines:
        piles[_pile(line)].append(line)
    by = send_by(first, amounts())
    late = today > by and bool(piles[Pile.START] or piles[Pile.READY])
    return Month(place, first, by, late, piles, ours.filter(left_on__isnull=True).count())


def branch_list(*, viewer: Actor, at: datetime, limit: int = 50) -> BranchList:
    """Soonest clock first; a dispute has none and comes last. Raises NotClaimsOfficer."""
    require_deciding(viewer)
    waiting = _soonest(Claim.objects.filter(branch_reach(viewer), state__in=sorted(AT_BRANCH)))
    paying = _soonest(Claim.objects.filter(branch_reach(viewer), state=ClaimState.APPROVED))
    rows, to_pay = list(waiting[: limit + 1]), list(paying[:limit])
    lines = _lines([*rows[:limit], *to_pay], viewer, at)
    shown = lines[: len(rows[:limit])]
    mine = next((line.letter_number for line in shown if line.is_mine), "")
    return BranchList(shown, lines[len(shown) :], len(rows) > limit, mine)


def _soonest(rows: "QuerySet[Claim]") -> "QuerySet[Claim]":
    ordered = rows.order_by(F("due_on").asc(nulls_last=True), "id")
    return ordered.select_related("facility").prefetch_related("papers")


def _pile(line: ClaimLine) -> Pile:
    if line.state is ClaimState.PREPARED:
        return Pile.READY if line.is_ready else Pile.START
    if line.state is ClaimState.RETURNED:
        return Pile.BACK
    return Pile.DONE if line.state in ENDED | {ClaimState.REFUSED} else Pile.RUNNING


def _lines(rows: Iterable[Claim], viewer: Actor, at: datetime) -> list[ClaimLine]:
    rows, today = list(rows), day_of(at)
    people = members_read.standings_of({row.person_id for row in rows}, viewer=RULE, on=today)
    return [
        ClaimLine(
            letter_number=row.letter_number,
            masked_name=masked_name(people[row.person_id].full_name),
            facility_name=row.facility.name,
            care_kind=CareKind(row.care_kind),
            left_on=row.left_on,
            state=ClaimState(row.state),
            is_ready=not _missing(row),
            due_on=row.due_on,
            is_late=row.due_on is not None and row.due_on < today,
            asked=row.asked,
            approved=row.approved,
            is_mine=bool(row.held_by) and row.held_by == viewer.ref,
            is_taken=is_taken(row, viewer, at),
        )
        for row in rows
    ]


def _missing(row: Claim) -> tuple[str, ...]:
    papers = {ClaimPaperKind(one.kind) for one in row.papers.all()}
    return missing(sheet_from(row.sheet_sealed), costs_from(row), papers)
