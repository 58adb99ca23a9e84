"""What waits: invitations on their way, and what a second person is asked."""

from datetime import datetime

from django.db.models import OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat

from titian.accounts import rules
from titian.accounts.models import Invitation, Proposal
from titian.accounts.selectors.keeping import keeps_all, within
from titian.accounts.selectors.naming import named, place_names
from titian.accounts.types import Ask, InvitationLine, InvitationState, Outcome, ProposalLine
from titian.kernel.actors import Actor
from titian.kernel.identifiers import masked
from titian.kernel.scopes import Scope
from titian.notifications.selectors import unreached_at

_MOST = 500
_REF = Concat(Value("invitation:"), Cast(OuterRef("pk"), TextField()))


def invitations(viewer: Actor, *, at: datetime) -> list[InvitationLine]:
    """Those for places whose people the viewer keeps, the newest first."""
    rows = Invitation.objects.filter(within(viewer)).order_by("-id")
    seen = list(rows.annotate(lost_at=Subquery(unreached_at(_REF)[:1]))[:_MOST])
    places = place_names({_scope(row) for row in seen})
    return [_invitation(row, places[_scope(row)], at, is_lost=bool(row.lost_at)) for row in seen]


def _invitation(row: Invitation, place: str, at: datetime, *, is_lost: bool) -> InvitationLine:
    state = InvitationState(row.state)
    is_late = state in (InvitationState.SENT, InvitationState.WAITING) and row.expires_at <= at
    return InvitationLine(
        invitation_id=row.pk,
        name=row.name,
        reach=masked_reach(row.reach_sealed),
        role=row.role,
        scope=_scope(row),
        place=place,
        state=InvitationState.EXPIRED if is_late else state,
        made_at=row.made_at,
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        is_renewal=not row.role,
        is_lost=is_lost and state is InvitationState.SENT,
    )


def masked_reach(reach: str) -> str:
    """Enough of a number or an e-mail address to know it again."""
    head, at_sign, host = reach.partition("@")
    return f"{head[:2]}•••@{host}" if at_sign else masked(reach, 4, 3)


def proposals(viewer: Actor, *, at: datetime) -> list[ProposalLine]:
    """What waits for a second person, where the viewer asked it or may decide it."""
    mine = within(viewer) | Q(asked_by=viewer.ref)
    rows = Proposal.objects.filter(mine, state=Outcome.OPEN, expires_at__gt=at)
    rows = rows.select_related("account", "invitation").order_by("id")[:_MOST]
    seen = [row for row in rows if row.asked_by == viewer.ref or may_decide(viewer, row, at)]
    places = place_names({_scope(row) for row in seen})
    names = named({row.asked_by for row in seen})
    return [_proposal(viewer, row, places[_scope(row)], names[row.asked_by]) for row in seen]


def may_decide(viewer: Actor, row: Proposal, at: datetime) -> bool:
    """Another person with the right, and not the one it is about."""
    if viewer.ref in (row.asked_by, f"account:{row.account_id}"):
        return False
    if row.kind == Ask.RESET:
        return keeps_all(viewer, row.account_id or 0, at=at, second=True)
    return rules.may_second(viewer, row.role, _scope(row))


def _proposal(viewer: Actor, row: Proposal, place: str, asked_by: str) -> ProposalLine:
    about = row.invitation.name if row.invitation else ""
    return ProposalLine(
        proposal_id=row.pk,
        kind=Ask(row.kind),
        name=row.account.display_name if row.account else about,
        role=row.role,
        place=place,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        seen=row.seen,
        is_present=row.is_present,
        asked_by=asked_by,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        is_own=row.asked_by == viewer.ref,
    )


def _scope(row: Invitation | Proposal) -> Scope:
    return Scope(row.scope_kind, row.scope_code)
