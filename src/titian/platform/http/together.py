"""Requests that wait at the same time are decided together, in the thread of one of them.

Whoever finds nobody deciding decides at once, alone. Who comes meanwhile waits, and when the
decision is made the first of those waiting decides for all of them: nobody waits for others to
come, and the more come the more one transaction settles.
"""

import logging
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

from titian.kernel.moments import Moment

log = logging.getLogger(__name__)

Ask = TypeVar("Ask")
Answer = TypeVar("Answer")


class Undecided(Exception):
    """The set this was in could not be decided; on its own it may be."""


@dataclass(slots=True, eq=False)
class _Place(Generic[Ask, Answer]):
    ask: Ask
    about: Hashable
    turn: Lock = field(default_factory=Lock)
    answer: Answer | None = None
    error: Exception | None = None
    set: "list[_Place[Ask, Answer]]" = field(default_factory=list)  # given to who shall decide

    def read(self) -> Answer:
        if self.answer is None:
            raise Undecided from self.error
        return self.answer


class Together(Generic[Ask, Answer]):
    """One line of waiting requests of this process; `decide` answers a set in its order.

    No two of a set are `about` the same thing: the second waits for the next set.
    """

    def __init__(
        self, decide: Callable[[Sequence[Ask]], Sequence[Answer]], *, most: int = 64
    ) -> None:
        self._decide = decide
        self._most = most
        self._guard = Moment()
        self._deciding = False
        self._waiting: list[_Place[Ask, Answer]] = []

    @property
    def waiting(self) -> int:
        """How many wait for the decision that is being made."""
        with self._guard:
            return len(self._waiting)

    def ask(self, ask: Ask, *, about: Hashable) -> Answer:
        """The answer to this one; raises `Undecided`, from what happened, if its set failed."""
        place: _Place[Ask, Answer] = _Place(ask, about)
        if not self._may_lead(place):
            place.turn.acquire()  # opened by whoever decided, or made us the one to decide
        if place.set:
            self._lead(place)
        return place.read()

    def _may_lead(self, place: _Place[Ask, Answer]) -> bool:
        with self._guard:
            if self._deciding:
                place.turn.acquire()
                self._waiting.append(place)
                return False
            self._deciding = True
            place.set = [place]
            return True

    def _lead(self, place: _Place[Ask, Answer]) -> None:
        others = [each for each in place.set if each is not place]
        try:
            self._settle(place.set)
        finally:
            place.set = []
            self._hand_on()
            for each in others:
                each.turn.release()

    def _settle(self, places: "list[_Place[Ask, Answer]]") -> None:
        try:
            answers = self._decide([each.ask for each in places])
        except Exception as error:
            log.exception("a set of %s could not be decided", len(places))
            for each in places:
                each.error = error
            return
        for each, answer in zip(places, answers, strict=True):
            each.answer = answer

    def _hand_on(self) -> None:
        """The first of those who wait decides next, for all who wait with it."""
        with self._guard:
            chosen: dict[Hashable, _Place[Ask, Answer]] = {}
            for each in self._waiting:
                if len(chosen) < self._most:
                    chosen.setdefault(each.about, each)
            taken = list(chosen.values())
            self._waiting = [each for each in self._waiting if chosen.get(each.about) is not each]
            self._deciding = bool(taken)
        if taken:
            taken[0].set = taken
            taken[0].turn.release()
