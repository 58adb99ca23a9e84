"""Who may write for a region, and who may approve what others wrote."""

from collections.abc import Collection

from django.db.models import Q

from titian.accounts.types import StaffRole
from titian.announcements.errors import NotEditor, OwnWords, RegionNotYours
from titian.announcements.models import Move
from titian.announcements.types import Act, MoveView, SheetKind
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.scopes import EVERYWHERE, REGION, Scope

_WRITES = (Act.DRAFT, Act.CHANGE)


def is_editor(viewer: Actor) -> bool:
    return any(grant.role == StaffRole.EDITOR for grant in viewer.grants)


def require_editor(viewer: Actor) -> None:
    if not is_editor(viewer):
        raise NotEditor


def speaks_to(viewer: Actor, regions: Collection[str]) -> bool:
    """Whether this editor speaks to all of these; no region is the whole country, for which the
    role must be over everything.
    """
    scopes = [Scope(REGION, code) for code in regions if code] or [Scope(EVERYWHERE)]
    return all(viewer.may(StaffRole.EDITOR, scope) for scope in scopes)


def require_speaking(viewer: Actor, regions: Collection[str]) -> None:
    """Raises NotEditor, RegionNotYours."""
    require_editor(viewer)
    if not speaks_to(viewer, regions):
        raise RegionNotYours


def codes_of(viewer: Actor) -> tuple[str, ...]:
    """The regions of an editor; "" is the whole country."""
    granted = [grant.scope for grant in viewer.grants if grant.role == StaffRole.EDITOR]
    scopes = [one for one in granted if one.kind in (EVERYWHERE, REGION)]
    return tuple(sorted({"" if one.kind == EVERYWHERE else one.code for one in scopes}))


def within_reach(viewer: Actor, field: str) -> Q:
    """The condition on one region of a row, for lists."""
    found = Q(pk__in=())
    for code in codes_of(viewer):
        if not code:
            return Q()
        found |= Q(**{field: code}) | Q(**{f"{field}__startswith": f"{code}."})
    return found


def subject_of(kind: SheetKind, sheet_id: int) -> str:
    return f"{kind}:{sheet_id}"


def moves_of(kind: SheetKind, sheet_id: int, viewer: Actor) -> tuple[MoveView, ...]:
    rows = Move.objects.filter(subject=subject_of(kind, sheet_id)).order_by("number")
    return tuple(
        MoveView(row.number, Act(row.act), row.reason, row.at, row.by == viewer.ref)
        for row in rows.defer("content")
    )


def has_written(kind: SheetKind, sheet_id: int, who: Actor) -> bool:
    """Whether any of the words are this person's, of any version."""
    subject = subject_of(kind, sheet_id)
    return Move.objects.filter(subject=subject, act__in=_WRITES, by=who.ref).exists()


def why_not(moves: Collection[MoveView]) -> Refusal | None:
    """Why the viewer of these steps may not approve."""
    return OwnWords() if any(one.is_own and one.act in _WRITES for one in moves) else None
