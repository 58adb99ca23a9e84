"""When to say it, when to say it again, and when to give up. Tables and pure functions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from titian.kernel.clock import JAKARTA
from titian.kernel.periods import within_hours
from titian.notifications.types import Address, Channel, Condition, Outcome, State, Urgency

_IDENTITY_NUMBER = re.compile(r"(?<!\d)\d{16}(?!\d)")

QUIET_FROM, QUIET_TO = time(21), time(7)
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
    {State.SENT, State.DELIVERED, State.READ, State.FAILED, State.UNKNOWN, State.EXPIRED}
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


def addresses_for(addresses: tuple[Address, ...], only: Channel | None) -> tuple[Address, ...]:
    """The addresses to try, in the order preferred."""
    return tuple(a for a in addresses if only is None or a.channel is only)


def zone_of(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return JAKARTA


def is_answer(done_at: datetime | None, at: datetime) -> bool:
    """Whether what is said at a moment answers something done just before it."""
    return done_at is not None and at - done_at <= JUST_NOW


def earliest(urgency: Urgency, timezone: str, at: datetime, *, is_answer: bool = False) -> datetime:
    """The first moment from `at` on when the recipient may be disturbed."""
    local = at.astimezone(zone_of(timezone))
    passes = is_answer or urgency in PASSES_QUIET_HOURS
    if passes or not within_hours(local.time(), QUIET_FROM, QUIET_TO):
        return at
    day = local.date() + timedelta(days=1 if local.time() >= QUIET_FROM else 0)
    return datetime.combine(day, QUIET_TO, tzinfo=local.tzinfo).astimezone(at.tzinfo)


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


def _stop(state: State, now: Situation, at: datetime) -> Step:
    return Step(state, now.address_no, now.tries, now.unknowns, at)


def _wait(now: Situation, moment: datetime, *, tries: int, unknowns: int) -> Step:
    moment = earliest(now.urgency, now.timezone, moment, is_answer=now.is_answer)
    if moment >= now.expires_at:
        return Step(State.EXPIRED, now.address_no, tries, unknowns, moment)
    return Step(State.PENDING, now.address_no, tries, unknowns, moment)


def _next_address(now: Situation, at: datetime) -> Step | None:
    if now.address_no + 1 >= now.address_count:
        return None
    moment = earliest(now.urgency, now.timezone, at, is_answer=now.is_answer)
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


# A channel is down when most of what was lately tried failed, slow when codes take long.
ENOUGH_TO_JUDGE = 3
DOWN_SHARE = 0.5
SLOW_TO_SENT_SECONDS = 15.0
SLOW_TO_DELIVERED_SECONDS = 45.0
LONG_WAITING_SECONDS = 30.0


def condition_of(
    *, sent: int, failures: int, to_sent: float | None, to_delivered: float | None, waiting: float
) -> Condition:
    """How a channel is doing, from its recent attempts and its oldest waiting code."""
    tried = sent + failures
    if tried >= ENOUGH_TO_JUDGE and failures / tried >= DOWN_SHARE:
        return Condition.DOWN
    slow = (
        (to_sent or 0.0) > SLOW_TO_SENT_SECONDS
        or (to_delivered or 0.0) > SLOW_TO_DELIVERED_SECONDS
        or waiting > LONG_WAITING_SECONDS
    )
    return Condition.SLOW if slow else Condition.OK
