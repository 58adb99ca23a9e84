"""Durations, limits and the shape of puzzles: pure values and decisions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from math import log2

from titian.accounts.types import AccountKind, Limited

SESSION_LASTS = {AccountKind.MEMBER: timedelta(days=90), AccountKind.STAFF: timedelta(hours=12)}
SLIDES_AFTER = timedelta(days=1)
CEREMONY_LASTS = timedelta(minutes=5)
PUZZLE_LASTS = timedelta(minutes=10)
WRONG_UNLOCKS = 5
PASSKEYS_EACH = 10
PASSWORD_LENGTH, PASSWORD_MOST = 12, 128  # ASVS 2.1.1, 2.1.2
PIN_LENGTH = 6
TOTP_SECONDS = 30
PRESENCE_EVERY = timedelta(seconds=20)  # how exactly it is known when staff last did something

_LONGEST_DEBT = timedelta(hours=6)
_LEAST_BITS, _MOST_BITS = 13, 17
_LONGEST_WAIT = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Limit:
    """Each hit takes `cost` to drain; `free` hits may stand in the bucket without any delay."""

    cost: timedelta
    free: int


LIMITS = {
    Limited.ADDRESS: Limit(timedelta(seconds=2), 120),
    Limited.NIK: Limit(timedelta(minutes=5), 12),
    Limited.DESTINATION: Limit(timedelta(minutes=15), 5),
    Limited.STAFF_NAME: Limit(timedelta(minutes=3), 8),
    Limited.PUZZLE: Limit(PUZZLE_LASTS, 1),
}


def longest_debt() -> timedelta:
    return _LONGEST_DEBT


def overdue(limit: Limit, drained_at: datetime, at: datetime) -> timedelta:
    """How long until the bucket is back within its free hits; zero when it is."""
    return max(drained_at - at - limit.free * limit.cost, timedelta(0))


def wait_for(over: timedelta) -> timedelta:
    """How long someone without the script waits: never less than a breath, never an hour."""
    return min(max(over, timedelta(seconds=10)), _LONGEST_WAIT)


def bits_for(over: timedelta) -> int:
    """How hard the puzzle is: half a second on a cheap phone, up to eight as the bucket fills."""
    return min(_LEAST_BITS + int(log2(1 + over / timedelta(minutes=5))), _MOST_BITS)


def solves(token: str, number: str, bits: int) -> bool:
    """Whether SHA-256 of "token:number" begins with so many zero bits."""
    if not number.isascii() or not number.isdecimal() or len(number) > 12:
        return False
    digest = sha256(f"{token}:{number}".encode()).digest()
    return int.from_bytes(digest, "big") >> (256 - bits) == 0


def session_end(kind: AccountKind, at: datetime) -> datetime:
    return at + SESSION_LASTS[kind]


def is_idle(kind: AccountKind, seen_at: datetime, at: datetime, after: timedelta) -> bool:
    """Whether a screen of staff was left alone so long that it is locked; never when `after` is
    nothing."""
    return kind is AccountKind.STAFF and bool(after) and at - seen_at >= after


def is_presence_due(kind: AccountKind, seen_at: datetime, at: datetime) -> bool:
    return kind is AccountKind.STAFF and at - seen_at >= PRESENCE_EVERY


def slides(kind: AccountKind, seen_at: datetime, at: datetime) -> bool:
    """Whether the session's end moves now: members' do, at most once a day."""
    return kind is AccountKind.MEMBER and at - seen_at >= SLIDES_AFTER
