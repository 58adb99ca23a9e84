"""Which officer decides which step."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from titian.accounts import selectors as accounts_read
from titian.accounts.types import StaffRole
from titian.enrolment.errors import NotEnrolmentOfficer, OwnEntry, StepTaken
from titian.enrolment.models import Step
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import Scope

CLAIM_LASTS = timedelta(minutes=30)


def decides_for(viewer: Actor, office_code: str) -> bool:
    """An officer of that very agency; a colleague of another one of the same city is none."""
    staff = viewer.kind is ActorKind.STAFF
    return staff and viewer.may(StaffRole.AGENCY, Scope("office", office_code))


def require_deciding(viewer: Actor, office_code: str) -> None:
    if not decides_for(viewer, office_code):
        raise NotEnrolmentOfficer


def agencies_of(viewer: Actor) -> tuple[str, ...]:
    """The codes of the offices this officer decides for, in a steady order."""
    return _offices(viewer, StaffRole.AGENCY)


def acts_at(viewer: Actor) -> tuple[str, ...]:
    """Offices where this officer decides or signs: all who can act on an urgent case."""
    return _offices(viewer, StaffRole.AGENCY, StaffRole.SIGNER)


def _offices(viewer: Actor, *roles: StaffRole) -> tuple[str, ...]:
    grants = (one for one in viewer.grants if one.role in roles)
    codes = {one.scope.code for one in grants if one.scope.kind == "office"}
    return tuple(sorted(codes)) if viewer.kind is ActorKind.STAFF else ()


def steps_in_reach(viewer: Actor) -> "QuerySet[Step]":
    return Step.objects.filter(office__in=agencies_of(viewer))


def is_taken(row: Step, viewer: Actor, at: datetime) -> bool:
    """In a colleague's hand; one that was left lying is free again after half an hour."""
    held = row.claimed_at is not None and at - row.claimed_at < CLAIM_LASTS
    return held and row.claimed_by != viewer.ref


def is_own(row: Step, viewer: Actor) -> bool:
    """Entered by this officer, or mended by them since."""
    return viewer.ref in {row.entered_by, row.application.entered_by}


def why_not(row: Step, viewer: Actor, at: datetime) -> OwnEntry | StepTaken | None:
    if is_own(row, viewer):
        return OwnEntry()
    return StepTaken() if is_taken(row, viewer, at) else None


def colleagues(office_code: str, *, viewer: Actor) -> dict[str, str]:
    """Names of the others who decide at this office, by their reference."""
    require_deciding(viewer, office_code)
    found = accounts_read.staff_holding(StaffRole.AGENCY, Scope("office", office_code))
    return {ref: name for ref, name in found.items() if ref != viewer.ref}
