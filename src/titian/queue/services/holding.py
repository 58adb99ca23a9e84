"""Keep a place for somebody for two minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from titian.accounts import selectors as accounts_read
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.errors import PersonOutOfReach
from titian.members.types import Help, Standing
from titian.queue.errors import HoldAlreadyExtended, HoldGone, SessionFull, SessionUnknown
from titian.queue.rules.arriving import priority_of
from titian.queue.rules.booking import HOLD_LASTS, BookingFacts, refusal
from titian.queue.selectors.parameters import value_of
from titian.queue.services.locking import ForHold, lock_for_confirms, lock_for_holds
from titian.queue.types import HoldView, Priority

_PLACE = """
INSERT INTO queue_hold (person_id, session_id, held_by, priority, expires_at, extended)
SELECT r.person_id, r.session_id, r.held_by, r.priority, %(until)s, false
FROM (
  SELECT w.*, row_number() OVER (PARTITION BY w.session_id ORDER BY w.n) AS place
  FROM unnest(%(persons)s::bigint[], %(sessions)s::bigint[], %(holders)s::text[],
              %(priorities)s::text[])
       WITH ORDINALITY AS w(person_id, session_id, held_by, priority, n)
) r JOIN queue_session s ON s.id = r.session_id
WHERE r.place <= s.bookable - s.used_bookable - (
  SELECT count(*) FROM queue_hold h WHERE h.session_id = s.id
  AND h.expires_at > %(at)s AND h.person_id <> ALL(%(persons)s::bigint[]))
ON CONFLICT (person_id) DO UPDATE SET
  id = CASE WHEN {same} THEN queue_hold.id ELSE EXCLUDED.id END,
  expires_at = CASE WHEN {same} THEN queue_hold.expires_at ELSE EXCLUDED.expires_at END,
  extended = {same} AND queue_hold.extended,
  session_id = EXCLUDED.session_id, held_by = EXCLUDED.held_by,
  priority = EXCLUDED.priority
RETURNING id, session_id, person_id, expires_at, extended
""".replace(
    "{same}", "(queue_hold.session_id = EXCLUDED.session_id AND queue_hold.expires_at > %(at)s)"
)

_EXTEND = """
UPDATE queue_hold h SET expires_at = %(until)s, extended = true
FROM queue_session s
WHERE h.id = %(hold)s AND s.id = h.session_id AND NOT h.extended
  AND s.used_bookable + (SELECT count(*) FROM queue_hold o WHERE o.session_id = s.id
      AND o.expires_at > %(at)s AND o.id <> h.id) < s.bookable
RETURNING h.id, h.session_id, h.person_id, h.expires_at, h.extended
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants a place; what membership says about them has been read already."""

    person_id: int
    session_id: int
    held_by: str
    active: bool
    status: str
    priority: Priority = Priority.NONE


def hold(*, person_id: int, session_id: int, by: Actor, at: datetime) -> HoldView:
    """Hold a place of a session for a person the actor may act for.

    Asking again for the same session gives the same hold; another session lets the first go.
    Raises what `rules.booking` refuses, `SessionUnknown`, or members' `PersonOutOfReach`.
    """
    standing = members_read.standing(person_id, viewer=by, on=day_of(at), to=Help.BOOK)

    outcome = hold_many([_wish(standing, session_id, by, at)], at=at)[0]

    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def hold_each(asked: Sequence[tuple[int, int, Actor]], *, at: datetime) -> list[HoldView | Refusal]:
    """As `hold`, for many (person, session, member who asks) at once; each person once."""
    pairs = [(person_id, by) for person_id, _, by in asked]
    standings = members_read.standings_between(pairs, on=day_of(at), to=Help.BOOK)
    wishes = {
        n: _wish(standing, session_id, by, at)
        for n, ((_, session_id, by), standing) in enumerate(zip(asked, standings, strict=True))
        if standing is not None
    }
    outcomes = dict(zip(wishes, hold_many(list(wishes.values()), at=at), strict=True))
    return [outcomes.get(n) or PersonOutOfReach() for n in range(len(asked))]


@transaction.atomic
def hold_many(wishes: Sequence[Wish], *, at: datetime) -> list[HoldView | Refusal]:
    """Decide many wishes at once, in their order; each person at most once in the list."""
    locked = lock_for_holds([(w.session_id, w.person_id) for w in wishes])
    refused = {n: _reason(wish, locked.get(n), at) for n, wish in enumerate(wishes)}
    chosen = [wish for n, wish in enumerate(wishes) if refused[n] is None]

    held = {view.person_id: view for view in _place(chosen, at)}

    return [
        refused[n] or held.get(wish.person_id) or SessionFull() for n, wish in enumerate(wishes)
    ]


def extend(*, hold_id: int, by: Actor, at: datetime) -> HoldView:
    """Two more minutes, once. Raises `HoldAlreadyExtended`, or `HoldGone` when it was lost."""
    with transaction.atomic():
        locked = lock_for_confirms([(hold_id, by.ref)])
        if not locked:
            raise HoldGone
        with connection.cursor() as cursor:
            cursor.execute(_EXTEND, {"hold": hold_id, "at": at, "until": at + HOLD_LASTS})
            row = cursor.fetchone()
    if row is None:
        raise HoldAlreadyExtended
    return HoldView(*row)


def release(*, hold_id: int, by: Actor, at: datetime) -> None:
    """Let a held place go; letting go what is gone already is fine."""
    del at
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM queue_hold WHERE id = %s AND held_by = %s", [hold_id, by.ref])


def release_of_helper(*, person_id: int, helper_id: int) -> None:
    """Who may no longer act for a person lets go what they hold for them."""
    refs = accounts_read.refs_of([str(helper_id)])
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM queue_hold WHERE person_id = %s AND held_by = ANY(%s)",
            [person_id, list(refs.values())],
        )


def booking_facts(
    locked: ForHold, *, left: int, active: bool, status: str, at: datetime
) -> BookingFacts:
    session = locked.session
    return BookingFacts(
        now=at,
        today=session.today(at),
        session_date=session.date,
        ends_at=session.ends_at,
        state=session.state,
        left=left,
        claimed=locked.claimed,
        active=active,
        status=status,
        window_days=_setting("queue_window_days", locked, at),
        closes_before=timedelta(minutes=_setting("queue_closes_minutes_before_end", locked, at)),
    )


def _wish(standing: Standing, session_id: int, by: Actor, at: datetime) -> Wish:
    priority = priority_of(standing.age_on(day_of(at)))
    status = standing.status
    return Wish(standing.person_id, session_id, by.ref, standing.is_active, status, priority)


def _reason(wish: Wish, locked: ForHold | None, at: datetime) -> Refusal | None:
    if locked is None:
        return SessionUnknown()
    facts = booking_facts(locked, left=locked.unsold, active=wish.active, status=wish.status, at=at)
    return refusal(facts)


def _setting(key: str, locked: ForHold, at: datetime) -> int:
    session = locked.session
    return value_of(key, facility_id=session.facility_id, on=session.date, at=at)


def _place(wishes: Sequence[Wish], at: datetime) -> list[HoldView]:
    """Insert the holds for which a place is left; the sessions are locked."""
    if not wishes:
        return []
    params: dict[str, Any] = {
        "persons": [w.person_id for w in wishes],
        "sessions": [w.session_id for w in wishes],
        "holders": [w.held_by for w in wishes],
        "priorities": [w.priority for w in wishes],
        "at": at,
        "until": at + HOLD_LASTS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, params)
        return [HoldView(*row) for row in cursor.fetchall()]
