"""Staff change their own password: the old, the new, a second factor (ASVS 2.1.5, 2.1.6)."""

from datetime import datetime

from django.db import transaction

from titian.accounts import rules
from titian.accounts.errors import SecondFactorMissing, WrongCredentials
from titian.accounts.models import StaffProfile
from titian.accounts.selectors import account_of
from titian.accounts.services.sessions import close_others
from titian.accounts.services.staff import hashed_password, secret_fits, spend_second
from titian.accounts.services.staff_notices import tell_person
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit


def change_password(*, old: str, new: str, totp: str, session: int, by: Actor, at: datetime) -> int:
    """From now on the new one counts. Every other session of the account ends, and its owner hears
    of it at the address they left; says how many sessions ended.

    Raises `WrongCredentials` for an old one or a code that does not fit, alike; `WeakSecret`;
    `SecondFactorMissing` for an account without an authenticator.
    """
    staff = StaffProfile.objects.get(account_id=account_of(by))
    if not secret_fits(staff.password_hash, old):
        raise WrongCredentials
    if not staff.totp_sealed:
        raise SecondFactorMissing
    hashed = hashed_password(new)
    with transaction.atomic():
        spend_second(staff, totp, at)
        still = StaffProfile.objects.filter(pk=staff.pk, password_hash=staff.password_hash)
        if not still.update(password_hash=hashed):
            raise WrongCredentials  # somebody changed it meanwhile: the old one fits no more
        ended = close_others(session=session, by=by, at=at)
        audit.record(audit.Entry(by, "accounts.password_changed", by.ref), at=at)
        tell_person(staff.account_id, "staff_password", f"password:{at.isoformat()}", at=at)
    return ended


def is_outgrown(password: str) -> bool:
    """Whether one that was accepted once is too short today: its owner is asked to change it and
    is let in meanwhile.
    """
    return len(password) < rules.PASSWORD_LENGTH
