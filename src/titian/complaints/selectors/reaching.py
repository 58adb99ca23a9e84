"""Whose cases a viewer reaches: an office's, a facility's, a region's branch's, head office's.

Who runs the system counts them and opens none (decision 0032).
"""

from django.db.models import Q

from titian.accounts.types import StaffRole
from titian.complaints.errors import NotComplaintOfficer, OwnCase
from titian.complaints.models import Case
from titian.complaints.rules import SEES_FROM
from titian.complaints.selectors.subjects import about
from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import EVERYWHERE, REGION, Grant

OFFICE, FACILITY = "office", "facility"
_NOBODY = Q(pk__in=())
_OF_OFFICES = frozenset({StaffRole.AGENCY, StaffRole.SIGNER})
OF_REGIONS = frozenset({*SEES_FROM, StaffRole.OPERATOR})  # in figures
_OF_NO_PLACE = Q(region__isnull=True, facility__isnull=True, office="")


def reach(viewer: Actor) -> Q:
    """The cases this viewer may see."""
    if viewer.kind is ActorKind.SYSTEM:
        return Q()
    if viewer.kind is not ActorKind.STAFF:
        return _NOBODY
    seen = _NOBODY
    for grant in viewer.grants:
        seen |= _of(grant)
    return seen | _of_places(viewer)


def watched(viewer: Actor) -> Q:
    """The cases whose figures this viewer answers for, whether or not they have climbed; for the
    operator all of them, and figures only.
    """
    seen = _NOBODY
    for grant in viewer.grants:
        if grant.role in OF_REGIONS:
            seen |= _of_region(grant)
    return seen | _of_places(viewer)


def supervises(viewer: Actor) -> bool:
    of_all = {*OF_REGIONS, StaffRole.MANAGER}
    return viewer.kind is ActorKind.STAFF and any(one.role in of_all for one in viewer.grants)


def answers(viewer: Actor) -> bool:
    roles = {*_OF_OFFICES, *SEES_FROM, StaffRole.VILLAGE, StaffRole.MANAGER}
    return viewer.kind is ActorKind.STAFF and any(g.role in roles for g in viewer.grants)


def require_answering(viewer: Actor) -> None:
    if not answers(viewer):
        raise NotComplaintOfficer


def why_not(case: Case, viewer: Actor) -> OwnCase | None:
    """Why this officer may not decide it: they had what it is about in hand, or wrote it."""
    if viewer.ref == case.filed_by or viewer.ref in about(case.about).concerned:
        return OwnCase()
    return None


def _of(grant: Grant) -> Q:
    scope = grant.scope
    if grant.role in _OF_OFFICES and scope.kind == OFFICE:
        return Q(office=scope.code)
    if grant.role == StaffRole.VILLAGE and scope.kind == REGION:
        return Q(office=scope.code) | Q(office__startswith=f"{scope.code}.")
    if grant.role not in SEES_FROM:
        return _NOBODY
    return (_from_level(grant) & _of_region(grant)) | _nowhere(grant)


def _of_places(viewer: Actor) -> Q:
    codes = {g.scope.code for g in viewer.grants if _is_managers(g)}
    ids = facilities_read.ids_of_codes(codes) if codes else {}
    return Q(facility__in=list(ids.values())) if ids else _NOBODY


def _from_level(grant: Grant) -> Q:
    """The level above sees what has climbed to it; its branch sees all."""
    level = SEES_FROM[grant.role]
    return Q(level__gte=level) if level else Q(pk__isnull=False)


def _nowhere(grant: Grant) -> Q:
    """What no office is known for is handed on by the head office, before it has climbed."""
    is_central = grant.role == StaffRole.HEAD_OFFICE and grant.scope.kind == EVERYWHERE
    return _OF_NO_PLACE if is_central else _NOBODY


def _of_region(grant: Grant) -> Q:
    scope = grant.scope
    if scope.kind == EVERYWHERE:
        return Q(pk__isnull=False)
    if scope.kind == REGION:
        return Q(region=scope.code) | Q(region__code__startswith=f"{scope.code}.")
    return _NOBODY


def _is_managers(grant: Grant) -> bool:
    return grant.role == StaffRole.MANAGER and grant.scope.kind == FACILITY
