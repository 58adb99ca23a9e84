"""Limits that stay cheap: one statement counts every hit of a request and says how full."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core import signing
from django.db import connection

from titian.accounts import rules
from titian.accounts.errors import SlowDown
from titian.accounts.types import Answer, Hit, Limited, Puzzle
from titian.platform.db.sealing import blind_index

_SALT = "accounts.puzzle"

_COUNT = """
    INSERT INTO account_bucket AS b (key, drained_at)
    SELECT key, least(%(at)s + cost, %(cap)s)
      FROM unnest(%(keys)s::bytea[], %(costs)s::interval[]) AS hit(key, cost) ORDER BY key
        ON CONFLICT (key) DO UPDATE SET drained_at =
           least(greatest(b.drained_at, %(at)s) + (excluded.drained_at - %(at)s), %(cap)s)
    RETURNING key, drained_at
"""


def admit(*hits: Hit, bound: str, answer: Answer | None, at: datetime) -> None:
    """Count, and let through while the limits are free or the puzzle is answered.

    Otherwise raises `SlowDown` with a puzzle for the same purpose (`bound`). Call it outside
    the transaction of what it protects: what was refused is counted all the same.
    """
    given = answer if answer and answer.puzzle else None
    hits = (*hits, Hit(Limited.PUZZLE, given.puzzle)) if given else hits
    over = count(hits, at)
    fresh = over.pop(Limited.PUZZLE, timedelta(0)) == timedelta(0)
    fullest = max(over, key=lambda limited: over[limited])
    if not over[fullest] or (given and fresh and _opens(given, bound, at)):
        return
    (subject,) = (_key(hit) for hit in hits if hit.limited is fullest)
    raise SlowDown(pose(over[fullest], bound, at), subject=subject.hex())


def count(hits: Sequence[Hit], at: datetime) -> dict[Limited, timedelta]:
    """Add the hits in one upsert; how far each limit is beyond its free hits."""
    keys = {_key(hit): hit for hit in hits}
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT,
            {
                "keys": list(keys),
                "costs": [rules.LIMITS[hit.limited].cost for hit in keys.values()],
                "at": at,
                "cap": at + rules.longest_debt(),
            },
        )
        rows = cursor.fetchall()
    said = [(keys[bytes(key)], drained_at) for key, drained_at in rows]
    return {
        hit.limited: rules.overdue(rules.LIMITS[hit.limited], drained, at) for hit, drained in said
    }


def _key(hit: Hit) -> bytes:
    return blind_index(f"limit:{hit.limited}", hit.value)


def pose(over: timedelta, bound: str, at: datetime) -> Puzzle:
    """A puzzle signed for one purpose; whoever cannot solve it may wait until `ready_at`."""
    ready_at = at + rules.wait_for(over)
    bits = rules.bits_for(over)
    body = [bound, bits, int(at.timestamp()), int(ready_at.timestamp()), secrets.token_hex(8)]
    return Puzzle(signing.Signer(salt=_SALT).sign_object(body), bits, ready_at)


def _opens(answer: Answer, bound: str, at: datetime) -> bool:
    try:
        body = signing.Signer(salt=_SALT).unsign_object(answer.puzzle)
    except signing.BadSignature:
        return False
    purpose, bits, posed, ready = body[:4]
    if purpose != bound or at.timestamp() > ready + rules.PUZZLE_LASTS.total_seconds():
        return False
    solved = rules.solves(answer.puzzle, answer.number, bits)
    young = at.timestamp() <= posed + rules.PUZZLE_LASTS.total_seconds()
    return (solved and young) or at.timestamp() >= int(ready)
