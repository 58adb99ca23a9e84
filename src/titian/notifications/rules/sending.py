"""When to say it, when to say it again, and when to give up. Tables and pure functions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from titian.kernel.clock import JAKARTA
from titian.kernel.periods import within_hours
from titian.notifications.types import Outcome, Quiet, State, Urgency

_IDENTITY_NUMBER = re.compile(r"(?<!\d)\d{16}(?!\d)")

USUAL_QUIET = Quiet()
PASSES_QUIET_HOURS = frozenset({Urgency.CODE, Urgency.TURN})

# How long saying it still makes sense.
LIFETIME: Mapping[Urgency, timedelta] = {
    Urgency.CODE: timedelta(minutes=15),
    Urgency.TURN: timedelta(minutes=30),
    Urgency.NORMAL: timedelta(days=3),
}
# Temporary failures at one address before the next address is tried.
TRIES: Mapping[Urgency, int] = {Urgency.CODE: 2, Urgency.TURN: 2, Urgency.NORMAL: 4}
FIRST_WAIT: Mapping[Urgency, timedelta] = {
    Urgency.CODE: timedelta(seconds=2),
    Urgency.TURN: timedelta(seconds=2),
    Urgency.NORMAL: timedelta(seconds=20),
}
LONGEST_WAIT: Mapping[Urgency, timedelta] = {
    Urgency.CODE: timedelta(seconds=30),
    Urgency.TURN: timedelta(seconds=30),
    Urgency.NORMAL: timedelta(minutes=30),
}
# A send whose end nobody saw may have arrived (docs/decisions/0006-sends-in-flight.md).
# A code: the person can ask for another. A turn: a second call would confuse.
# Anything else: better read twice than never, so once more.
REPEATS_OF_UNKNOWN: Mapping[Urgency, int] = {Urgency.CODE: 0, Urgency.TURN: 0, Urgency.NORMAL: 1}

# Whoever did something so shortly ago is awake to hear its answer, also in quiet hours.
JUST_NOW = timedelta(minutes=15)

# Threads of sending at a time: each pair of channel and urgency has its own.
LANE_WIDTH: Mapping[Urgency, int] = {Urgency.CODE: 4, Urgency.TURN: 4, Urgency.NORMAL: 4}

# How long words and addresses are kept after a message's time; used codes go at once.
KEPT_AFTER_EXPIRY: Mapping[Urgency, timedelta] = {
    Urgency.CODE: timedelta(0),
    Urgency.TURN: timedelta(days=7),
    Urgency.NORMAL: timedelta(days=27),
}
HEARD_KEPT = timedelta(days=90)

FINAL = frozenset(
    {
        State.SENT,
        State.DELIVERED,
        State.READ,
        State.FAILED,
        State.UNKNOWN,
        State.EXPIRED,
        State.KEPT,
    }
)


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a message stands when an attempt has ended."""

    urgency: Urgency
    timezone: str
    expires_at: datetime
    address_no: int
    address_count: int
    tries: int
    unknowns: int
    repeatable: bool
    is_answer: bool = False
    quiet: Quiet = USUAL_QUIET


@dataclass(frozen=True, slots=True)
class Step:
    """What to write: the state, and if it waits, which address is tried when."""

    state: State
    address_no: int
    tries: int
    unknowns: int
    next_attempt_at: datetime


def tells_identity(data: Mapping[str, str | int]) -> bool:
    """Whether a NIK or family card number stands in what would leave for a gateway (§8.2)."""
    return any(_IDENTITY_NUMBER.search(str(value)) for value in data.values())


def zone_of(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return JAKARTA


def is_answer(done_at: datetime | None, at: datetime) -> bool:
    """Whether what is said at a moment answers something done just before it."""
    return done_at is not None and at - done_at <= JUST_NOW


def earliest(
    urgency: Urgency,
    timezone: str,
    at: datetime,
    *,
    is_answer: bool = False,
    quiet: Quiet = USUAL_QUIET,
) -> datetime:
    """The first moment from `at` on when the recipient may be disturbed."""
    local = at.astimezone(zone_of(timezone))
    passes = is_answer or urgency in PASSES_QUIET_HOURS or quiet.starts == quiet.ends
    if passes or not within_hours(local.time(), quiet.starts, quiet.ends):
        return at
    day = local.date() + timedelta(days=1 if local.time() >= quiet.ends else 0)
    return datetime.combine(day, quiet.ends, tzinfo=local.tzinfo).astimezone(at.tzinfo)


def back_off(urgency: Urgency, tries: int, jitter: float) -> timedelta:
    """Doubling waits, spread by a quarter either way (`jitter` in 0..1)."""
    wait = min(FIRST_WAIT[urgency] * 2.0 ** min(tries - 1, 12), LONGEST_WAIT[urgency])
    return wait * (0.75 + jitter / 2)


def after(
    outcome: Outcome,
    now: Situation,
    *,
    at: datetime,
    jitter: float,
    retry_after: timedelta | None = None,
) -> Step:
    """What follows from how an attempt ended."""
    if outcome is Outcome.SENT:
        return _stop(State.SENT, now, at)
    if outcome is Outcome.TOO_LATE:
        return _stop(State.EXPIRED, now, at)
    if outcome is Outcome.POSTPONED:
        return _wait(now, at, tries=now.tries, unknowns=now.unknowns)
    if outcome is Outcome.REFUSED:
        return _next_address(now, at) or _stop(State.FAILED, now, at)
    if outcome is Outcome.UNKNOWN:
        return _after_unknown(now, at, jitter)
    return _after_temporary(now, at, jitter, retry_after or timedelta(0))


def may_be_told(now: Situation, at: datetime) -> datetime:
    return earliest(now.urgency, now.timezone, at, is_answer=now.is_answer, quiet=now.quiet)


def _stop(state: State, now: Situation, at: datetime) -> Step:
    return Step(state, now.address_no, now.tries, now.unknowns, at)


def _wait(now: Situation, moment: datetime, *, tries: int, unknowns: int) -> Step:
    moment = may_be_told(now, moment)
    if moment >= now.expires_at:
        return Step(State.EXPIRED, now.address_no, tries, unknowns, moment)
    return Step(State.PENDING, now.address_no, tries, unknowns, moment)


def _next_address(now: Situation, at: datetime) -> Step | None:
    if now.address_no + 1 >= now.address_count:
        return None
    moment = may_be_told(now, at)
    return Step(State.PENDING, now.address_no + 1, 0, now.unknowns, moment)


def _after_unknown(now: Situation, at: datetime, jitter: float) -> Step:
    unknowns = now.unknowns + 1
    if now.repeatable or unknowns <= REPEATS_OF_UNKNOWN[now.urgency]:
        wait = back_off(now.urgency, unknowns, jitter)
        return _wait(now, at + wait, tries=now.tries, unknowns=unknowns)
    return Step(State.UNKNOWN, now.address_no, now.tries, unknowns, at)


def _after_temporary(now: Situation, at: datetime, jitter: float, pause: timedelta) -> Step:
    """The last address is tried until its time runs out; the others a few times each."""
    tries = now.tries + 1
    onward = _next_address(now, at) if tries >= TRIES[now.urgency] else None
    wait = max(back_off(now.urgency, tries, jitter), pause)
    return onward or _wait(now, at + wait, tries=tries, unknowns=now.unknowns)


# What a gateway's report makes of a message: reports come late, twice and in any order, so a
# report only ever moves a message forward. FAILED is handled as a refusal by that address.
AFTER_REPORT: Mapping[State, frozenset[State]] = {
    State.SENT: frozenset({State.UNKNOWN}),
    State.DELIVERED: frozenset(set(State) - {State.DELIVERED, State.READ}),
    State.READ: frozenset(set(State) - {State.READ}),
    State.FAILED: frozenset({State.SENT, State.UNKNOWN}),
}


def moves(report: State, state: State) -> bool:
    """Whether a report changes a message in this state."""
    return state in AFTER_REPORT[report]
