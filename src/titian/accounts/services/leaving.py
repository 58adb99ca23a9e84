"""Somebody leaves: one press ends every way in, every role and everything that waits on them."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from titian.accounts import rules
from titian.accounts.errors import MayNotKeep, NotOneself
from titian.accounts.models import Account, Invitation, Proposal, RoleGrant, StaffProfile
from titian.accounts.selectors import account_of
from titian.accounts.selectors.keeping import lock_person, scope_of
from titian.accounts.services.deciding import end_ways_in
from titian.accounts.services.giving import close
from titian.accounts.services.inviting import end_invitation
from titian.accounts.types import HandsOver, InvitationState, Outcome
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit


def leave(*, account: int, by: Actor, at: datetime) -> bool:
    """End what somebody has at the places the actor keeps. When nothing is left elsewhere the
    account closes: sessions, passkeys, codes, invitations they made and what they asked for end
    too, and what they had taken up goes back to its list. Says whether it closed.

    Raises `NotOneself`, `MayNotKeep`, `StaffUnknown`.
    """
    if account == account_of(by):
        raise NotOneself
    with transaction.atomic():
        whose = lock_person(by, account)
        living = RoleGrant.objects.select_for_update().filter(account=whose, ended_at__isnull=True)
        mine = [row for row in living if rules.may_end(by, row.role, scope_of(row))]
        if not mine and living:
            raise MayNotKeep
        for row in mine:
            close(row, by=by, at=at)
        if len(mine) < len(living):
            return False
        _close_account(whose, by, at)
    return True


def _close_account(whose: Account, by: Actor, at: datetime) -> None:
    ref = f"account:{whose.pk}"
    sessions = end_ways_in(whose.pk)
    for invitation in Invitation.objects.filter(
        Q(made_by=ref) | Q(account=whose),
        state__in=[InvitationState.SENT, InvitationState.WAITING],
    ):
        end_invitation(invitation, InvitationState.WITHDRAWN, by=by, at=at)
    waiting = Proposal.objects.filter(Q(asked_by=ref) | Q(account=whose), state=Outcome.OPEN)
    waiting.update(state=Outcome.WITHDRAWN, decided_by=by.ref, decided_at=at)
    handed = sum(_hand_over(path, ref, by, at) for path in settings.TITIAN_HANDS_OVER)
    StaffProfile.objects.filter(account=whose).update(totp_sealed="", pin_hash="")
    Account.objects.filter(pk=whose.pk).update(closed_at=at)
    said: dict[str, object] = {"sessions": sessions, "handed_over": handed}
    audit.record(audit.Entry(by, "accounts.left", ref, said), at=at)


def _hand_over(path: str, ref: str, by: Actor, at: datetime) -> int:
    asked: HandsOver = import_string(path)
    return asked(ref, by=by, at=at)
