"""Whose applications a viewer reaches: the village's, the agency's, the city's, one's own."""

from django.db.models import Exists, OuterRef, Q

from titian.accounts.types import StaffRole
from titian.enrolment.models import Step
from titian.enrolment.types import ApplicationState, OfficeKind
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import EVERYWHERE, REGION, Scope

OFFICE = "office"
_NOBODY = Q(pk__in=())
_FOR_LETTERS = (ApplicationState.APPROVED, ApplicationState.SENT, ApplicationState.ACTIVE)


def reach(viewer: Actor) -> Q:
    """The applications this viewer may see."""
    if viewer.kind is ActorKind.SYSTEM:
        return Q()
    seen = entering(viewer)
    if viewer.kind is ActorKind.STAFF:
        seen |= _of_agencies(viewer) | _for_signing(viewer)
    elif viewer.kind is ActorKind.MEMBER and viewer.subject.isdecimal():
        seen |= Q(people__person=int(viewer.subject), people__is_proposed=True)
    return seen


def entering(viewer: Actor) -> Q:
    """Those this viewer may fill in, send, mend and end: one's own, and those of one's village."""
    own = Q(entered_by=viewer.ref) if is_known(viewer) else _NOBODY
    if viewer.kind is not ActorKind.STAFF:
        return own
    within = _NOBODY
    for scope in _scopes(viewer, StaffRole.VILLAGE):
        if scope.kind == EVERYWHERE:
            return Q()
        if scope.kind == REGION:
            below = f"{scope.code}."
            within |= Q(village=scope.code) | Q(village__code__startswith=below)
    return within


def enters_for(viewer: Actor, village: str) -> bool:
    return viewer.may(StaffRole.VILLAGE, Scope(REGION, village))


def is_known(viewer: Actor) -> bool:
    """A visitor whose phone was proved has a reference of their own; others have none."""
    return viewer.kind is not ActorKind.VISITOR or viewer.ref != Actor.visitor().ref


def _of_agencies(viewer: Actor) -> Q:
    """What an agency was asked about, from the moment it was: never a case of another's alone."""
    codes = [s.code for s in _scopes(viewer, StaffRole.AGENCY) if s.kind == OFFICE]
    if not codes:
        return _NOBODY
    mine = Step.objects.filter(
        application=OuterRef("pk"), office__in=codes, opened_at__isnull=False
    )
    return Q(Exists(mine))


def _for_signing(viewer: Actor) -> Q:
    health = f"/{OfficeKind.HEALTH.value}"
    codes = [s.code for s in _scopes(viewer, StaffRole.SIGNER) if s.kind == OFFICE]
    cities = [code.removesuffix(health) for code in codes if code.endswith(health)]
    return Q(city__in=cities, state__in=_FOR_LETTERS) if cities else _NOBODY


def _scopes(viewer: Actor, role: StaffRole) -> list[Scope]:
    return [grant.scope for grant in viewer.grants if grant.role == role]
