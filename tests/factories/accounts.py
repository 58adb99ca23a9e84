"""Accounts for tests: sign a test client in without walking through the front door."""

from dataclasses import dataclass, field
from functools import cache
from itertools import count

import pyotp
from argon2 import PasswordHasher
from django.test import Client

from titian.accounts import services as accounts
from titian.accounts.models import Account, RoleGrant, StaffProfile
from titian.accounts.types import AccountKind, NewSession
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant

SETUP = Actor.system("tests")
PASSWORD = "jembatan-kayu-7"
COOKIE = "titian_sesi"

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Staff:
    """A staff account with what its owner knows."""

    account_id: int
    username: str
    password: str
    totp_secret: str
    actor: Actor
    session: NewSession | None = field(default=None)

    def totp(self) -> str:
        return pyotp.TOTP(self.totp_secret).at(clock.now())


def make_staff(
    grants: tuple[Grant, ...] = (), *, display_name: str = "Ibu Ratna (contoh)"
) -> Staff:
    username = f"petugas-{next(_numbers)}-{pyotp.random_base32()[:6].lower()}"
    secret = pyotp.random_base32()
    account = Account.objects.create(
        kind=AccountKind.STAFF, display_name=display_name, made_at=clock.now()
    )
    StaffProfile.objects.create(
        account=account, username=username, password_hash=_hashed(), totp_sealed=secret
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(
            account=account,
            role=grant.role,
            scope_kind=grant.scope.kind,
            scope_code=grant.scope.code,
            granted_at=clock.now(),
        )
        for grant in grants
    )
    return Staff(account.pk, username, PASSWORD, secret, Actor.staff(account.pk, grants))


@cache
def _hashed() -> str:
    """The hash is slow on purpose; tests need only one."""
    return PasswordHasher().hash(PASSWORD)


def signed_in_member(client: Client, person_id: int | str, name: str = "Siti Aminah") -> Actor:
    """Give the client a member's session; the actor is the one services will see."""
    session = accounts.open_member_session(
        subject=str(person_id), display_name=name, device="tests", by=SETUP, at=clock.now()
    )
    client.cookies[COOKIE] = session.token
    return Actor.member(session.account_id, person_id)


def signed_in_staff(
    client: Client, grants: tuple[Grant, ...] = (), *, display_name: str = "Ibu Ratna (contoh)"
) -> Actor:
    """Give the client a staff member's session with these roles."""
    staff = make_staff(grants, display_name=display_name)
    session = accounts.open_session(
        account=staff.account_id, device="tests", by=SETUP, at=clock.now()
    )
    client.cookies[COOKIE] = session.token
    return staff.actor
