"""What follows by itself: letters begin and end claims, days run out."""

import logging
from datetime import date, datetime

from django.db import DatabaseError, transaction

from titian.claims.errors import ClaimUnknown
from titian.claims.models import Claim, ClaimStep
from titian.claims.rules.lifecycle import OPEN
from titian.claims.selectors.reaching import RULE
from titian.claims.services.writing import begin, follow, letter_of, locked, move
from titian.claims.types import ClaimAct, ClaimState
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of
from titian.platform.uploads import services as uploads

log = logging.getLogger(__name__)

_BATCH = 500


@transaction.atomic
def follow_letter(*, letter_number: str) -> None:
    """A letter was issued, or its patient left: the claim begins, its clock is set. Safe twice."""
    try:
        letter = letter_of(letter_number)
    except ClaimUnknown:
        return
    begin(letter, by=RULE)
    row = locked(letter_number)
    if row.state in OPEN:
        follow(row, letter)
        row.save(update_fields=["left_on", "expires_on", "due_on"])


@transaction.atomic
def forget_letter(*, letter_number: str) -> None:
    """The letter was cancelled: what was gathered for it goes too. What was sent once stays, for
    its steps are never taken away, but no clock runs for it any more.
    """
    rows = Claim.objects.select_for_update(of=("self",))
    row = rows.filter(letter_number=letter_number, state=ClaimState.PREPARED).first()
    if row is None:
        return
    if ClaimStep.objects.filter(claim=row).exists():
        row.due_on = row.expires_on = None
        row.save(update_fields=["due_on", "expires_on"])
        return
    uploads.release(list(row.papers.values_list("upload_id", flat=True)))
    row.papers.all().delete()
    row.delete()


def expire_claims(*, at: datetime) -> int:
    """Those whose last day to be sent has passed; how many."""
    return _each(ClaimAct.EXPIRE, [ClaimState.PREPARED, ClaimState.RETURNED], at)


def deem_complete(*, at: datetime) -> int:
    """Nobody said in time that a paper is missing: then none is, and paying has its clock."""
    return _each(ClaimAct.COMPLETE, [ClaimState.SUBMITTED], at)


def _each(act: ClaimAct, states: list[ClaimState], at: datetime) -> int:
    """All that are due, one transaction each: one that fails stops no other."""
    today, moved, seen = day_of(at), 0, ""
    while numbers := _due(states, today, after=seen):
        for number in numbers:
            try:
                moved += _moved(number, act, states, at)
            except (DatabaseError, Refusal):
                log.exception("a claim could not take its step %s", act)
        seen = numbers[-1]
    return moved


def _due(states: list[ClaimState], today: date, *, after: str) -> list[str]:
    late = Claim.objects.filter(state__in=states, due_on__lt=today, letter_number__gt=after)
    return list(late.order_by("letter_number").values_list("letter_number", flat=True)[:_BATCH])


@transaction.atomic
def _moved(number: str, act: ClaimAct, states: list[ClaimState], at: datetime) -> int:
    row = locked(number)
    if row.state not in states or row.due_on is None or row.due_on >= day_of(at):
        return 0
    move(row, act, side="rule", by=RULE, at=at)
    return 1
