"""Invitations: made, sent, sent again, withdrawn."""

import secrets
from datetime import datetime

import pyotp
from django.db import transaction

from titian.accounts import rules
from titian.accounts.errors import AddressUnusable, InvitationOver, MayNotKeep, NotOneself
from titian.accounts.models import Invitation, Proposal, StaffProfile
from titian.accounts.selectors import account_of
from titian.accounts.services.giving import require_offer
from titian.accounts.services.offers import columns_of
from titian.accounts.services.proposing import propose
from titian.accounts.services.staff_notices import tell_link, ways_to
from titian.accounts.types import Ask, InvitationState, Offer, Outcome
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import Scope
from titian.kernel.text import printable
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index

_BYTES = 16  # 128 bits
_LIVING = (InvitationState.WAITING, InvitationState.SENT)


def invite(*, name: str, reach: str, offer: Offer, by: Actor, at: datetime) -> int:
    """Invite a colleague by link to their own number or e-mail; a powerful role's link is sent
    after a second person agreed.

    Raises `AddressUnusable`, `MayNotKeep`, `NotOneself`, `RoleDoesNotFit`.
    """
    require_offer(offer, by, at)
    reach = usable(reach)
    _require_other(reach, by)
    with transaction.atomic():
        row = make(name=name, reach=reach, offer=offer, by=by, at=at)
        if offer.role in rules.POWERFUL:
            propose(Ask.INVITE, invitation=row.pk, offer=offer, by=by, at=at)
        else:
            send_link(row, at=at)
    return row.pk


def make(
    *,
    name: str,
    reach: str,
    offer: Offer,
    by: Actor,
    at: datetime,
    account: int | None = None,
    opens_at: datetime | None = None,
) -> Invitation:
    """Write an invitation down, without a link yet. Needs the caller's transaction."""
    opens = opens_at or at
    row = Invitation.objects.create(
        name=printable(name, 200),
        reach_sealed=reach,
        totp_sealed=pyotp.random_base32(),
        **columns_of(offer),
        account_id=account,
        state=InvitationState.WAITING,
        made_by=by.ref,
        made_at=at,
        opens_at=opens,
        expires_at=opens + rules.INVITATION_LASTS,
    )
    _record(row, "accounts.invited", by, at)
    return row


def send_link(row: Invitation, *, at: datetime) -> str:
    """Make a new link, which ends the one from before, and send it. Returns its token."""
    token = secrets.token_urlsafe(_BYTES)
    row.link_hash, row.state = link_hash(token), InvitationState.SENT
    row.sent_at, row.times_sent = at, row.times_sent + 1
    row.expires_at = max(at, row.opens_at) + rules.INVITATION_LASTS
    row.save(update_fields=["link_hash", "state", "sent_at", "times_sent", "expires_at"])
    tell_link(
        ref=f"invitation:{row.pk}",
        reach=row.reach_sealed,
        token=token,
        time=row.times_sent,
        is_renewal=not row.role,
        at=at,
    )
    return token


def send_again(*, invitation: int, by: Actor, at: datetime) -> None:
    """The same invitation by a new link; it may have run out. Raises `InvitationOver`."""
    with transaction.atomic():
        row = _locked(invitation, by)
        if row.state != InvitationState.SENT or row.times_sent >= rules.MOST_SENDINGS:
            raise InvitationOver
        send_link(row, at=at)
        _record(row, "accounts.invited_again", by, at)


def withdraw_invitation(*, invitation: int, by: Actor, at: datetime) -> None:
    """Its link opens nothing any more. Raises `InvitationOver` when it was used already."""
    with transaction.atomic():
        row = _locked(invitation, by)
        if row.state not in _LIVING:
            raise InvitationOver
        end_invitation(row, InvitationState.WITHDRAWN, by=by, at=at)


def end_invitation(row: Invitation, state: InvitationState, *, by: Actor, at: datetime) -> None:
    """Needs the caller's transaction; what waited for a second person waits no longer."""
    row.state, row.link_hash, row.ended_at = state, None, at
    row.save(update_fields=["state", "link_hash", "ended_at"])
    waiting = Proposal.objects.filter(invitation=row, state=Outcome.OPEN)
    waiting.update(state=Outcome.WITHDRAWN, decided_by=by.ref, decided_at=at)
    _record(row, f"accounts.invitation_{state}", by, at)


def link_hash(token: str) -> bytes:
    return blind_index("staff_link", token)


def _locked(invitation: int, by: Actor) -> Invitation:
    row = Invitation.objects.select_for_update(of=("self",)).filter(pk=invitation).first()
    if row is None or not rules.sees(by, Scope(row.scope_kind, row.scope_code)):
        raise MayNotKeep
    return row


def usable(reach: str) -> str:
    """A number or e-mail as it is kept. Raises `AddressUnusable`."""
    ways = ways_to(reach.strip())
    if not ways:
        raise AddressUnusable
    return ways[0].to


def _require_other(reach: str, by: Actor) -> None:
    """Nobody invites themselves into another role at their own address."""
    if by.kind is ActorKind.SYSTEM:
        return
    own = StaffProfile.objects.filter(account_id=account_of(by)).first()
    if own and own.reach_sealed == reach:
        raise NotOneself


def _record(row: Invitation, action: str, by: Actor, at: datetime) -> None:
    said: dict[str, object] = {"role": row.role, "scope": f"{row.scope_kind}:{row.scope_code}"}
    audit.record(audit.Entry(by, action, f"invitation:{row.pk}", said), at=at)
