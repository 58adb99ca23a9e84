"""When the line is too long, how fast it moves, and what may be promised to who waits. Pure."""

from dataclasses import dataclass, replace
from enum import IntEnum

TURN_LASTS = 600  # seconds in which somebody may go on once it is their turn
TURN_SERVES = 8  # bookings within one turn: a place was full, a child goes along
TOO_SLOW = 1.0  # seconds for an answer: then the line is too long, when it is one
A_LINE = 8  # people inside: with fewer it is the answer that is slow, and waiting helps nobody
BRISK = 0.35  # seconds: then more may come
BUSY = 0.01  # seconds by which the pulse is late: what only tells a place waits for bookings
VERY_BUSY = 0.02  # seconds: nobody more than the first few may go in while it is so late
SETTLED = 3.0  # seconds of calm before the room closes by itself
GRACE = 30  # seconds that a page may ask late and still counts as there
SLOWEST, FASTEST = 0.5, 5000.0  # people a second
SOONEST, LATEST = 2, 45  # seconds after which a page asks again
_ASKED_A_SECOND = 150  # pages that may ask in a second: with more waiting they ask less often
_NEARER = 0.85  # of the time that is expected: each time they ask that much of it has gone
_FASTER, _SLOWER, _MUCH_SLOWER = 1.04, 0.8, 0.5
_AHEAD = 1.25  # times what is really begun: who was let in comes only when their page asks
_FIRST = 5.0  # people a second at least when it opens: by order there may have been nobody yet
_AT_ONCE = 1.0  # seconds of the pace that may be let in together


class Order(IntEnum):
    """What who operates it has said."""

    BY_ITSELF = 0
    OPEN = 1  # everybody goes through the room, at the pace
    HOLD = 2  # everybody waits; nobody is let in
    OFF = 3  # nobody waits


@dataclass(frozen=True, slots=True)
class Load:
    """What the doors do now: how many are inside here and in all processes, how many may be
    here, how long an answer takes (the oldest that is still asked for included), and how many
    bookings a second began; and how long somebody waits who only wants to be told their place.
    """

    here: int
    everywhere: int
    most_here: int
    answer: float
    rate: float = 0.0
    late: float = 0.0

    @property
    def is_too_long(self) -> bool:
        return self.here >= self.most_here or (self.answer > TOO_SLOW and self.everywhere >= A_LINE)

    @property
    def is_brisk(self) -> bool:
        return self.answer < BRISK and self.late < BUSY and self.here < self.most_here // 2


@dataclass(frozen=True, slots=True)
class Line:
    """Places are numbered; `admitted` is the last whose turn has come. Times are Unix seconds."""

    issued: int
    admitted: int
    order: Order = Order.BY_ITSELF
    is_open: bool = False
    pace: float = SLOWEST
    budget: float = 0.0
    moved_at: float = 0.0
    paced_at: float = 0.0
    calm_since: float = 0.0

    @property
    def waiting(self) -> int:
        return self.issued - self.admitted


def opened(line: Line, load: Load, *, at: float) -> Line:
    """The room opens when the line is too long or by order. Its first pace is half of what was
    done: that was too much, and now there are places to be told as well.
    """
    if line.is_open or not wants_room(line, load):
        return line
    pace = min(max(load.rate / 2, _FIRST), FASTEST)
    return replace(
        line, is_open=True, pace=pace, budget=0.0, moved_at=at, paced_at=at, calm_since=0.0
    )


def wants_room(line: Line, load: Load) -> bool:
    if line.order is Order.BY_ITSELF:
        return load.is_too_long
    return line.order is not Order.OFF


def moved(line: Line, load: Load, *, at: float) -> Line:
    """As time has passed: more may go in, the pace follows the load, an empty room closes."""
    if not line.is_open:
        return line
    line = _paced(line, load, at)
    budget = 0.0
    if line.order is not Order.HOLD and not load.is_too_long:
        pace = min(line.pace, _FIRST) if load.late > VERY_BUSY else line.pace
        passed = max(at - line.moved_at, 0.0)
        budget = min(line.budget + pace * passed, max(pace * _AT_ONCE, 1.0))
    return _closed(replace(line, budget=budget, moved_at=at), load, at)


def _paced(line: Line, load: Load, at: float) -> Line:
    if at - line.paced_at < 1.0:
        return line
    pace = line.pace
    if load.is_too_long or load.answer > TOO_SLOW * 0.8:
        pace *= _SLOWER
    elif load.late > BUSY:  # something else may be what keeps the machine: some still go in
        slower = _MUCH_SLOWER if load.late > VERY_BUSY else _SLOWER
        pace = min(max(pace * slower, _FIRST), pace)
    elif load.is_brisk and line.waiting:
        pace *= _FASTER
    most = min(_AHEAD * load.rate + _FIRST, FASTEST)
    return replace(line, pace=min(max(pace, SLOWEST), most), paced_at=at)


def _closed(line: Line, load: Load, at: float) -> Line:
    """With nobody left it closes after a while of calm, unless it is to stay open."""
    if line.order is Order.OFF:
        return replace(line, is_open=False, admitted=line.issued)
    if line.order is not Order.BY_ITSELF or line.waiting or not load.is_brisk:
        return replace(line, calm_since=0.0)
    if not line.calm_since:
        return replace(line, calm_since=at)
    return replace(line, is_open=at - line.calm_since < SETTLED)


def seconds_left(before: int, pace: float) -> tuple[int, int]:
    """From and to: the pace of the next minutes is not known better than that."""
    expected = before / max(pace, SLOWEST)
    return int(expected * 0.7), int(expected * 1.8) + SOONEST


def ask_again(number: int, before: int, pace: float, *, waiting: int) -> int:
    """Seconds until the page of that place should ask again: often when it is nearly one's turn,
    seldom when so many wait that their asking alone would be a rush. One after the other gets a
    little less, by a quarter at most: else who came in the same second asks in the same second.
    """
    latest = max(LATEST, waiting // _ASKED_A_SECOND)
    again = int(min(max(before / max(pace, SLOWEST) * _NEARER, SOONEST), latest))
    return max(again - number % (again // 4 + 1), SOONEST)


def minutes(seconds: tuple[int, int]) -> tuple[int, int]:
    """Said in whole minutes, never nought."""
    soonest, latest = seconds
    return max(soonest // 60, 1), max(-(-latest // 60), 1)
