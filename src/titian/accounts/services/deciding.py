"""The second person says yes or no, and what was asked happens in the same moment."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from titian.accounts import rules
from titian.accounts.errors import (
    DecidedAlready,
    MayNotKeep,
    NotOneself,
    SecondPersonNeeded,
    StaffUnknown,
)
from titian.accounts.models import (
    Account,
    BackupCode,
    Invitation,
    Passkey,
    Proposal,
    Session,
    StaffProfile,
)
from titian.accounts.selectors import account_of, keeps_all, resets_of
from titian.accounts.selectors.keeping import lock_person, scope_of
from titian.accounts.selectors.waiting import may_decide
from titian.accounts.services.ending import hold_account
from titian.accounts.services.giving import grant, require_new
from titian.accounts.services.inviting import end_invitation, make, send_link, usable
from titian.accounts.services.offers import offer_of
from titian.accounts.services.proposing import propose, take
from titian.accounts.services.sessions import close_others
from titian.accounts.services.staff_notices import tell_keepers, tell_person
from titian.accounts.types import Ask, InvitationState, Offer, Outcome
from titian.kernel.actors import Actor
from titian.kernel.scopes import Scope
from titian.platform.audit import services as audit


def ask_reset(
    *, account: int, seen: str, is_present: bool, reach: str, by: Actor, at: datetime
) -> int:
    """Somebody lost their authenticator or passkeys: say which document was seen, and ask a second
    person. Their address on record hears of it at once; the link goes to `reach`, or there when it
    is empty. Returns the proposal.

    Raises `NotOneself`, `MayNotKeep` (a role of theirs is not the actor's to give),
    `AddressUnusable`, `RoleHeldAlready` (asked already), `StaffUnknown`.
    """
    if account == account_of(by):
        raise NotOneself
    with transaction.atomic():
        whose = lock_person(by, account)
        if whose.closed_at is not None:
            raise StaffUnknown
        if not keeps_all(by, account, at=at):
            raise MayNotKeep
        number = propose(
            Ask.RESET,
            account=account,
            offer=Offer("", _first_scope(account)),
            reach=usable(reach or whose.staff.reach_sealed or ""),
            seen=seen,
            is_present=is_present,
            by=by,
            at=at,
        )
        tell_person(account, "staff_reset_asked", f"reset:{number}", at=at)
    return number


def decide(*, proposal: int, yes: bool, by: Actor, at: datetime) -> None:
    """Raises `SecondPersonNeeded` for who asked or whom it is about, `MayNotKeep` for who has not
    the right, `DecidedAlready` for who comes second.
    """
    with transaction.atomic():
        row = Proposal.objects.filter(pk=proposal).first()
        if row is None:
            raise DecidedAlready
        _require_second(row, by, at)
        taken = take(proposal, outcome=Outcome.APPROVED if yes else Outcome.REFUSED, by=by, at=at)
        if yes:
            _DO[Ask(taken.kind)](taken, by, at)
        elif taken.invitation is not None:
            end_invitation(taken.invitation, InvitationState.REFUSED, by=by, at=at)


def withdraw_proposal(*, proposal: int, by: Actor, at: datetime) -> None:
    """Who asked takes it back, or whose authenticator it is says that it was not them.

    Raises `DecidedAlready` when it is too late.
    """
    own = Q(asked_by=by.ref) | Q(kind=Ask.RESET, account_id=account_of(by))
    with transaction.atomic():
        if not Proposal.objects.filter(own, pk=proposal).exists():
            raise DecidedAlready
        taken = take(proposal, outcome=Outcome.WITHDRAWN, by=by, at=at)
        if taken.invitation is not None:
            end_invitation(taken.invitation, InvitationState.WITHDRAWN, by=by, at=at)


def not_me(*, session: int, by: Actor, at: datetime) -> None:
    """Somebody did what the actor did not: every other device is signed out, and what was asked
    about their authenticator stops.
    """
    with transaction.atomic():
        close_others(session=session, by=by, at=at)
        for proposal in resets_of(by, at=at):
            withdraw_proposal(proposal=proposal, by=by, at=at)
        audit.record(audit.Entry(by, "accounts.not_me", by.ref), at=at)


def _require_second(row: Proposal, by: Actor, at: datetime) -> None:
    if by.ref in (row.asked_by, f"account:{row.account_id}"):
        raise SecondPersonNeeded
    if not may_decide(by, row, at):
        raise MayNotKeep


def _invite(row: Proposal, by: Actor, at: datetime) -> None:
    invitation = Invitation.objects.select_for_update().get(pk=row.invitation_id or 0)
    if invitation.state != InvitationState.WAITING:
        raise DecidedAlready
    invitation.seconded_by = by.ref
    invitation.save(update_fields=["seconded_by"])
    send_link(invitation, at=at)


def _grant(row: Proposal, by: Actor, at: datetime) -> None:
    account = row.account_id or 0
    still_here = Account.objects.select_for_update().filter(pk=account, closed_at__isnull=True)
    if not still_here.exists():
        raise StaffUnknown
    offer = offer_of(row)
    require_new(account, offer, at)
    asked = Actor.staff(row.asked_by.rpartition(":")[2])
    grant(account, offer, by=asked, second=by.ref, at=at)


def _reset(row: Proposal, by: Actor, at: datetime) -> None:
    """Every way in ends now; a new one begins by link, after a day unless they stood there."""
    account = row.account_id or 0
    staff = StaffProfile.objects.select_for_update().get(account_id=account)
    end_ways_in(account)
    StaffProfile.objects.filter(pk=staff.pk).update(totp_sealed="", pin_hash="")
    audit.record(audit.Entry(by, "accounts.reset", f"account:{account}", {"seen": row.seen}), at=at)
    scope = Scope(row.scope_kind, row.scope_code)
    tell_person(account, "staff_reset", f"reset-done:{row.pk}", at=at)
    tell_keepers(scope, "staff_reset_here", f"reset:{row.pk}:here", but=(by.ref,), at=at)
    invitation = make(
        name=staff.account.display_name,
        reach=row.reach_sealed or "",
        offer=Offer("", scope),
        by=Actor.staff(row.asked_by.rpartition(":")[2]),
        at=at,
        account=account,
        opens_at=at + (timedelta(0) if row.is_present else rules.RESET_RESTS),
    )
    send_link(invitation, at=at)


_DO = {Ask.INVITE: _invite, Ask.GRANT: _grant, Ask.RESET: _reset}


def end_ways_in(account: int) -> int:
    """Sessions, passkeys, written-down codes and links of an account; says how many sessions."""
    hold_account(account)
    Passkey.objects.filter(account_id=account).delete()
    BackupCode.objects.filter(account_id=account).delete()
    sessions, _ = Session.objects.filter(account_id=account).delete()
    living = Invitation.objects.filter(account_id=account, state=InvitationState.SENT)
    living.update(state=InvitationState.WITHDRAWN, link_hash=None)
    return sessions


def _first_scope(account: int) -> Scope:
    rows = Account.objects.get(pk=account).role_grants.filter(ended_at__isnull=True)
    first = rows.order_by("id").first()
    if first is None:
        raise StaffUnknown
    return scope_of(first)
