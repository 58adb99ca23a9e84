"""The room's keeper in each web process: asks the rules, with the line that all processes share."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from titian.kernel import clock
from titian.platform.http.room import rules
from titian.platform.http.room.doing import Doing
from titian.platform.http.room.rules import Line, Order
from titian.platform.http.room.store import PLACES, Place, Store

_STILL = 0.05  # seconds for which the line counts as it was last moved


class RoomFull(Exception):
    """As many wait as there are places."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands: their number, how many are before them, when to ask again."""

    number: int
    before: int
    is_turn: bool
    again: int
    seconds: tuple[int, int]
    is_held: bool = False

    @property
    def minutes(self) -> tuple[int, int]:
        return rules.minutes(self.seconds)


_UNKNOWN = Standing(0, 0, is_turn=False, again=0, seconds=(0, 0))  # who has no place yet


@dataclass(frozen=True, slots=True)
class Figures:
    """For who operates it: people waiting, let in a minute, seconds for an answer."""

    is_open: bool
    order: Order
    waiting: int
    a_minute: int
    answer: float
    inside: int


class Keeper:
    """Safe for threads; one for each process."""

    def __init__(self, path: Path, *, most_here: int) -> None:
        self._store = Store(path)
        self._doing = Doing(self._store, most_here=most_here)

    def begin(self) -> None:
        """When the process begins to serve."""
        self._doing.begin()

    @property
    def is_busy(self) -> bool:
        """There is a line, and whoever only wants to be told something waits in this process."""
        line = self._store.glimpse()
        return line is not None and line.is_open and self._doing.is_busy

    def knock(self, *, number: int, key: int, goes_in: bool = False) -> Standing | None:
        """None lets in at once. With a number (0: none) who has waited goes on in their turn.

        Who then `goes_in` counts as inside from here on: no other comes in between.
        """
        if not number and (line := self._store.glimpse()) and line.is_open:
            return _UNKNOWN
        at = _now()
        self._store.be_here()
        with self._store.alone():
            line = self._moved(at)
            place = self._place(number, key) if line.is_open else None
            if line.is_open and not self._may_pass(place, line, at):
                return self._standing(place, line, at) if place else _UNKNOWN
            if place:
                self._store.put(replace(place, served=place.served + 1))
            if goes_in:
                self._doing.go_in(at)
            return None

    def _may_pass(self, place: Place | None, line: Line, at: float) -> bool:
        if place is None or not self._is_turn(place, line, at):
            return False
        return not self._doing.load(at).is_too_long

    def join(self, *, key: int) -> Standing:
        """As `join_all`, for one. Raises `RoomFull`."""
        (standing,) = self.join_all([key])
        if standing is None:
            raise RoomFull
        return standing

    def join_all(self, keys: Sequence[int]) -> list[Standing | None]:
        """For each, in this order: the place they have already, else the last one; of a room that
        has closed since they knocked, a place whose turn it is. None: the room is full.
        """
        at = _now()
        with self._store.alone():
            line = self._line_now(at)
            found = []
            for key in keys:
                place = self._store.place_of(key)
                if place is None or not self._counts(place, line, at):
                    line, place = self._entered(key, line, at)
                found.append(self._standing(place, line, at) if place else None)
            return found

    def _entered(self, key: int, line: Line, at: float) -> tuple[Line, Place | None]:
        if line.waiting >= PLACES - 1:
            return line, None
        issued = line.issued + 1
        line = replace(line, issued=issued)
        if not line.is_open:  # nobody is let in from there any more: they go on at once
            line = replace(line, admitted=issued)
        place = Place(issued, key, int(at) + rules.GRACE)
        self._store.enter(place)
        self._store.keep(line)
        return line, place

    def look(self, *, number: int, key: int) -> Standing | None:
        """Where they stand now; None when their place has gone."""
        return self._stands(lambda: self._place(number, key))

    def line_up(self, *, key: int) -> Standing | None:
        """As at the gate, for who comes by a door without a cookie and is known by name: None
        lets in, else their place, the last one if they had none. Raises `RoomFull`.
        """
        if self.knock(number=0, key=0) is None:
            return None
        standing = self.join(key=key)
        return self.knock(number=standing.number, key=key) if standing.is_turn else standing

    def find(self, *, key: int) -> Standing | None:
        """As `look`, for who has only their name."""
        return self._stands(lambda: self._store.place_of(key))

    def leave(self, *, number: int, key: int) -> None:
        """They do not want to wait any longer: the next is nearer."""
        with self._store.alone():
            if place := self._place(number, key):
                self._store.put(replace(place, has_left=True))

    def obey(self, order: Order) -> None:
        """What who operates it says holds for all processes, also after a restart."""
        at = _now()
        with self._store.alone():
            line = replace(self._store.line(at=at), order=order)
            self._store.keep(line)
            self._moved(at)

    def figures(self) -> Figures:
        at = _now()
        with self._store.alone():
            line, load = self._moved(at), self._doing.load(at)
        return Figures(
            line.is_open, line.order, line.waiting, round(line.pace * 60), load.answer,
            load.everywhere,
        )  # fmt: skip

    def inside(self, *, is_first: bool) -> AbstractContextManager[None]:
        """As `Doing.inside`."""
        return self._doing.inside(is_first=is_first)

    def _line_now(self, at: float) -> Line:
        """The line, moved on unless somebody has just done so."""
        line = self._store.line(at=at)
        return line if line.is_open and at - line.moved_at < _STILL else self._moved(at)

    def _moved(self, at: float) -> Line:
        """The line as it is now; whose turn has come since is told so."""
        load = self._doing.load(at)
        before = self._store.line(at=at)
        line = rules.moved(rules.opened(before, load, at=at), load, at=at)
        budget = line.budget
        while budget >= 1 and line.waiting:
            line = replace(line, admitted=line.admitted + 1)
            place = self._store.place(line.admitted)
            if place and not place.has_left:
                self._store.put(replace(place, turn_at=int(at)))
                budget -= place.due >= at  # who is not there now takes nobody's time
        line = replace(line, budget=budget)
        if line != before:
            self._store.keep(line)
        return line

    def _stands(self, looked_up: Callable[[], Place | None]) -> Standing | None:
        at = _now()
        if (seen := self._waits_still(looked_up, at)) is not None:
            return seen
        with self._store.alone():
            line = self._line_now(at)
            place = looked_up()
            if place is None or not self._counts(place, line, at):
                return None
            return self._standing(place, line, at)

    def _waits_still(self, looked_up: Callable[[], Place | None], at: float) -> Standing | None:
        """Where somebody stands whose turn has not come, as the line was just moved: without
        the lock, for thousands of pages ask.
        """
        line = self._store.glimpse()
        if line is None or not line.is_open or at - line.moved_at >= _STILL:
            return None
        place = looked_up()
        if place is None or place.has_left or place.number <= line.admitted:
            return None
        return self._standing(place, line, at)

    def _place(self, number: int, key: int) -> Place | None:
        place = self._store.place(number)
        return place if place and place.key == key else None

    def _is_turn(self, place: Place, line: Line, at: float) -> bool:
        return place.number <= line.admitted and self._counts(place, line, at)

    def _counts(self, place: Place, line: Line, at: float) -> bool:
        if place.has_left:
            return False
        if place.number > line.admitted:
            return True
        in_time = not place.turn_at or at - place.turn_at < rules.TURN_LASTS
        return in_time and place.served < rules.TURN_SERVES

    def _standing(self, place: Place, line: Line, at: float) -> Standing:
        before = max(place.number - line.admitted - 1, 0)
        is_turn = place.number <= line.admitted
        again = rules.ask_again(place.number, before, line.pace, waiting=line.waiting)
        due = int(at) + again + rules.GRACE
        if is_turn:
            self._store.put(replace(place, due=due, turn_at=place.turn_at or int(at)))
        else:
            self._store.put_due(place.number, due)
        return Standing(
            place.number, before, is_turn, again, rules.seconds_left(before, line.pace),
            is_held=line.order is Order.HOLD,
        )  # fmt: skip


def _now() -> float:
    return clock.now().timestamp()


@lru_cache(maxsize=4)
def _keeper(path: str, most_here: int) -> Keeper:
    return Keeper(Path(path), most_here=most_here)


def the_keeper() -> Keeper:
    """This process's; opened when first asked for."""
    return _keeper(str(settings.TITIAN_ROOM), settings.TITIAN_BOOKINGS_AT_ONCE)
