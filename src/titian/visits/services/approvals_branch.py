"""The branch answers what hospitals ask leave for."""

from datetime import datetime

from django.db import transaction

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.text import printable
from titian.platform.audit import services as audit
from titian.visits.errors import (
    ApprovalAnswered,
    ApprovalUnknown,
    NotAtBranch,
)
from titian.visits.models import LetterApproval
from titian.visits.rules.branch import DECIDING_ROLES
from titian.visits.selectors.approvals import approval_view
from titian.visits.types.approvals import ApprovalView

_WORDS = 300


@transaction.atomic
def answer_approval(
    *, approval_id: int, is_granted: bool, words: str = "", by: Actor, at: datetime
) -> ApprovalView:
    """Yes, or no with a reason; the same answer twice is one. Raises ApprovalUnknown (another
    region's alike), ApprovalAnswered, NotAtBranch for who asked it.
    """
    rows = LetterApproval.objects.select_for_update(of=("self",))
    near = facilities_read.branch_reach(by, DECIDING_ROLES)
    row = rows.filter(near, pk=approval_id).first()
    if row is None:
        raise ApprovalUnknown

    if row.asked_by == by.ref:
        raise NotAtBranch
    if row.granted_at is not None or row.refused_at is not None:
        if is_granted != (row.granted_at is not None):
            raise ApprovalAnswered(answer="no" if is_granted else "yes")
        return approval_view(row)

    row.answer_sealed = printable(words, _WORDS) or None
    if is_granted:
        row.granted_at, row.granted_by = at, by.ref
    else:
        row.refused_at, row.refused_by = at, by.ref
    row.save()

    action = "visits.approval_granted" if is_granted else "visits.approval_refused"
    data: dict[str, object] = {"facility": row.facility_id}
    audit.record(audit.Entry(by, action, f"person:{row.person_id}", data), at=at)
    return approval_view(row)
