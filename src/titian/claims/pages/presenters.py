"""What the pages of claims show."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from titian.claims import selectors as claims_read
from titian.claims.rules.lifecycle import OPEN, STEPS
from titian.claims.rules.sending import REFUSE_REASONS, SEND_BACK_REASONS, missing
from titian.claims.selectors import BranchList, Month, Pile
from titian.claims.types import ClaimAct, ClaimPaperKind, ClaimState, ClaimView
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of

_HEADS = (Pile.BACK, Pile.START, Pile.READY, Pile.RUNNING, Pile.DONE)


@dataclass(frozen=True, slots=True)
class MonthPage:
    month: Month
    before: date
    after: date | None

    @property
    def piles(self) -> list[tuple[Pile, list[object]]]:
        return [(pile, list(self.month.piles[pile])) for pile in _HEADS if self.month.piles[pile]]

    @property
    def ready(self) -> str:
        """The numbers that one press sends: those this page showed, no others."""
        return ",".join(line.letter_number for line in self.month.piles[Pile.READY])

    @property
    def count_ready(self) -> int:
        return len(self.month.piles[Pile.READY])


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One claim for its facility: what is there, what is missing, what can be done."""

    claim: ClaimView
    missing: tuple[str, ...]
    is_open: bool
    may_send: bool
    may_recall: bool
    may_dispute: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """One claim for the branch."""

    claim: ClaimView
    is_late: bool
    missable: tuple[str, ...]

    @property
    def send_back_reasons(self) -> tuple[str, ...]:
        return SEND_BACK_REASONS

    @property
    def refuse_reasons(self) -> tuple[str, ...]:
        return REFUSE_REASONS

    @property
    def is_new(self) -> bool:
        return self.claim.state is ClaimState.SUBMITTED

    @property
    def is_complete(self) -> bool:
        return self.claim.state is ClaimState.COMPLETE

    @property
    def is_checking(self) -> bool:
        return self.claim.state is ClaimState.CHECKING

    @property
    def is_disputed(self) -> bool:
        return self.claim.state is ClaimState.DISPUTED


@dataclass(frozen=True, slots=True)
class BranchPage:
    waiting: BranchList

    @property
    def to_pay(self) -> str:
        return ",".join(line.letter_number for line in self.waiting.to_pay)

    @property
    def sum_to_pay(self) -> int:
        return sum(line.approved or 0 for line in self.waiting.to_pay)


def month_page(code: str, *, month: date, viewer: Actor, at: datetime) -> MonthPage:
    found = claims_read.facility_month(code, month=month, viewer=viewer, at=at)
    after = (found.first + timedelta(days=31)).replace(day=1)
    before = (found.first - timedelta(days=1)).replace(day=1)
    return MonthPage(found, before, after if after <= day_of(at) else None)


def claim_page(number: str, *, viewer: Actor, at: datetime) -> ClaimPage:
    """The look is recorded."""
    found, today = claims_read.claim(number, viewer=viewer, at=at), day_of(at)
    papers = [paper.kind for paper in found.papers]
    lacking = missing(found.sheet, found.costs, papers, found.missing)
    is_open = found.state in OPEN
    return ClaimPage(
        claim=found,
        missing=lacking if is_open else (),
        is_open=is_open,
        may_send=is_open and not lacking and found.left_on is not None,
        may_recall=found.state in STEPS[ClaimAct.RECALL][0] - OPEN,
        may_dispute=found.state in (ClaimState.REFUSED, ClaimState.APPROVED)
        and not found.was_disputed,
        is_late=found.due_on is not None and found.due_on < today,
    )


def case_page(number: str, *, viewer: Actor, at: datetime) -> CasePage:
    """The look is recorded."""
    found = claims_read.claim(number, viewer=viewer, at=at)
    late = found.due_on is not None and found.due_on < day_of(at)
    kinds = (kind.value for kind in ClaimPaperKind)
    return CasePage(found, late, ("sheet", "costs", *kinds))
