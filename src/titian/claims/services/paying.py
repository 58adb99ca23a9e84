"""The branch's money has gone out: what was approved is paid."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from titian.claims.errors import OwnClaim, ReasonNeeded
from titian.claims.models import Claim
from titian.claims.selectors.reaching import branch_reach, require_deciding
from titian.claims.services.writing import move
from titian.claims.types import ClaimAct, ClaimState
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import printable

_LONGEST_REF = 40


@transaction.atomic
def pay(*, letter_numbers: Collection[str], payment_ref: str, by: Actor, at: datetime) -> int:
    """One transfer for these; how many are paid by it now. Those paid already stay as they are.

    Raises ReasonNeeded without a reference, OwnClaim when one was sent by the same person.
    """
    require_deciding(by)
    reference = printable(payment_ref, _LONGEST_REF)
    if not reference:
        raise ReasonNeeded
    ours = Claim.objects.filter(branch_reach(by), letter_number__in=list(letter_numbers))
    rows = ours.filter(state=ClaimState.APPROVED).order_by("id")
    paid = 0
    for row in rows.select_for_update(of=("self",), no_key=True):
        if by.ref in (row.submitted_by, row.prepared_by):
            raise OwnClaim
        row.paid_on, row.payment_ref = day_of(at), reference
        move(row, ClaimAct.PAY, side="branch", by=by, at=at)
        paid += 1
    return paid
