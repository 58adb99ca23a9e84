"""Who is called next: the rule that hangs on the wall.

1. An emergency is called at once.
2. Everybody else is called by number, the lowest first, of those who are here.
3. Who is 60 or older, pregnant or disabled, or was kept from a number by a failure of ours,
   may be called before a lower number; but of any three calls in a row at most one does so,
   and of any five (a facility may say otherwise) at most one because of such a failure.
4. Who was called and was not there, or comes after a higher number was called in turn, keeps
   their number and lets two calls pass first, unless nobody else is waiting.
5. Between two such latecomers somebody who was on time is called, if one is waiting.

Emergencies do not count among the three calls, nor does calling the same person again.
`docs/reference/calling-order.md` is the same in words for the public.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

_OVERTAKING_PERIOD = 3
RECEIPT_PERIOD = 5
_LET_PASS = 2
_REMEMBERED = 4  # calls that are no emergencies; only receipts look further back


class Lane(StrEnum):
    """By which sentence of the rule somebody was called."""

    EMERGENCY = "emergency"
    PRIORITY = "priority"  # before a lower number
    RECEIPT = "receipt"  # before a lower number, because a failure of ours kept them
    LATE = "late"
    NUMBER = "number"


_OVERTAKING = (Lane.PRIORITY, Lane.RECEIPT)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who is here and not yet called.

    `let_pass` is None for who was on time; for a latecomer, how many calls of the session
    were made since they came or came back.
    """

    ticket: int
    number: int
    emergency: bool = False
    priority: bool = False
    receipt: bool = False
    let_pass: int | None = None

    @property
    def is_late(self) -> bool:
        return self.let_pass is not None

    @property
    def is_ready(self) -> bool:
        return self.let_pass is None or self.let_pass >= _LET_PASS


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was made and not undone."""

    lane: Lane


def came_late(number: int, highest_called_in_turn: int) -> bool:
    """Whether who checks in now has missed their turn; overtaking calls do not count."""
    return number < highest_called_in_turn


def next_to_call(
    waiting: Sequence[Waiting], recent: Sequence[Call], *, receipt_every: int = RECEIPT_PERIOD
) -> Waiting | None:
    """The one to call now. `recent` has this session's calls, oldest first; of any
    `receipt_every` in a row at most one overtakes because of a receipt."""
    emergency = _first(each for each in waiting if each.emergency)
    if emergency is not None:
        return emergency
    ready = _ready(waiting)
    if _may_overtake(recent):
        receipts = _receipt_may_overtake(recent, receipt_every)
        preferred = _first(each for each in ready if each.priority or (receipts and each.receipt))
        if preferred is not None:
            return preferred
    return _in_turn(ready, recent)


def lane_of(chosen: Waiting, waiting: Sequence[Waiting], recent: Sequence[Call]) -> Lane:
    """The lane to store when `chosen` is called out of `waiting` after `recent`."""
    if chosen.emergency:
        return Lane.EMERGENCY
    turn = _in_turn(_ready([each for each in waiting if not each.emergency]), recent)
    if turn is not None and turn.ticket != chosen.ticket:
        if chosen.priority:
            return Lane.PRIORITY
        if chosen.receipt:
            return Lane.RECEIPT
    return Lane.LATE if chosen.is_late else Lane.NUMBER


def line(
    waiting: Sequence[Waiting], recent: Sequence[Call], *, receipt_every: int = RECEIPT_PERIOD
) -> list[Waiting]:
    """Everybody waiting in the order they would be called if nobody else came."""
    left, calls, ordered = list(waiting), list(recent), list[Waiting]()
    for _ in range(_LET_PASS):  # after these calls every latecomer has let enough pass
        chosen = next_to_call(left, calls, receipt_every=receipt_every)
        if chosen is None:
            return ordered
        calls.append(Call(lane_of(chosen, left, calls)))
        ordered.append(chosen)
        left = [_after_one_call(each) for each in left if each.ticket != chosen.ticket]
    return [*ordered, *_line_of_ready(left, calls, receipt_every)]


def position(ticket: int, waiting: Sequence[Waiting], recent: Sequence[Call]) -> int:
    """How many people are called before this ticket, which must be waiting."""
    return [each.ticket for each in line(waiting, recent)].index(ticket)


def _line_of_ready(
    left: Iterable[Waiting], recent: Sequence[Call], receipt_every: int
) -> Iterator[Waiting]:
    """The rule again, for many who are all ready: each is looked at once or twice."""
    by_number = sorted(left, key=_number)
    yield from (each for each in by_number if each.emergency)
    ordinary = [each for each in by_number if not each.emergency]
    preferred = _Group(each for each in ordinary if each.priority)
    receipts = _Group(each for each in ordinary if each.receipt)
    late = _Group(each for each in ordinary if each.is_late)
    punctual = _Group(each for each in ordinary if not each.is_late)
    calls = [call for call in recent if call.lane is not Lane.EMERGENCY]
    for _ in ordinary:
        in_turn = min(filter(None, (late.first, punctual.first)), key=_number)
        if in_turn.is_late and _last_was_late(calls):
            in_turn = punctual.first or in_turn
        with_receipt = receipts.first if _receipt_may_overtake(calls, receipt_every) else None
        ahead = _first(filter(None, (preferred.first, with_receipt)))
        chosen = (_may_overtake(calls) and ahead) or in_turn
        calls = [*calls[-max(_REMEMBERED, receipt_every) :], Call(_lane_for(chosen, in_turn))]
        for group in (preferred, receipts, late, punctual):
            group.leave(chosen)
        yield chosen


def _lane_for(chosen: Waiting, in_turn: Waiting) -> Lane:
    if chosen == in_turn:
        return Lane.LATE if chosen.is_late else Lane.NUMBER
    return Lane.PRIORITY if chosen.priority else Lane.RECEIPT


class _Group:
    """Some of the line by number, of whom any may leave."""

    def __init__(self, members: Iterable[Waiting]) -> None:
        self._members = deque(members)
        self._left = set[int]()

    @property
    def first(self) -> Waiting | None:
        while self._members and self._members[0].ticket in self._left:
            self._members.popleft()
        return self._members[0] if self._members else None

    def leave(self, chosen: Waiting) -> None:
        self._left.add(chosen.ticket)


def _number(each: Waiting) -> tuple[int, int]:
    return each.number, each.ticket


def _first(candidates: Iterable[Waiting]) -> Waiting | None:
    return min(candidates, key=_number, default=None)


def _ready(waiting: Sequence[Waiting]) -> Sequence[Waiting]:
    return [each for each in waiting if each.is_ready] or waiting


def _may_overtake(recent: Sequence[Call]) -> bool:
    regular = [call for call in recent if call.lane is not Lane.EMERGENCY]
    return all(call.lane not in _OVERTAKING for call in regular[-(_OVERTAKING_PERIOD - 1) :])


def _receipt_may_overtake(recent: Sequence[Call], every: int) -> bool:
    regular = [call.lane for call in recent if call.lane is not Lane.EMERGENCY]
    return every <= 1 or Lane.RECEIPT not in regular[-(every - 1) :]


def _in_turn(ready: Sequence[Waiting], recent: Sequence[Call]) -> Waiting | None:
    first = _first(ready)
    if first is None or not first.is_late or not _last_was_late(recent):
        return first
    return _first(each for each in ready if not each.is_late) or first


def _last_was_late(recent: Sequence[Call]) -> bool:
    in_turn = [call.lane for call in recent if call.lane in (Lane.LATE, Lane.NUMBER)]
    return in_turn[-1:] == [Lane.LATE]


def _after_one_call(each: Waiting) -> Waiting:
    return each if each.let_pass is None else replace(each, let_pass=each.let_pass + 1)
