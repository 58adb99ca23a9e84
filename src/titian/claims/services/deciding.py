"""The branch's steps: take a case, find it complete, check it, and say yes, no, or what is missing.

Whoever sent a claim never decides it; whoever decided it does not settle the dispute about that.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from titian.claims.errors import ClaimUnknown, ReasonNeeded
from titian.claims.models import Claim
from titian.claims.rules.lifecycle import AT_BRANCH, after
from titian.claims.rules.sending import (
    REFUSE_REASONS,
    SEND_BACK_REASONS,
    require_sound_approval,
)
from titian.claims.selectors.reaching import (
    HELD_FOR,
    branch_reach,
    require_deciding,
    why_not,
)
from titian.claims.services.writing import locked, move, said_of
from titian.claims.types import ClaimAct, ClaimPaperKind, ClaimState
from titian.facilities import services as facilities
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import printable

CERTIFICATE_LETTER = "F"
MISSABLE = ("sheet", "costs", *(kind.value for kind in ClaimPaperKind))
_LONGEST_WORDS = 500


@transaction.atomic
def take_next(*, by: Actor, at: datetime) -> str:
    """The claim whose clock is soonest, for this officer alone for half an hour; "" if none waits.

    Nobody gets a colleague's, nor one they sent or decided themselves.
    """
    require_deciding(by)
    free = Q(held_at__isnull=True) | Q(held_at__lte=at - HELD_FOR) | Q(held_by=by.ref)
    own = Q(submitted_by=by.ref) | Q(prepared_by=by.ref)
    own |= Q(state=ClaimState.DISPUTED, decided_by=by.ref)
    waiting = Claim.objects.filter(branch_reach(by), free, state__in=sorted(AT_BRANCH))
    ordered = waiting.exclude(own).order_by(F("due_on").asc(nulls_last=True), "id")
    row = ordered.select_for_update(of=("self",), skip_locked=True).first()
    if row is None:
        return ""

    row.held_by, row.held_at = by.ref, at
    row.save(update_fields=["held_by", "held_at"])

    said_of(row, "taken", by=by, at=at)
    return row.letter_number


@transaction.atomic
def give_back(*, letter_number: str, by: Actor, at: datetime) -> None:
    """Lay it back on the pile; one that is not in this officer's hand stays where it is."""
    row = _reached(letter_number, by)
    if row.held_by != by.ref:
        return

    row.held_by, row.held_at = "", None
    row.save(update_fields=["held_by", "held_at"])

    said_of(row, "given_back", by=by, at=at)


@transaction.atomic
def complete(*, letter_number: str, client_key: UUID, by: Actor, at: datetime) -> None:
    """Every paper is there: the clock of paying begins, and the check with it."""
    row = _decided_by(letter_number, client_key, by, at)
    if row is None:
        return
    move(row, ClaimAct.COMPLETE, side="branch", by=by, at=at)
    move(row, ClaimAct.CHECK, side="branch", by=by, at=at)


@transaction.atomic
def check(*, letter_number: str, client_key: UUID, by: Actor, at: datetime) -> None:
    """Begin to check what counts as complete because its days ran out."""
    row = _decided_by(letter_number, client_key, by, at)
    if row is not None:
        move(row, ClaimAct.CHECK, side="branch", by=by, at=at)


@transaction.atomic
def send_back(
    *,
    letter_number: str,
    reason: str,
    missing: Sequence[str],
    words: str,
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> None:
    """The facility must mend something: what, and why. Raises ReasonNeeded."""
    row = _decided_by(letter_number, client_key, by, at)
    if row is None:
        return
    said = printable(words, _LONGEST_WORDS)
    if reason not in SEND_BACK_REASONS or not (missing or said):
        raise ReasonNeeded
    if not set(missing) <= set(MISSABLE):
        raise ReasonNeeded

    row.missing, row.words_sealed = list(missing), said or None
    move(row, ClaimAct.SEND_BACK, side="branch", by=by, at=at, reason=reason)


@transaction.atomic
def approve(
    *, letter_number: str, approved: int, client_key: UUID, by: Actor, at: datetime
) -> None:
    """Worth this much; its certificate (FPK) gets a number. Raises AmountWrong."""
    row = _decided_by(letter_number, client_key, by, at)
    if row is None:
        return
    after(ClaimState(row.state), ClaimAct.APPROVE)
    _set_approved(row, approved, by, at)
    row.decided_by, row.decided_at = by.ref, at
    move(row, ClaimAct.APPROVE, side="branch", by=by, at=at)


@transaction.atomic
def refuse(
    *, letter_number: str, reason: str, words: str, client_key: UUID, by: Actor, at: datetime
) -> None:
    """Not to be paid, for a reason the facility can answer. Raises ReasonNeeded."""
    row = _decided_by(letter_number, client_key, by, at)
    if row is None:
        return
    if reason not in REFUSE_REASONS:
        raise ReasonNeeded

    row.decided_by, row.decided_at = by.ref, at
    row.words_sealed = printable(words, _LONGEST_WORDS) or None
    move(row, ClaimAct.REFUSE, side="branch", by=by, at=at, reason=reason)


@transaction.atomic
def settle(
    *,
    letter_number: str,
    approved: int | None,
    words: str,
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> None:
    """End a dispute, by another officer than who decided: worth this much, or refused for good."""
    row = _decided_by(letter_number, client_key, by, at)
    if row is None:
        return
    act = ClaimAct.UPHOLD if approved is None else ClaimAct.GRANT
    after(ClaimState(row.state), act)
    said = printable(words, _LONGEST_WORDS)
    if approved is not None:
        _set_approved(row, approved, by, at)
    elif not said:
        raise ReasonNeeded
    else:
        row.approved = None

    row.settled_by, row.words_sealed = by.ref, said or None
    move(row, act, side="branch", by=by, at=at)


def _set_approved(row: Claim, approved: int, by: Actor, at: datetime) -> None:
    require_sound_approval(approved, row.asked or 0)
    row.approved = approved
    if row.certificate is None:
        row.certificate = facilities.next_number(
            facility_id=row.facility_id, letter=CERTIFICATE_LETTER, on=day_of(at)
        )
    del by


def _reached(letter_number: str, by: Actor) -> Claim:
    require_deciding(by)
    if not Claim.objects.filter(branch_reach(by), letter_number=letter_number).exists():
        raise ClaimUnknown
    return locked(letter_number)


def _decided_by(letter_number: str, client_key: UUID, by: Actor, at: datetime) -> Claim | None:
    """The case, locked, for who may decide it; None when this very press was done already."""
    row = _reached(letter_number, by)
    if row.client_key == client_key:
        return None
    refused = why_not(row, by, at)
    if refused is not None:
        raise refused
    row.client_key = client_key
    return row
