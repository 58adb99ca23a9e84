"""Members who book all the time, each sending the same form with the same key until answered."""

import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle, pairwise
from typing import Any
from uuid import uuid4

import httpx

_TURN_SECONDS = 0.5  # between two bookings of one thread
_RETRY_SECONDS = 0.2
_PATIENCE_SECONDS = 60.0
_LONGEST_WAIT_SECONDS = 120.0  # in the waiting room
_ROOM, _LOOK_SECONDS = "/berobat/ruang/", 0.5
_SEE_OTHER = 303
_FIRST_FAULT = 500


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A ticket the server said was given; `at` and `took` in seconds of `time.monotonic`."""

    person: int
    code: str
    at: float
    took: float


@dataclass
class Bookers:
    """Threads that book until told to stop. What they were told is kept in order."""

    origin: str
    people: deque[dict[str, Any]]
    sessions: Sequence[int]
    threads_count: int = 8
    acknowledged: list[Acknowledged] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    tries_again: int = 0
    looks: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        turns = cycle(self.sessions)
        wanted = deque((person, next(turns)) for person in self.people)
        for _ in range(self.threads_count):
            thread = threading.Thread(target=self._work, args=(wanted,), daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Those under way finish: nobody is left without an answer."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=_PATIENCE_SECONDS + 30)

    def served_since(self, moment: float) -> int:
        return sum(one.at > moment for one in self.acknowledged)

    def longest_pause(self, begun: float, ended: float) -> float:
        """Between two acknowledged bookings from the last one before; the end counts as one."""
        told = sorted(one.at for one in self.acknowledged)
        before = [at for at in told if at < begun][-1:]
        within = [at for at in told if begun <= at <= ended]
        moments = [*(before or [begun]), *within, ended]
        return max(b - a for a, b in pairwise(moments))

    def _work(self, wanted: deque[tuple[dict[str, Any], int]]) -> None:
        while not self._stop.is_set():
            try:
                who, session = wanted.popleft()
            except IndexError:
                return
            begun = time.monotonic()
            self._book(who, session, begun)
            self._stop.wait(max(_TURN_SECONDS - (time.monotonic() - begun), 0))

    def _book(self, who: dict[str, Any], session: int, begun: float) -> None:
        cookies = {"titian_sesi": str(who["token"]), "titian_csrf": "c" * 32}
        form = {"csrfmiddlewaretoken": "c" * 32, "orang": str(who["person"]), "sesi": str(session)}
        key = {"csrfmiddlewaretoken": "c" * 32, "kunci": str(uuid4())}
        with httpx.Client(base_url=self.origin, cookies=cookies, timeout=10) as client:
            held = self._post(client, "/berobat/pegang/", form)
            while is_sent_to_wait(held) and time.monotonic() < begun + _LONGEST_WAIT_SECONDS:
                self.looks += 1  # the place is kept
                time.sleep(_LOOK_SECONDS)
                held = self._post(client, "/berobat/pegang/", form)
            if held is None or held.status_code != _SEE_OTHER or is_sent_to_wait(held):
                self.refused.append(f"hold: {_said(held)}")
                return
            booked = self._post(client, f"{held.headers['Location']}ambil/", key)
        if booked is None or booked.status_code != _SEE_OTHER:
            self.refused.append(f"take: {_said(booked)}")
            return
        code, now = booked.headers["Location"].split("/")[2], time.monotonic()
        self.acknowledged.append(Acknowledged(int(who["person"]), code, now, now - begun))

    def _post(self, client: httpx.Client, path: str, form: dict[str, str]) -> httpx.Response | None:
        """Again with the same key while nobody answers or the fault is ours; None at the end."""
        ends = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < ends:
            try:
                answer = client.post(path, data=form)
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.status_code < _FIRST_FAULT:
                return answer
            self.tries_again += 1
            time.sleep(_RETRY_SECONDS)
        return None


def is_sent_to_wait(answer: httpx.Response | None) -> bool:
    """The waiting room, whether there is a place in it or not: the same press again, later."""
    return answer is not None and answer.headers.get("Location", "").startswith(_ROOM)


def _said(answer: httpx.Response | None) -> str:
    return "no answer" if answer is None else str(answer.status_code)
