"""What hospitals asked leave for, before the officers of their branch."""

from datetime import datetime, timedelta

from django.db.models import Q

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.visits.errors import ApprovalUnknown, NotAtBranch
from titian.visits.models import LetterApproval
from titian.visits.rules.branch import DECIDING_ROLES
from titian.visits.selectors.approvals import approval_view
from titian.visits.selectors.looking import LOOKED
from titian.visits.types.approvals import ApprovalCase

_MOST = 100
_LATELY = timedelta(days=7)
_WAITING = Q(granted_at__isnull=True, refused_at__isnull=True)


def approvals_waiting(*, viewer: Actor) -> list[ApprovalCase]:
    """Asked first, answered first. Raises NotAtBranch."""
    return _cases(_WAITING, viewer, "asked_at")


def approvals_answered(*, viewer: Actor, at: datetime) -> list[ApprovalCase]:
    """Of the last week, the newest first. Raises NotAtBranch."""
    lately = Q(granted_at__gt=at - _LATELY) | Q(refused_at__gt=at - _LATELY)
    return _cases(lately, viewer, "-asked_at")


def approval_case(approval_id: int, *, viewer: Actor, at: datetime) -> ApprovalCase:
    """One question, with its reason: the look is recorded. Raises ApprovalUnknown, NotAtBranch."""
    found = _cases(Q(pk=approval_id), viewer, "id")
    if not found:
        raise ApprovalUnknown
    whose = LetterApproval.objects.filter(pk=approval_id).values_list("person_id")
    audit.look(whose, by=viewer, action=LOOKED, kind="person", at=at)
    return found[0]


def _cases(asked: Q, viewer: Actor, order: str) -> list[ApprovalCase]:
    if not any(grant.role in DECIDING_ROLES for grant in viewer.grants):
        raise NotAtBranch
    near = facilities_read.branch_reach(viewer, DECIDING_ROLES)
    rows = LetterApproval.objects.filter(near, asked).select_related("facility")
    return [
        ApprovalCase(row.pk, row.facility.name, approval_view(row), row.asked_by == viewer.ref)
        for row in rows.order_by(order, "id")[:_MOST]
    ]
