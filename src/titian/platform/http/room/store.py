"""The line as a file that all web processes map: a head, the places in a ring, an index.

Read and written under one lock, in microseconds. A killed process leaves it whole: the kernel
keeps the pages, and the lock goes with the process. Who has the lock keeps the interpreter's too:
a thread that let go of that one would wait for a hundred others before it could go on, and every
process with it.
"""

import ctypes
import errno
import fcntl
import mmap
import os
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from titian.platform.http.room.rules import Line, Order

PLACES = 1 << 17  # that may wait at once
_INDEX = 1 << 18
_PROBES = 64
_PROCESSES = 64
_HEAD = 4096
_MARK = 0x54525547
_LINE = struct.Struct("<IQQBB6d")
_OPEN_AT = struct.calcsize("<IQQB")
_LOAD = struct.Struct("<ddQ")  # how long answers took, when that was, answers so far
_LOAD_AT = 512
_PROCESS = struct.Struct("<IId")  # id, inside now, since when something has not been answered
_PROCESSES_AT = 1024
_PLACE = struct.Struct("<QQIIBB")  # number, key, asks again by, turn since, served, has left
_PLACE_SIZE = 32
_ENTRY = struct.Struct("<Q")
_MOMENT = 0.0002  # seconds until the lock is asked for again
_flock = ctypes.PyDLL(None, use_errno=True).flock  # PyDLL: the interpreter's lock is kept
_SIZE = _HEAD + PLACES * _PLACE_SIZE + _INDEX * _ENTRY.size


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
    """How long answers took lately (seconds, smoothed), when the last came, how many so far."""

    took: float
    at: float
    count: int


class Store:
    """One file; `with store.alone():` around whatever belongs together."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._lock = threading.Lock()
        with self.alone():
            if os.fstat(self._file).st_size < _SIZE:
                os.ftruncate(self._file, _SIZE)
            self._map = mmap.mmap(self._file, _SIZE)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else reads or writes: no other thread, no other process."""
        with self._lock:
            while _flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB):
                if ctypes.get_errno() not in (errno.EWOULDBLOCK, errno.EINTR):
                    raise OSError(ctypes.get_errno(), "no lock for the waiting room")
                time.sleep(_MOMENT)
            try:
                yield
            finally:
                _flock(self._file, fcntl.LOCK_UN)

    def is_open(self) -> bool:
        """As it is this moment, without the lock: one byte is read whole."""
        return self._map[_OPEN_AT] == 1

    def line(self, *, at: float) -> Line:
        """A new file begins above every number that a lost one can have given."""
        mark, issued, admitted, order, is_open, *rest = _LINE.unpack_from(self._map, 0)
        if mark != _MARK:
            first = int(at) * 1000
            return Line(first, first)
        pace, budget, moved_at, paced_at, calm_since, rate = rest
        return Line(
            issued, admitted, Order(order), bool(is_open),
            pace, budget, moved_at, paced_at, calm_since, rate,
        )  # fmt: skip

    def keep(self, line: Line) -> None:
        _LINE.pack_into(
            self._map, 0, _MARK, line.issued, line.admitted, line.order, line.is_open,
            line.pace, line.budget, line.moved_at, line.paced_at, line.calm_since, line.rate,
        )  # fmt: skip

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

    def answers(self) -> Answers:
        return Answers(*_LOAD.unpack_from(self._map, _LOAD_AT))

    def keep_answers(self, answers: Answers) -> None:
        _LOAD.pack_into(self._map, _LOAD_AT, answers.took, answers.at, answers.count)

    def report(self, inside: int, since: float) -> None:
        """How many this process has inside, and since when the oldest of them is."""
        process, free = os.getpid(), -1
        for spot in _process_spots():
            who, _, _ = _PROCESS.unpack_from(self._map, spot)
            if who == process:
                free = spot
                break
            if free < 0 and (not who or not _lives(who)):
                free = spot
        if free >= 0:
            _PROCESS.pack_into(self._map, free, process, inside, since)

    def inside(self) -> tuple[int, float]:
        """Over all processes that live: how many are inside, and since when the oldest is."""
        total, oldest = 0, 0.0
        for spot in _process_spots():
            who, count, since = _PROCESS.unpack_from(self._map, spot)
            if count and _lives(who):
                total += count
                oldest = min(oldest or since, since)
        return total, oldest


def _spot(number: int) -> int:
    return _HEAD + (number % PLACES) * _PLACE_SIZE


def _probes(key: int) -> Iterator[int]:
    first = _HEAD + PLACES * _PLACE_SIZE
    for step in range(_PROBES):
        yield first + ((key + step) % _INDEX) * _ENTRY.size


def _process_spots() -> range:
    return range(_PROCESSES_AT, _PROCESSES_AT + _PROCESSES * _PROCESS.size, _PROCESS.size)


def _lives(process: int) -> bool:
    """Asked without letting go of the interpreter's lock, which looking into /proc would."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
