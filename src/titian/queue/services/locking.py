"""Locking sessions and reading what a decision needs, in one statement for many requests.

Whoever takes a place or a number holds the session row's lock; sessions are locked in the
order of their ids. The moment a request was read may lie before another's by as long as it
waited for the lock: `SURE` and the measured wait together say which holds are live all the same.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from titian.kernel.periods import day_of
from titian.platform.db.transactions import require_transaction
from titian.queue.types import SessionState

SURE = timedelta(seconds=20)  # no request is under way this long before it asks for the lock

_FOR_HOLDS = """
SELECT w.n, s.id, s.facility_id, s.service_id, s.date, s.ends_at, s.state, s.timezone,
       f.keeps_own_queue, s.last_number, s.bookable - s.used_bookable, c.id IS NOT NULL
FROM unnest(%s::bigint[], %s::bigint[]) WITH ORDINALITY AS w(session_id, person_id, n)
JOIN queue_session s ON s.id = w.session_id
JOIN facility f ON f.id = s.facility_id
LEFT JOIN queue_day_claim c ON c.person_id = w.person_id AND c.date = s.date
  AND c.scope IN ('', s.service_id::text) AND c.ticket_id <> ALL(%s::bigint[])
ORDER BY s.id, w.n FOR NO KEY UPDATE OF s
"""

_FOR_CONFIRMS = """
SELECT w.n, s.id, s.facility_id, s.service_id, s.date, s.ends_at, s.state, s.timezone,
       f.keeps_own_queue, s.last_number, s.bookable - s.used_bookable, h.person_id, h.expires_at,
       h.priority
FROM unnest(%s::bigint[], %s::text[]) WITH ORDINALITY AS w(hold_id, held_by, n)
JOIN queue_hold h ON h.id = w.hold_id AND h.held_by = w.held_by
JOIN queue_session s ON s.id = h.session_id
JOIN facility f ON f.id = s.facility_id
ORDER BY s.id, w.n FOR NO KEY UPDATE OF s
"""

_HELD = """
SELECT h.session_id, count(*) FROM queue_hold h
WHERE h.session_id = ANY(%s::bigint[]) AND h.expires_at > %s AND h.person_id <> ALL(%s::bigint[])
GROUP BY h.session_id
"""


@dataclass(frozen=True, slots=True)
class LockedSession:
    session_id: int
    facility_id: int
    service_id: int
    date: dt.date
    ends_at: datetime
    state: SessionState
    timezone: str
    kept_elsewhere: bool = False  # the facility's own system gives the numbers

    def today(self, at: datetime) -> dt.date:
        """The calendar day where the facility stands."""
        return day_of(at, ZoneInfo(self.timezone))


@dataclass(frozen=True, slots=True)
class ForHold:
    session: LockedSession
    last_number: int
    unsold: int
    claimed: bool


@dataclass(frozen=True, slots=True)
class ForConfirm:
    session: LockedSession
    last_number: int
    unsold: int
    person_id: int
    expires_at: datetime
    priority: str


def lock_for_holds(
    wishes: Sequence[tuple[int, int]], *, apart_from: Sequence[int] = ()
) -> dict[int, ForHold]:
    """Lock the sessions of (session, person) pairs; keyed by the pair's place in the list.

    A pair whose session does not exist is missing. `apart_from` are tickets whose claim on the
    day does not count, because they are being moved away.
    """
    rows = _run(_FOR_HOLDS, [[s for s, _ in wishes], [p for _, p in wishes], list(apart_from)])
    return {n - 1: ForHold(_session(rest), *rest[8:11]) for n, *rest in rows}


def lock_for_confirms(holds: Sequence[tuple[int, str]]) -> dict[int, ForConfirm]:
    """Lock the sessions of (hold, holder) pairs that exist; keyed by place in the list."""
    rows = _run(_FOR_CONFIRMS, [[h for h, _ in holds], [b for _, b in holds]])
    return {n - 1: ForConfirm(_session(rest), *rest[8:13]) for n, *rest in rows}


def held_places(
    sessions: Sequence[int], *, apart_from: Sequence[int] = (), at: datetime
) -> Counter[int]:
    """How many places of each of these locked sessions live holds keep for other people."""
    return Counter(dict(_run(_HELD, [list(sessions), at, list(apart_from)])))


def _session(row: Sequence[Any]) -> LockedSession:
    session_id, facility_id, service_id, day, ends_at, state, timezone, elsewhere = row[:8]
    return LockedSession(
        session_id, facility_id, service_id, day, ends_at, SessionState(state), timezone, elsewhere
    )


def _run(sql: str, params: Sequence[list[int] | list[str] | datetime]) -> list[tuple[Any, ...]]:
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
