"""Practice sessions made from the facilities' schedules.

A facility's row is locked before its plan is read, and before any of its sessions: whoever
changes the plan, or ends Titian there, comes wholly before or wholly after.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from titian.facilities import selectors as facilities_read
from titian.facilities.types import PlannedSession
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.platform.audit import services as audit
from titian.queue.models import PracticeSession
from titian.queue.rules.lettering import Sitting, letters
from titian.queue.selectors.parameters import value_of
from titian.queue.types import SessionState

_AT_ONCE = 50  # facilities in one transaction: who changes a plan does not wait long

_LOCK = """
SELECT id FROM facility WHERE id = ANY(%s::bigint[]) AND (uses_titian OR NOT %s)
FOR NO KEY UPDATE OF facility
"""

_INSERT = """
INSERT INTO queue_session (facility_id, service_id, practitioner_id, date, starts_at, ends_at,
  timezone, letter, bookable, counter, reserve, state, used_bookable, used_counter,
  used_reserve, last_number, last_emergency, delay_minutes, calls, revision)
SELECT w.*, 'open', 0, 0, 0, 0, 0, 0, 0, 0
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::date[], %s::timestamptz[],
  %s::timestamptz[], %s::text[], %s::text[], %s::int[], %s::int[], %s::int[]) AS w
ON CONFLICT (facility_id, service_id, practitioner_id, starts_at) DO NOTHING
"""

_ADJUST = """
UPDATE queue_session s SET
  ends_at = w.ends_at, bookable = greatest(w.bookable, s.used_bookable),
  counter = greatest(w.counter, s.used_counter), reserve = greatest(w.reserve, s.reserve),
  state = 'open', revision = s.revision + 1
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::timestamptz[], %s::timestamptz[],
  %s::int[], %s::int[], %s::int[]) AS w(facility_id, service_id, practitioner_id, starts_at,
  ends_at, bookable, counter, reserve)
WHERE s.facility_id = w.facility_id AND s.service_id = w.service_id
  AND s.practitioner_id = w.practitioner_id AND s.starts_at = w.starts_at
  AND (s.state = 'open' OR s.state = 'closed' AND s.last_number = 0 AND s.starts_at > %s)
  AND (s.state, s.ends_at, s.bookable, s.counter, s.reserve) IS DISTINCT FROM
      ('open', w.ends_at, greatest(w.bookable, s.used_bookable),
       greatest(w.counter, s.used_counter), greatest(w.reserve, s.reserve))
"""


def generate(
    *,
    facility_ids: Collection[int],
    first: date,
    last: date,
    only_on_titian: bool = False,
    by: Actor,
    at: datetime,
) -> int:
    """Bring sessions in line with the schedules; returns how many are new.

    Safe to repeat. A session whose plan has changed keeps at least the places already taken,
    and its reserve, to which the desk may have added. One that is no longer planned is closed
    to booking if it is empty, and otherwise left for people to cancel, because somebody was
    promised a place. With `only_on_titian`, a facility that does not use Titian, or no longer
    does, is left as it is.

    Some facilities at a time: first those whose plans nobody is changing, then each of the
    others by itself, so that who holds one never waits for another.
    """
    wanted = sorted(set(facility_ids))
    made, done = 0, set[int]()
    for n in range(0, len(wanted), _AT_ONCE):
        with transaction.atomic():
            free = _locked(wanted[n : n + _AT_ONCE], only_on_titian=only_on_titian, waits=False)
            made += _follow_plans(free, first, last, by=by, at=at)
        done.update(free)
    for facility_id in wanted:
        if facility_id not in done:
            with transaction.atomic():
                own = _locked([facility_id], only_on_titian=only_on_titian, waits=True)
                made += _follow_plans(own, first, last, by=by, at=at)
    return made


def _follow_plans(
    facility_ids: Collection[int], first: date, last: date, *, by: Actor, at: datetime
) -> int:
    """The caller holds their rows."""
    planned = facilities_read.planned_sessions(facility_ids, first, last)
    made = _insert(planned)
    _adjust(planned, at)
    dropped = _drop(facility_ids, first, last, planned, at)
    if made or dropped:
        counts: dict[str, object] = {"made": made, "dropped": dropped}
        audit.record(audit.Entry(by, "queue.generate", "sessions", counts), at=at)
    return made


def _locked(wanted: Sequence[int], *, only_on_titian: bool, waits: bool) -> list[int]:
    """Until this transaction has ended, nobody changes their plans or switches Titian on or off
    there; without waiting, those that nobody has locked. Who books there is not held up.
    """
    with connection.cursor() as cursor:
        sql = _LOCK if waits else f"{_LOCK} SKIP LOCKED"
        cursor.execute(sql, [list(wanted), only_on_titian])
        return [facility_id for (facility_id,) in cursor.fetchall()]


def _insert(planned: Sequence[PlannedSession]) -> int:
    if not planned:
        return 0
    views = facilities_read.facility_views({p.facility_id for p in planned})
    rows = [
        (
            p.facility_id,
            p.service_id,
            p.practitioner_id,
            p.date,
            p.starts_at,
            p.ends_at,
            views[p.facility_id].timezone,
            letter,
            p.bookable,
            p.counter,
            p.reserve,
        )
        for p, letter in zip(planned, _letters(planned), strict=True)
    ]
    columns: list[list[Any]] = [list(values) for values in zip(*rows, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, columns)
        return int(cursor.rowcount)


def _letters(planned: Sequence[PlannedSession]) -> list[str]:
    labels = facilities_read.labels(
        [p.service_id for p in planned], [p.practitioner_id for p in planned]
    )
    return letters(
        [
            Sitting(
                p.service_id,
                p.practitioner_id,
                p.starts_at,
                p.ends_at,
                labels[(p.service_id, p.practitioner_id)].letter,
            )
            for p in planned
        ]
    )


def _adjust(planned: Sequence[PlannedSession], at: datetime) -> None:
    if not planned:
        return
    rows = [
        (
            p.facility_id,
            p.service_id,
            p.practitioner_id,
            p.starts_at,
            p.ends_at,
            p.bookable,
            p.counter,
            p.reserve,
        )
        for p in planned
    ]
    with connection.cursor() as cursor:
        cursor.execute(_ADJUST, [*(list(values) for values in zip(*rows, strict=True)), at])


def _drop(
    facility_ids: Collection[int],
    first: date,
    last: date,
    planned: Sequence[PlannedSession],
    at: datetime,
) -> int:
    """Close empty sessions still to come that are in no plan any more.

    What no weekly line ever planned was made by people and is theirs to end.
    """
    kept = {(p.service_id, p.practitioner_id, p.starts_at) for p in planned}
    there = (
        PracticeSession.objects.select_for_update(no_key=True, of=("self",))
        .filter(
            facility_id__in=facility_ids,
            date__range=(first, last),
            state=SessionState.OPEN,
            starts_at__gt=at,
            last_number=0,
            last_emergency=0,
            holds__isnull=True,
        )
        .order_by("pk")
    )
    made_by_plan = facilities_read.ever_planned(facility_ids)
    gone = [
        s.pk
        for s in there
        if (s.service_id, s.practitioner_id) in made_by_plan
        and (s.service_id, s.practitioner_id, s.starts_at) not in kept
    ]
    return PracticeSession.objects.filter(pk__in=gone).update(state=SessionState.CLOSED)


def generate_ahead(*, by: Actor, at: datetime, facility_ids: Collection[int] | None = None) -> int:
    """Sessions from today to the end of each facility's booking window, of these or of all; of
    none that does not use Titian.
    """
    today = day_of(at)
    windows: dict[int, list[int]] = {}
    for facility_id in facilities_read.facilities_using_titian():
        if facility_ids is not None and facility_id not in facility_ids:
            continue
        days = value_of("queue_window_days", facility_id=facility_id, on=today, at=at)
        windows.setdefault(days, []).append(facility_id)
    return sum(
        generate(
            facility_ids=ids,
            first=today,
            last=today + timedelta(days=days),
            only_on_titian=True,
            by=by,
            at=at,
        )
        for days, ids in windows.items()
    )
