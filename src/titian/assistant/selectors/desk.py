"""Conversations as officers see them: who waits longest first, and one with all that was said."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from titian.accounts.types import StaffRole
from titian.assistant.errors import NotTalkOfficer, TalkGone
from titian.assistant.models import Conversation, Turn
from titian.assistant.selectors.offices import desk_of
from titian.assistant.selectors.talks import turn_view
from titian.assistant.types import DeskLine, DeskTalk, Door, Keeper
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import EVERYWHERE, REGION, Grant
from titian.platform.audit import services as audit
from titian.regions import selectors as regions_read

_ROLES = frozenset({StaffRole.BRANCH})
_NOBODY = Q(pk__in=())
_NOWHERE = Q(office="")  # of somebody nobody knows: any office may take it
_SHOWN = 60


def require_officer(viewer: Actor) -> None:
    if viewer.kind is not ActorKind.STAFF or not any(g.role in _ROLES for g in viewer.grants):
        raise NotTalkOfficer


def reached(viewer: Actor) -> Q:
    seen = _NOBODY
    for grant in viewer.grants:
        seen |= _of(grant)
    return seen


def desk(*, viewer: Actor, limit: int = 100) -> tuple[DeskLine, ...]:
    """What waits, the longest first, and what officers have; no word is opened."""
    require_officer(viewer)
    rows = Conversation.objects.exclude(keeper=Keeper.ASSISTANT).filter(reached(viewer))
    ordered = rows.order_by(F("waits_since").asc(nulls_last=True), "spoke_at", "id")
    fields = ("id", "door", "keeper", "officer", "office", "waits_since", "spoke_at")
    found = list(ordered.values_list(*fields)[:limit])
    names = regions_read.names_of({row[4] for row in found if row[4]})
    return tuple(
        DeskLine(
            pk,
            Door(door),
            Keeper(keeper),
            officer == viewer.ref,
            names.get(office, ""),
            waits,
            spoke,
        )
        for pk, door, keeper, officer, office, waits, spoke in found
    )


@transaction.atomic
def desk_talk(conversation_id: int, *, viewer: Actor, at: datetime) -> DeskTalk:
    """Each look is written down; what is with the assistant is nobody's to read.

    Raises NotTalkOfficer, TalkGone.
    """
    require_officer(viewer)
    rows = Conversation.objects.filter(reached(viewer), pk=conversation_id)
    row = rows.first()
    if row is None or not (row.keeper != Keeper.ASSISTANT or _was_theirs(row, viewer)):
        raise TalkGone
    audit.record(audit.Entry(viewer, "assistant.looked", f"conversation:{row.pk}"), at=at)
    newest = Turn.objects.filter(conversation=row).order_by("-at", "-id")[:_SHOWN]
    return DeskTalk(
        conversation_id=row.pk,
        door=Door(row.door),
        keeper=Keeper(row.keeper),
        is_mine=row.officer == viewer.ref,
        person_id=row.person_id,
        waits_since=row.waits_since,
        desk=desk_of(row.office, at=at),
        turns=tuple(turn_view(turn) for turn in reversed(newest)),
    )


def _was_theirs(row: Conversation, viewer: Actor) -> bool:
    """Who has just closed it still sees that it is closed."""
    return Turn.objects.filter(conversation=row, by=viewer.ref).exists()


def _of(grant: Grant) -> Q:
    if grant.role not in _ROLES:
        return _NOBODY
    scope = grant.scope
    if scope.kind == EVERYWHERE:
        return Q(pk__isnull=False)
    if scope.kind == REGION:
        return Q(office=scope.code) | Q(office__startswith=f"{scope.code}.") | _NOWHERE
    return _NOWHERE
