"""Sessions: opened, kept alive, proved again, ended."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from titian.accounts import rules
from titian.accounts.errors import SessionEnded
from titian.accounts.models import Account, Bucket, Ceremony, Code, KeptForm, Session, SignIn
from titian.accounts.selectors import account_of, token_hash
from titian.accounts.types import AccountKind, Newcomer, NewSession
from titian.kernel.actors import Actor
from titian.kernel.text import printable
from titian.platform.audit import services as audit
from titian.platform.http.last_known.kept import kept_pages

_OPEN_FOR_MEMBERS = """
    WITH come AS (
        SELECT * FROM unnest(%(subjects)s::text[], %(names)s::text[], %(hashes)s::bytea[])
               AS come(subject, name, token_hash)
    ), known AS (
        INSERT INTO account (kind, subject, display_name, made_at)
        SELECT 'member', subject, name, %(at)s FROM come ORDER BY subject
            ON CONFLICT (subject) DO UPDATE SET display_name = excluded.display_name
        RETURNING id, subject
    )
    INSERT INTO account_session
           (account_id, token_hash, device, opened_at, seen_at, expires_at, proved_at,
            wrong_unlocks)
    SELECT known.id, come.token_hash, %(device)s, %(at)s, %(at)s, %(ends)s, %(at)s, 0
      FROM come JOIN known USING (subject)
    RETURNING token_hash, id, account_id
"""


def open_member_sessions(
    newcomers: Sequence[Newcomer], *, device: str, by: Actor, at: datetime
) -> list[NewSession]:
    """Open one session for each of several distinct members, making accounts as needed."""
    ends = rules.session_end(AccountKind.MEMBER, at)
    tokens = [secrets.token_urlsafe(32) for _ in newcomers]
    hashes = {token_hash(token): token for token in tokens}
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                _OPEN_FOR_MEMBERS,
                {
                    "subjects": [come.subject for come in newcomers],
                    "names": [come.display_name[:200] for come in newcomers],
                    "hashes": list(hashes),
                    "device": printable(device, 80),
                    "at": at,
                    "ends": ends,
                },
            )
            rows = cursor.fetchall()
        audit.record(
            *(audit.Entry(by, "accounts.sign_in", f"account:{row[2]}") for row in rows), at=at
        )
    opened = {hashes[bytes(row[0])]: row for row in rows}
    return [NewSession(token, opened[token][1], opened[token][2], ends) for token in tokens]


def open_member_session(
    *, subject: str, display_name: str, device: str, by: Actor, at: datetime
) -> NewSession:
    return open_member_sessions([Newcomer(subject, display_name)], device=device, by=by, at=at)[0]


def open_session(
    *, account: int, device: str, by: Actor, at: datetime, station: str = ""
) -> NewSession:
    """Open a session of an existing account; raises `Account.DoesNotExist` when closed."""
    with transaction.atomic():
        owner = Account.objects.get(pk=account, closed_at__isnull=True)
        token = secrets.token_urlsafe(32)
        if station:  # signing in again at the same PC replaces the session that lives there
            Session.objects.filter(account=owner, station=token_hash(station)).delete()
        session = Session.objects.create(
            account=owner,
            token_hash=token_hash(token),
            device=printable(device, 80),
            station=token_hash(station) if station else None,
            opened_at=at,
            seen_at=at,
            expires_at=rules.session_end(AccountKind(owner.kind), at),
            proved_at=at,
        )
        audit.record(audit.Entry(by, "accounts.sign_in", f"account:{account}"), at=at)
    return NewSession(token, session.pk, account, session.expires_at)


def keep_alive(*, session: int, at: datetime) -> None:
    """Move a member's session on; its caller asks `rules.slides` first, once a day."""
    ends = rules.session_end(AccountKind.MEMBER, at)
    Session.objects.filter(pk=session, seen_at__lt=at).update(seen_at=at, expires_at=ends)


def note_presence(*, session: int, at: datetime) -> None:
    """Somebody of the staff is at this screen; its caller asks `rules.is_presence_due` first."""
    Session.objects.filter(pk=session, seen_at__lt=at, locked_at=None).update(seen_at=at)


def mark_proved(*, session: int, by: Actor, at: datetime) -> None:
    """The person has just shown again that it is them."""
    with transaction.atomic():
        marked = Session.objects.filter(pk=session, account_id=account_of(by))
        if not marked.update(proved_at=at):
            raise SessionEnded
        audit.record(audit.Entry(by, "accounts.proved", by.ref), at=at)


def close_session(*, session: int, by: Actor, at: datetime) -> None:
    """Sign out here. Ending a session that is gone already is no fault."""
    _close(Q(pk=session, account_id=account_of(by)), "accounts.sign_out", by, at)


def close_device(*, session: int, by: Actor, at: datetime) -> None:
    """Sign out another of one's own devices."""
    if not _close(Q(pk=session, account_id=account_of(by)), "accounts.device_removed", by, at):
        raise SessionEnded


def close_all(*, by: Actor, at: datetime) -> int:
    """Sign out everywhere; says on how many devices."""
    return _close(Q(account_id=account_of(by)), "accounts.sign_out_everywhere", by, at)


def _close(which: Q, action: str, by: Actor, at: datetime) -> int:
    with transaction.atomic():
        closed, _ = Session.objects.filter(which).delete()
        if closed:
            audit.record(audit.Entry(by, action, by.ref, {"sessions": closed}), at=at)
    kept_pages().forget_account(by.ref)
    return closed


def close_others(*, session: int, by: Actor, at: datetime) -> int:
    """Sign out everywhere but here; says on how many devices."""
    others = Q(account_id=account_of(by)) & ~Q(pk=session)
    return _close(others, "accounts.sign_out_elsewhere", by, at)


def sweep_out(at: datetime) -> int:
    """Delete what has run out: sessions, codes, challenges, drained buckets."""
    gone = Session.objects.filter(expires_at__lte=at).delete()[0]
    gone += Code.objects.filter(expires_at__lte=at).delete()[0]
    gone += KeptForm.objects.filter(kept_at__lte=at - timedelta(hours=12)).delete()[0]
    gone += SignIn.objects.filter(at__lte=at - rules.HISTORY_LASTS).delete()[0]
    gone += Ceremony.objects.filter(expires_at__lte=at).delete()[0]
    gone += Bucket.objects.filter(drained_at__lte=at - timedelta(minutes=1)).delete()[0]
    return gone
