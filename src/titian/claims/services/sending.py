"""The facility's steps: send what is whole, send it again when it came back, disagree."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from titian.claims.errors import (
    CareNotEnded,
    ClaimIncomplete,
    ClaimTooLate,
    ReasonNeeded,
)
from titian.claims.models import Claim
from titian.claims.rules.lifecycle import after
from titian.claims.rules.sending import missing, require_sendable
from titian.claims.rules.writing import sheet_from
from titian.claims.selectors.views import costs_from
from titian.claims.services.writing import follow, letter_of, move, own_row
from titian.claims.types import ClaimAct, ClaimPaperKind, ClaimState
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import printable
from titian.visits import services as visits

MOST_AT_ONCE = 100
_LONGEST_WORDS = 500
_NOT_NOW = (ClaimIncomplete, CareNotEnded, ClaimTooLate)
_WITH_THE_BRANCH = frozenset(ClaimState) - {ClaimState.PREPARED, ClaimState.RETURNED}


@transaction.atomic
def submit(*, letter_number: str, by: Actor, at: datetime) -> None:
    """Send one claim, for the first time or mended; one that was sent already stays as it is.

    Its letter is closed with it. Raises ClaimIncomplete, CareNotEnded, ClaimTooLate, ClaimUnknown.
    """
    row = own_row(letter_number, by=by)
    if row.state in _WITH_THE_BRANCH - {ClaimState.EXPIRED}:
        return
    is_first = row.state == ClaimState.PREPARED
    act = ClaimAct.SUBMIT if is_first else ClaimAct.MEND
    after(ClaimState(row.state), act)
    if is_first:
        follow(row, letter_of(letter_number))
    _require_whole(row, at)

    row.submitted_by, row.submitted_at = by.ref, at
    row.missing, row.words_sealed = [], None
    move(row, act, side="facility", by=by, at=at)
    if is_first:
        visits.close_letter(number=letter_number, by=by, at=at)


def submit_ready(*, letter_numbers: Collection[str], by: Actor, at: datetime) -> tuple[int, int]:
    """Send a month's claims; how many went, and how many could not go yet. Each is its own
    transaction, in the order of the numbers: one that is not whole does not hold up the others.
    """
    sent = kept = 0
    for number in sorted(set(letter_numbers))[:MOST_AT_ONCE]:
        try:
            submit(letter_number=number, by=by, at=at)
        except _NOT_NOW:
            kept += 1
        else:
            sent += 1
    return sent, kept


@transaction.atomic
def recall(*, letter_number: str, by: Actor, at: datetime) -> None:
    """The facility takes a claim back that nobody has decided, to write it anew; its letter is
    open again. One that was not sent stays as it is. Raises ClaimCannot, ClaimUnknown.
    """
    row = own_row(letter_number, by=by)
    if row.state == ClaimState.PREPARED:
        return
    row.submitted_by, row.submitted_at, row.completed_on = "", None, None
    row.missing, row.words_sealed = [], None

    move(row, ClaimAct.RECALL, side="facility", by=by, at=at)
    visits.open_letter_again(number=letter_number, by=by, at=at)


@transaction.atomic
def dispute(*, letter_number: str, words: str, by: Actor, at: datetime) -> None:
    """The facility disagrees with what was decided; once. Raises ReasonNeeded, ClaimCannot."""
    row = own_row(letter_number, by=by)
    if row.state == ClaimState.DISPUTED:
        return
    after(ClaimState(row.state), ClaimAct.DISPUTE)
    said = printable(words, _LONGEST_WORDS)
    if not said:
        raise ReasonNeeded
    require_first_dispute(row)

    row.words_sealed = said
    move(row, ClaimAct.DISPUTE, side="facility", by=by, at=at)


def require_first_dispute(row: Claim) -> None:
    """What was settled stays settled."""
    if row.settled_by:
        after(ClaimState.PAID, ClaimAct.DISPUTE)


def _require_whole(row: Claim, at: datetime) -> None:
    today = day_of(at)
    papers = {ClaimPaperKind(kind) for kind in row.papers.values_list("kind", flat=True)}
    lacking = missing(sheet_from(row.sheet_sealed), costs_from(row), papers, row.missing)
    until = row.due_on if row.state == ClaimState.RETURNED else row.expires_on
    require_sendable(lacking, row.left_on, until if until and until < today else None)
