"""Staff: made with roles, signed in with two factors, known by a PIN on a shared PC."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from hmac import compare_digest

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from titian.accounts import rules
from titian.accounts.errors import (
    NameTaken,
    SecondFactorMissing,
    WeakSecret,
    WrongCode,
    WrongCredentials,
)
from titian.accounts.models import Account, RoleGrant, StaffProfile
from titian.accounts.selectors import account_of
from titian.accounts.services.backup_codes import spend_backup_code
from titian.accounts.services.history import note_sign_in
from titian.accounts.services.sessions import open_session
from titian.accounts.services.staff_notices import tell_person
from titian.accounts.types import AccountKind, NewSession, Origin, StaffRole, Tried, Way
from titian.kernel.actors import Actor
from titian.kernel.identifiers import digits
from titian.kernel.periods import day_of
from titian.kernel.scopes import Grant
from titian.platform.audit import services as audit

_hasher = PasswordHasher()


def create_staff(
    *,
    username: str,
    display_name: str,
    password: str,
    totp_secret: str | None,
    grants: Sequence[Grant],
    by: Actor,
    at: datetime,
    reach: str = "",
) -> int:
    """Make a staff account with its roles and return its id. `reach` is the mobile number or
    e-mail address where its owner hears what is done to it.

    Without a `totp_secret` (32 letters of base32; a shorter one is a `ValueError`) the account
    cannot sign in by password until it has one.
    """
    if totp_secret is not None:
        pyotp.TOTP(totp_secret)
    hashed = hashed_password(password)
    try:
        with transaction.atomic():
            account = Account.objects.create(
                kind=AccountKind.STAFF, display_name=display_name, made_at=at
            )
            StaffProfile.objects.create(
                account=account,
                username=username,
                password_hash=hashed,
                totp_sealed=totp_secret or "",
                reach_sealed=reach or None,
            )
            _grant(account, grants, by, at)
    except IntegrityError as error:
        raise NameTaken(username=username) from error
    return account.pk


def _grant(account: Account, grants: Sequence[Grant], by: Actor, at: datetime) -> None:
    RoleGrant.objects.bulk_create(
        RoleGrant(
            account=account,
            role=StaffRole(grant.role),
            scope_kind=grant.scope.kind,
            scope_code=grant.scope.code,
            granted_at=at,
            granted_by=by.ref,
        )
        for grant in grants
    )
    said: dict[str, object] = {"roles": [grant.role for grant in grants]}
    audit.record(audit.Entry(by, "accounts.staff_made", f"account:{account.pk}", said), at=at)


def sign_in_staff(
    *,
    username: str,
    password: str,
    totp: str,
    device: str,
    station: str,
    by: Actor,
    at: datetime,
    address: str = "",
) -> NewSession:
    """Open a session for name, password and authenticator code, or one of the codes written down;
    each works once. `address` is the network it came from; a try that fails is written down too.
    """
    staff = StaffProfile.objects.filter(username=username, account__closed_at__isnull=True).first()
    known = secret_fits(staff.password_hash if staff else _nobody(), password)
    if staff is None:
        raise WrongCredentials
    come, whose = Origin(device, address), staff.account_id
    if not known:
        note_sign_in(whose, Way.AUTHENTICATOR, Tried.MISMATCH, come, at=at)
        raise WrongCredentials
    if not staff.totp_sealed:
        note_sign_in(whose, Way.AUTHENTICATOR, Tried.NO_FACTOR, come, at=at)
        raise SecondFactorMissing
    try:
        with transaction.atomic():
            _require_unchanged(staff)
            way = spend_second(staff, totp, at)
            note_sign_in(whose, way, Tried.OK, come, at=at)
            return open_session(account=whose, device=device, station=station, by=by, at=at)
    except _Changed as changed:
        note_sign_in(whose, Way.AUTHENTICATOR, Tried.MISMATCH, come, at=at)
        raise WrongCredentials from changed
    except WrongCredentials:
        _note_wrong_code(staff, totp, come, at)
        raise


class _Changed(Exception):
    """The password or the authenticator is another one than was looked at."""


def _require_unchanged(staff: StaffProfile) -> None:
    """A password takes a tenth of a second to look at: meanwhile it may have been changed, or
    every way in ended. Who does that waits from here on.
    """
    now = StaffProfile.objects.select_for_update().get(pk=staff.pk)
    if (now.password_hash, now.totp_sealed) != (staff.password_hash, staff.totp_sealed):
        raise _Changed


def _note_wrong_code(staff: StaffProfile, totp: str, come: Origin, at: datetime) -> None:
    """A code that was right and had been used is told apart, and its owner hears of it once a day:
    somebody may have looked over their shoulder (ASVS 2.8.5).
    """
    whose = staff.account_id
    if not _matching_step(staff.totp_sealed, digits(totp), at):
        note_sign_in(whose, Way.AUTHENTICATOR, Tried.WRONG_CODE, come, at=at)
        return
    with transaction.atomic():
        note_sign_in(whose, Way.AUTHENTICATOR, Tried.REPEATED, come, at=at)
        tell_person(whose, "staff_code_repeated", f"repeated:{day_of(at)}", at=at)


def spend_second(staff: StaffProfile, code: str, at: datetime) -> Way:
    """The second factor: the app's code, or one of ten digits that was written down."""
    if len(digits(code)) != rules.BACKUP_LENGTH:
        spend_totp(staff, code, at)
        return Way.AUTHENTICATOR
    whose = Actor.staff(staff.account_id)
    if not spend_backup_code(staff.account_id, digits(code), by=whose, at=at):
        raise WrongCredentials
    return Way.BACKUP


def spend_totp(staff: StaffProfile, totp: str, at: datetime) -> None:
    """Accept the code of this step or a neighbour, but never a step used before."""
    step = _matching_step(staff.totp_sealed, digits(totp), at)
    unused = StaffProfile.objects.filter(pk=staff.pk, totp_step__lt=step)
    if not step or not unused.update(totp_step=step):
        raise WrongCredentials


def _matching_step(secret: str, totp: str, at: datetime) -> int:
    authenticator = pyotp.TOTP(secret)
    for offset in (0, -1, 1):
        moment = at + timedelta(seconds=offset * rules.TOTP_SECONDS)
        if compare_digest(authenticator.at(moment), totp):
            return authenticator.timecode(moment)
    return 0


def set_pin(*, password: str, pin: str, by: Actor, at: datetime) -> None:
    """A PIN opens only a screen already signed in on this PC; it never signs anyone in.

    The password is asked so that nobody gives themselves a PIN at somebody else's screen.
    """
    staff = StaffProfile.objects.get(account_id=account_of(by))
    if not secret_fits(staff.password_hash, password):
        raise WrongCredentials
    if not pin.isascii() or len(digits(pin)) != rules.PIN_LENGTH or len(set(pin)) < 3:
        raise WeakSecret(length=rules.PIN_LENGTH)
    hashed = _hasher.hash(pin)
    with transaction.atomic():
        StaffProfile.objects.filter(pk=staff.pk).update(pin_hash=hashed)
        audit.record(audit.Entry(by, "accounts.pin_set", by.ref), at=at)


def hashed_password(password: str) -> str:
    """Argon2id. Raises `WeakSecret` for one that is short or beyond measure, a few characters over
    and over, or among the twenty thousand that are tried first (ASVS 2.1.7).
    """
    fits = rules.PASSWORD_LENGTH <= len(password) <= rules.PASSWORD_MOST
    if not fits or len(set(password)) < 4:
        raise WeakSecret(length=rules.PASSWORD_LENGTH)
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError as error:
        raise WeakSecret(length=rules.PASSWORD_LENGTH) from error
    return _hasher.hash(password)


def totp_step(secret: str, code: str, at: datetime) -> int:
    """Which step this code of the app belongs to. Raises `WrongCode` when it fits none."""
    step = _matching_step(secret, digits(code), at)
    if not step:
        raise WrongCode
    return step


def secret_fits(hashed: str, secret: str) -> bool:
    """Whether a password or PIN is the one behind an Argon2 hash."""
    try:
        return _hasher.verify(hashed, secret)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """A hash nobody's password fits, so that an unknown name takes as long as a known one."""
    return _hasher.hash("nobody signs in with this")
