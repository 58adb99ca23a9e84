"""Who is inside, in this process and in all of them, and how long answers take."""

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from titian.kernel import clock
from titian.kernel.moments import Moment
from titian.platform.http.room.pulse import Pulse
from titian.platform.http.room.rules import BUSY, Load
from titian.platform.http.room.store import Answers, Store

_SMOOTH = 0.08  # share of the newest answer
_FORGOTTEN = 2.0  # seconds without an answer after which the time it took counts half
_RATE_OVER = 3.0  # seconds over which what was done is counted


class Doing:
    """What this process does, told to all by its own spot in the store."""

    def __init__(self, store: Store, *, most_here: int) -> None:
        self._store = store
        self._most = most_here
        self._mine = Moment()
        self._since: dict[int, float] = {}
        self._pulse = Pulse(store.beat)

    def begin(self) -> None:
        """When the process begins to serve."""
        self._store.be_here()
        self._pulse.begin()

    @property
    def is_busy(self) -> bool:
        """Whoever only wants to be told something waits here."""
        return self._pulse.late > BUSY

    def go_in(self, at: float) -> None:
        """This thread's request counts as inside from now on."""
        with self._mine:
            self._since[threading.get_ident()] = at
            self._report()

    @contextmanager
    def inside(self, *, is_first: bool) -> Iterator[None]:
        """Around a request that the doors let in; `is_first` is the step that the room paces."""
        me = threading.get_ident()
        self._store.be_here()
        with self._mine:
            if me not in self._since:  # else counted since they knocked
                self._since[me] = clock.now().timestamp()
                self._report()
            began = self._since[me]
        try:
            yield
        finally:
            with self._mine:
                del self._since[me]
                self._report(took=max(clock.now().timestamp() - began, 0.0), is_first=is_first)

    def _report(self, *, took: float | None = None, is_first: bool = False) -> None:
        """To be read by all processes; only this one writes it."""
        since = min(self._since.values(), default=0.0)
        answers = None if took is None else self._noted(took, is_first=is_first)
        self._store.report(len(self._since), since, answers)

    def _noted(self, took: float, *, is_first: bool) -> Answers:
        at, known = clock.now().timestamp(), self._store.own_answers()
        smooth = _faded(known, at) * (1 - _SMOOTH) + took * _SMOOTH
        rate = known.rate * math.exp(-max(at - known.at, 0.0) / _RATE_OVER)
        return Answers(smooth, at, rate + is_first / _RATE_OVER)

    def load(self, at: float) -> Load:
        """Of all processes together; of how long answers take, the slowest counts."""
        reports = self._store.reports()
        oldest = min((told.since for told in reports if told.inside and told.since), default=at)
        slowest = max((_faded(told.answers, at) for told in reports), default=0.0)
        return Load(
            here=len(self._since),
            everywhere=sum(told.inside for told in reports),
            most_here=self._most,
            answer=max(slowest, at - oldest),
            rate=sum(told.answers.rate for told in reports),
            late=max((told.late for told in reports), default=0.0),
        )


def _faded(answers: Answers, at: float) -> float:
    quiet = max(at - answers.at, 0.0)
    return float(answers.took * 0.5 ** (quiet / _FORGOTTEN))
