"""Whose claims a viewer reaches: the facility's own, those of the branch's regions."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q

from titian.claims.errors import ClaimTaken, ClaimUnknown, NotClaimsOfficer, OwnClaim
from titian.claims.models import Claim
from titian.claims.rules.lifecycle import AT_BRANCH
from titian.claims.rules.sending import BRIDGE, DECIDING_ROLES, SENDING_ROLES, may_send
from titian.claims.types import ClaimState
from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityView
from titian.kernel.actors import Actor, ActorKind
from titian.platform.audit import services as audit

RULE = Actor.system("claims")
HELD_FOR = timedelta(minutes=30)
_NOBODY = Q(pk__in=())
_FACILITY = "facility"


def facility_reach(viewer: Actor) -> Q:
    """Claims of the facilities whose claims this viewer sends."""
    codes = _codes(viewer, SENDING_ROLES | {BRIDGE})
    return Q(facility__code__in=codes) if codes else _NOBODY


def branch_reach(viewer: Actor) -> Q:
    """Claims that were sent, of the regions where this officer decides."""
    return ~Q(state=ClaimState.PREPARED) & facilities_read.branch_reach(viewer, DECIDING_ROLES)


def reach(viewer: Actor) -> Q:
    if viewer.kind is ActorKind.SYSTEM:
        return Q()
    return facility_reach(viewer) | branch_reach(viewer)


def decides(viewer: Actor) -> bool:
    return any(grant.role in DECIDING_ROLES for grant in viewer.grants)


def require_deciding(viewer: Actor) -> None:
    if not decides(viewer):
        raise NotClaimsOfficer


def require_sending(viewer: Actor, facility_code: str) -> None:
    if not may_send(viewer, facility_code):
        raise NotClaimsOfficer


def facilities_of(viewer: Actor) -> list[FacilityView]:
    """Where this staff member sends claims. One statement for each facility; there are few."""
    codes = sorted(_codes(viewer, SENDING_ROLES))
    return [facilities_read.facility_by_code(code) for code in codes]


def own_facility(code: str, viewer: Actor) -> FacilityView:
    """Raises NotClaimsOfficer, FacilityUnknown."""
    require_sending(viewer, code)
    return facilities_read.facility_by_code(code)


def looked(claim_ids: Collection[int], *, viewer: Actor, at: datetime) -> list[int]:
    """Those of these claims that the viewer reaches, each look at a person written down."""
    rows = Claim.objects.filter(reach(viewer), pk__in=list(claim_ids))
    if viewer.kind is ActorKind.SYSTEM:
        return list(rows.values_list("pk", flat=True))
    found = audit.look(
        rows.values_list("person_id", "pk"),
        by=viewer, action="claims.looked", kind="person", at=at,
    )  # fmt: skip
    return [pk for _, pk in found]


def why_not(row: Claim, viewer: Actor, at: datetime) -> OwnClaim | ClaimTaken | None:
    """Why this officer may not decide it: sent or decided by themselves, or in another's hand."""
    if viewer.ref in (row.submitted_by, row.prepared_by):
        return OwnClaim()
    if row.state == ClaimState.DISPUTED and viewer.ref == row.decided_by:
        return OwnClaim()
    return ClaimTaken() if is_taken(row, viewer, at) else None


def is_taken(row: Claim, viewer: Actor, at: datetime) -> bool:
    held = row.held_at is not None and at - row.held_at < HELD_FOR
    return held and row.held_by != viewer.ref


def is_at_branch(row: Claim) -> bool:
    return ClaimState(row.state) in AT_BRANCH


def require_one(claim_ids: list[int]) -> int:
    if not claim_ids:
        raise ClaimUnknown
    return claim_ids[0]


def _codes(viewer: Actor, roles: Collection[str]) -> set[str]:
    grants = [grant for grant in viewer.grants if grant.role in roles]
    return {grant.scope.code for grant in grants if grant.scope.kind == _FACILITY}
