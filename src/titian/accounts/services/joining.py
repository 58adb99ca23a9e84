"""The invited person gets in: own password, an app that makes codes, codes to write down."""

from datetime import datetime

from django.db import IntegrityError, transaction

from titian.accounts.errors import InvitationGone, NameTaken
from titian.accounts.models import Account, Invitation, StaffProfile
from titian.accounts.selectors import place_names
from titian.accounts.services.backup_codes import renew
from titian.accounts.services.giving import grant, require_new
from titian.accounts.services.history import note_sign_in
from titian.accounts.services.inviting import link_hash
from titian.accounts.services.offers import offer_of
from titian.accounts.services.sessions import open_session
from titian.accounts.services.staff import hashed_password, totp_step
from titian.accounts.types import (
    AccountKind,
    InvitationState,
    Invited,
    Joined,
    Origin,
    Tried,
    Way,
)
from titian.kernel.actors import Actor
from titian.kernel.scopes import Scope
from titian.platform.audit import services as audit


def invited_by(token: str, *, at: datetime) -> Invited:
    """Who a link is for, as its page shows it. Raises `InvitationGone`."""
    row = invitation_of(token, at=at)
    scope = Scope(row.scope_kind, row.scope_code)
    place = place_names([scope])[scope]
    return Invited(row.name, row.role, place, row.totp_sealed, is_renewal=not row.role)


def invitation_of(token: str, *, at: datetime) -> Invitation:
    """What a link opens. Raises `InvitationGone` alike for one that is wrong, used, withdrawn, run
    out or not open yet.
    """
    found = Invitation.objects.filter(
        link_hash=link_hash(token), state=InvitationState.SENT, opens_at__lte=at, expires_at__gt=at
    ).select_related("account__staff")
    row = found.first()
    if row is None or (row.account is not None and row.account.closed_at is not None):
        raise InvitationGone
    return row


def join(
    *, token: str, username: str, password: str, totp: str, origin: Origin, at: datetime
) -> Joined:
    """Use a link up and open the first session. Of two at the same moment one gets in.

    Raises `InvitationGone`, `NameTaken`, `WeakSecret`, and `WrongCode` when the app's code does
    not fit; the link stays good after the last three.
    """
    row = invitation_of(token, at=at)
    hashed, step = hashed_password(password), totp_step(row.totp_sealed, totp, at)
    with transaction.atomic():
        _use_up(row, at)
        account = row.account_id or _account(row, username, hashed, at)
        whose = Actor.staff(account)
        StaffProfile.objects.filter(account_id=account).update(
            password_hash=hashed, totp_sealed=row.totp_sealed, totp_step=step
        )
        if row.role:
            _grant(row, account, at)
        codes = renew(account, at)
        note_sign_in(account, Way.LINK, Tried.OK, origin, at=at)
        entry = audit.Entry(whose, "accounts.joined", f"account:{account}", {"invitation": row.pk})
        audit.record(entry, at=at)
        session = open_session(account=account, device=origin.device, by=whose, at=at)
    return Joined(session, codes)


def _use_up(row: Invitation, at: datetime) -> None:
    """The seed is in the account now, and no longer in the invitation."""
    living = Invitation.objects.filter(pk=row.pk, state=InvitationState.SENT)
    living = living.filter(link_hash=row.link_hash)
    if not living.update(state=InvitationState.USED, link_hash=None, ended_at=at):
        raise InvitationGone


def _account(row: Invitation, username: str, hashed: str, at: datetime) -> int:
    try:
        with transaction.atomic():
            account = Account.objects.create(
                kind=AccountKind.STAFF, display_name=row.name, made_at=at
            )
            StaffProfile.objects.create(
                account=account,
                username=username,
                password_hash=hashed,
                totp_sealed=row.totp_sealed,
                reach_sealed=row.reach_sealed,
            )
    except IntegrityError as error:
        raise NameTaken(username=username) from error
    Invitation.objects.filter(pk=row.pk).update(account=account)
    return account.pk


def _grant(row: Invitation, account: int, at: datetime) -> None:
    offer = offer_of(row)
    require_new(account, offer, at)
    by = Actor.staff(row.made_by.rpartition(":")[2])
    grant(account, offer, by=by, second=row.seconded_by, at=at)
