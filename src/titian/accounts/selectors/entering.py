"""Reads: who holds this token, which devices, passkeys and colleagues are theirs."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Now

from titian.accounts import rules
from titian.accounts.models import Account, KeptForm, Passkey, RoleGrant, Session, StaffProfile
from titian.accounts.rules.typed import Typed
from titian.accounts.types import AccountKind, Colleague, DeviceView, PasskeyView
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.platform.db.personal import Holding, Kept

IS_LIVE = (
    Q(ended_at__isnull=True)
    & (Q(starts_at__isnull=True) | Q(starts_at__lte=Now()))
    & (Q(ends_at__isnull=True) | Q(ends_at__gt=Now()))
)
_LIVE_SESSIONS = """
    SELECT s.token_hash, s.id, s.account_id, a.kind, a.subject, a.display_name, s.proved_at,
           s.seen_at, s.locked_at IS NOT NULL,
           (SELECT json_agg(json_build_array(g.role, g.scope_kind, g.scope_code) ORDER BY g.id)
              FROM account_grant g WHERE g.account_id = a.id AND g.ended_at IS NULL
               AND (g.starts_at IS NULL OR g.starts_at <= %s)
               AND (g.ends_at IS NULL OR g.ends_at > %s))
      FROM account_session s JOIN account a ON a.id = s.account_id
     WHERE s.token_hash = ANY(%s) AND s.expires_at > %s AND a.closed_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class LiveSession:
    """What one statement tells about a token. A locked screen acts with no role at all, and
    one that staff left alone counts as locked."""

    session_id: int
    account_id: int
    kind: AccountKind
    actor: Actor
    display_name: str
    proved_at: datetime
    seen_at: datetime
    locked: bool


def token_hash(token: str) -> bytes:
    """Tokens are 256 random bits, so a plain hash is enough to keep them out of the tables."""
    return sha256(token.encode()).digest()


def find_live_session(
    token: str, at: datetime, *, idle_after: timedelta = timedelta(0)
) -> LiveSession | None:
    return find_live_sessions([token], at, idle_after=idle_after).get(token)


def find_live_sessions(
    tokens: Collection[str], at: datetime, *, idle_after: timedelta = timedelta(0)
) -> dict[str, LiveSession]:
    """Of many tokens those that are live, in one statement."""
    hashes = {token_hash(token): token for token in tokens}
    with connection.cursor() as cursor:
        cursor.execute(_LIVE_SESSIONS, [at, at, list(hashes), at])
        rows = cursor.fetchall()
    return {hashes[bytes(row[0])]: _live(row[1:], at, idle_after) for row in rows}


def _live(row: tuple[Any, ...], at: datetime, idle_after: timedelta) -> LiveSession:
    session_id, account, kind, subject, name, proved_at, seen_at, locked, grants = row
    locked = locked or rules.is_idle(AccountKind(kind), seen_at, at, idle_after)
    return LiveSession(
        session_id=session_id,
        account_id=account,
        kind=AccountKind(kind),
        actor=_actor(account, subject, None if locked else grants),
        display_name=name,
        proved_at=proved_at,
        seen_at=seen_at,
        locked=locked,
    )


def _actor(account: int, subject: str | None, grants: list[list[str]] | None) -> Actor:
    if subject is not None:
        return Actor.member(account, subject)
    return Actor.staff(
        account, tuple(Grant(role, Scope(kind, code)) for role, kind, code in grants or ())
    )


def account_of(actor: Actor) -> int:
    """The account behind a member or staff actor; 0 for anyone else."""
    kind, _, number = actor.ref.partition(":")
    return int(number) if kind == "account" and number.isdecimal() else 0


def devices(viewer: Actor, *, at: datetime) -> list[DeviceView]:
    """The viewer's own live sessions, the latest seen first."""
    rows = Session.objects.filter(account_id=account_of(viewer), expires_at__gt=at)
    return [
        DeviceView(row.pk, row.device, row.opened_at, row.seen_at)
        for row in rows.order_by("-seen_at", "-id")
    ]


def passkeys(viewer: Actor) -> list[PasskeyView]:
    """The viewer's own passkeys, the oldest first."""
    rows = Passkey.objects.filter(account_id=account_of(viewer)).order_by("id")
    return [PasskeyView(row.pk, row.label, row.made_at, row.used_at) for row in rows]


def has_passkey(viewer: Actor, *, made_before: datetime | None = None) -> bool:
    own = Passkey.objects.filter(account_id=account_of(viewer))
    return (own.filter(made_at__lt=made_before) if made_before else own).exists()


def colleagues(station: str, *, at: datetime) -> list[Colleague]:
    """Whose staff sessions live on this shared PC; nobody when the PC's cookie is unknown."""
    if not station:
        return []
    rows = Session.objects.filter(
        station=token_hash(station), expires_at__gt=at, account__closed_at__isnull=True
    ).select_related("account__staff")
    return [
        Colleague(
            session_id=row.pk,
            account_id=row.account_id,
            display_name=row.account.display_name,
            locked=row.locked_at is not None,
            has_pin=bool(row.account.staff.pin_hash),
        )
        for row in rows.order_by("-seen_at", "-id")
    ]


def kept_form(session: int, *, at: datetime) -> Typed | None:
    """Whether something typed when the screen locked waits for its owner, and what it was."""
    row = KeptForm.objects.filter(session_id=session, kept_at__gt=at - timedelta(hours=12)).first()
    if row is None:
        return None
    return Typed.DRAFT if json.loads(row.typed_sealed).get("is_draft") else Typed.SENT


def staff_named(username: str) -> int | None:
    """The account of a staff member by user name, for commands and set-up."""
    found = StaffProfile.objects.filter(username=username, account__kind=AccountKind.STAFF)
    return found.values_list("account_id", flat=True).first()


def refs_of(subjects: Collection[str]) -> dict[str, str]:
    """How the accounts of these subjects are named where acts are written down."""
    found = Account.objects.filter(subject__in=list(subjects)).values_list("subject", "pk")
    return {subject: f"account:{pk}" for subject, pk in found if subject}


def offices_of(refs: Collection[str]) -> dict[str, Grant]:
    """The first role, and where, of each staff account among these; members have none."""
    numbers = [int(ref.removeprefix("account:")) for ref in refs if ref[8:].isdecimal()]
    found = RoleGrant.objects.filter(account__in=numbers, account__kind=AccountKind.STAFF)
    rows = found.order_by("-id").values_list("account_id", "role", "scope_kind", "scope_code")
    return {f"account:{pk}": Grant(role, Scope(kind, code)) for pk, role, kind, code in rows}


def has_account(subject: str) -> bool:
    return Account.objects.filter(subject=subject).exists()


HELD = (
    Holding(Account, lambda whose: Q(pk__in=whose.account_ids), Kept.MEMBERSHIP),
    Holding(Session, lambda whose: Q(account__in=whose.account_ids), Kept.OPTIONAL),
    Holding(Passkey, lambda whose: Q(account__in=whose.account_ids), Kept.OPTIONAL),
)


def staff_holding(role: str, scope: Scope) -> dict[str, str]:
    """Names of the staff who hold this role over exactly this scope, by their reference."""
    grants = RoleGrant.objects.filter(role=role, scope_kind=scope.kind, scope_code=scope.code)
    open_ones = grants.filter(
        IS_LIVE, account__kind=AccountKind.STAFF, account__closed_at__isnull=True
    )
    rows = open_ones.order_by("account__display_name", "account")
    return {
        f"account:{number}": name
        for number, name in rows.values_list("account", "account__display_name")
    }
