"""The line as a file that all web processes map: a head, the places in a ring, an index.

Changed under one lock, in microseconds. A killed process leaves it whole: the kernel keeps the
pages, and the lock goes with the process. Who has the lock keeps the interpreter's too: a thread
that let go of that one would wait for a hundred others before it could go on, and every process
with it. For the same reason what is only looked at is read without the lock, and what a process
tells of itself has a spot that nobody else writes.
"""

import ctypes
import errno
import fcntl
import mmap
import os
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from titian.kernel.moments import MOMENT, Moment
from titian.platform.http.room.rules import Line, Order

PLACES = 1 << 20  # that may wait at once: a large city, pressing within minutes
_INDEX = 1 << 21
_PROBES = 64
_PROCESSES = 64
_HEAD = 4096
_MARK = 0x54525548  # of this layout: a line of another is begun anew
_LINE = struct.Struct("<IQQBB5d")
_CHANGES = struct.Struct("<Q")  # of the line so far, and one more while it is being changed
_CHANGES_AT = 512
# Id, inside now, since when something has not been answered; how long answers took, when that
# was, and how many bookings a second began; then, on its own, by how much its pulse is late.
_PROCESS = struct.Struct("<II4d")
_LATE = struct.Struct("<d")
_PROCESS_SIZE = _PROCESS.size + _LATE.size
_PLACE = struct.Struct("<QQIIBB")  # number, key, asks again by, turn since, served, has left
_PLACE_SIZE = 32
_DUE = struct.Struct("<I")
_DUE_AT = 16  # in a place
_ENTRY = struct.Struct("<Q")
_flock = ctypes.PyDLL(None, use_errno=True).flock  # PyDLL: the interpreter's lock is kept
_PROCESSES_AT = _HEAD + PLACES * _PLACE_SIZE + _INDEX * _ENTRY.size
_SIZE = _PROCESSES_AT + 4096


@dataclass(slots=True)
class Place:
    """One who waits: under which key, until when their page is due, since when it is their turn."""

    number: int
    key: int
    due: int
    turn_at: int = 0
    served: int = 0
    has_left: bool = False


@dataclass(slots=True)
class Answers:
    """How long answers took lately (seconds, smoothed), when the last came, how many bookings a
    second began.
    """

    took: float = 0.0
    at: float = 0.0
    rate: float = 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """What a process tells: how many are inside, since when the oldest is, how answers go, and
    by how much its pulse is late (seconds).
    """

    inside: int
    since: float
    answers: Answers
    late: float


class Store:
    """One file; `with store.alone():` around whatever belongs together."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._threads = Moment()
        self._mine = (0, -1)  # this process and its spot
        with self.alone():
            if os.fstat(self._file).st_size < _SIZE:
                os.ftruncate(self._file, _SIZE)
            self._map = mmap.mmap(self._file, _SIZE)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else reads or writes: no other thread, no other process."""
        while not self._is_taken():
            time.sleep(MOMENT)
        try:
            yield
        finally:
            _flock(self._file, fcntl.LOCK_UN)
            self._threads.let_go()

    def _is_taken(self) -> bool:
        """Both locks or none: who waits for other processes keeps no thread waiting meanwhile."""
        if not self._threads.take():
            return False
        if not _flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB):
            return True
        why = ctypes.get_errno()
        self._threads.let_go()
        if why not in (errno.EWOULDBLOCK, errno.EINTR):
            raise OSError(why, "no lock for the waiting room")
        return False

    def line(self, *, at: float) -> Line:
        """A new file begins above every number that a lost one can have given."""
        first = int(at) * 1000
        return self._line() or Line(first, first)

    def _line(self) -> Line | None:
        mark, issued, admitted, order, is_open, *rest = _LINE.unpack_from(self._map, 0)
        if mark != _MARK:
            return None
        return Line(issued, admitted, Order(order), bool(is_open), *rest)

    def glimpse(self) -> Line | None:
        """The line as it is, without the lock; None while somebody changes it."""
        (before,) = _CHANGES.unpack_from(self._map, _CHANGES_AT)
        line = None if before % 2 else self._line()
        (after,) = _CHANGES.unpack_from(self._map, _CHANGES_AT)
        return line if before == after else None

    def keep(self, line: Line) -> None:
        (changes,) = _CHANGES.unpack_from(self._map, _CHANGES_AT)
        begun = changes | 1
        _CHANGES.pack_into(self._map, _CHANGES_AT, begun)
        _LINE.pack_into(
            self._map, 0, _MARK, line.issued, line.admitted, line.order, line.is_open,
            line.pace, line.budget, line.moved_at, line.paced_at, line.calm_since,
        )  # fmt: skip
        _CHANGES.pack_into(self._map, _CHANGES_AT, begun + 1)

    def place(self, number: int) -> Place | None:
        """Who has that number; nobody once the ring has gone round."""
        found, key, due, turn_at, served, left = _PLACE.unpack_from(self._map, _spot(number))
        if found != number or not number:
            return None
        return Place(number, key, due, turn_at, served, bool(left))

    def put(self, place: Place) -> None:
        _PLACE.pack_into(
            self._map, _spot(place.number), place.number, place.key,
            place.due, place.turn_at, place.served, place.has_left,
        )  # fmt: skip

    def put_due(self, number: int, due: int) -> None:
        """When the page of who has that place asks again; needs no lock, since only that page's
        asking changes it.
        """
        _DUE.pack_into(self._map, _spot(number) + _DUE_AT, due)

    def place_of(self, key: int) -> Place | None:
        """The latest place under a key."""
        for spot in _probes(key):
            (number,) = _ENTRY.unpack_from(self._map, spot)
            if not number:
                return None
            place = self.place(number)
            if place and place.key == key:
                return place
        return None

    def enter(self, place: Place) -> None:
        """Keep a new place and find it by its key from now on."""
        oldest = (1 << 64, 0)
        for spot in _probes(place.key):
            (number,) = _ENTRY.unpack_from(self._map, spot)
            before = self.place(number)
            if before is None or before.key == place.key:
                oldest = (0, spot)
                break
            oldest = min(oldest, (number, spot))
        _ENTRY.pack_into(self._map, oldest[1], place.number)
        self.put(place)

    def be_here(self) -> None:
        """Before a process reports: it gets its spot. Takes the lock once in its life."""
        process = os.getpid()
        if self._mine[0] != process:
            with self.alone():
                self._mine = (process, self._spot_for(process))

    def report(self, inside: int, since: float, answers: Answers | None = None) -> None:
        """How many this process has inside, since when the oldest of them is, and how answers
        go. One thread at a time, and no lock: nobody else writes there.
        """
        process, spot = self._mine
        if spot < 0:
            return
        told = answers or self._answers_at(spot)
        _PROCESS.pack_into(self._map, spot, process, inside, since, told.took, told.at, told.rate)

    def beat(self, late: float) -> None:
        """By how much the pulse of this process is late, in seconds."""
        if (spot := self._mine[1]) >= 0:
            _LATE.pack_into(self._map, spot + _PROCESS.size, late)

    def own_answers(self) -> Answers:
        """What this process has reported last."""
        spot = self._mine[1]
        return self._answers_at(spot) if spot >= 0 else Answers()

    def _answers_at(self, spot: int) -> Answers:
        return Answers(*_PROCESS.unpack_from(self._map, spot)[3:])

    def _spot_for(self, process: int) -> int:
        """Its own, else a free one or that of a process that has ended; -1: there is none."""
        free = -1
        for spot in _process_spots():
            (who, *_) = _PROCESS.unpack_from(self._map, spot)
            if who == process:
                return spot
            if free < 0 and (not who or not _lives(who)):
                free = spot
        if free >= 0:
            _PROCESS.pack_into(self._map, free, process, 0, 0.0, 0.0, 0.0, 0.0)
            _LATE.pack_into(self._map, free + _PROCESS.size, 0.0)
        return free

    def reports(self) -> list[Report]:
        """Of each process that lives."""
        found = []
        for spot in _process_spots():
            who, inside, since, *told = _PROCESS.unpack_from(self._map, spot)
            if not who:
                break
            if _lives(who):
                (late,) = _LATE.unpack_from(self._map, spot + _PROCESS.size)
                found.append(Report(inside, since, Answers(*told), late))
        return found


def _spot(number: int) -> int:
    return _HEAD + (number % PLACES) * _PLACE_SIZE


def _probes(key: int) -> Iterator[int]:
    first = _HEAD + PLACES * _PLACE_SIZE
    for step in range(_PROBES):
        yield first + ((key + step) % _INDEX) * _ENTRY.size


def _process_spots() -> range:
    return range(_PROCESSES_AT, _PROCESSES_AT + _PROCESSES * _PROCESS_SIZE, _PROCESS_SIZE)


def _lives(process: int) -> bool:
    """Asked without letting go of the interpreter's lock, which looking into /proc would."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
