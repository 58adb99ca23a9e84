"""A crowd of members who come when they come, not when the server is ready: an open load.

Each presses once, gets in or sees the page with their place, asks again when that page would,
and goes on in their turn. What each was told, and when, is kept to be judged afterwards.
"""

import asyncio
import gc
import json
import re
import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from bench.load import Answer, Connection, open_connection

_LATE = 2.0  # seconds
_EVERY = 0.05  # seconds
_LATER = 503  # with a time to ask again
_HOLD, _ROOM, _NEWS = "/berobat/pegang/", "/berobat/ruang/", "/berobat/ruang/kabar"
_AGAIN = re.compile(r'data-(?:again|on)="([0-9]+)"')
_COOKIE = re.compile(r"titian_ruang=([^;]+)")


@dataclass(frozen=True, slots=True)
class Comer:
    """Who comes, for whom and where, after how many seconds, and whether only to look at home."""

    token: str
    person: int
    session: int
    after: float
    only_looks: bool = False


@dataclass
class Seen:
    """What people were told. Times are of one clock, the machine's, in seconds."""

    latencies: list[float] = field(default_factory=list)
    late: list[tuple[float, str]] = field(default_factory=list)  # after how long, and for what
    looks: list[float] = field(default_factory=list)  # until home was seen
    away: int = 0  # times a page said that it asks again by itself
    codes: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    joined: dict[int, float] = field(default_factory=dict)
    turns: list[tuple[float, int]] = field(default_factory=list)
    waits: list[tuple[float, int]] = field(default_factory=list)
    direct: list[tuple[float, float]] = field(default_factory=list)
    own_lag: float = 0.0  # the longest by which whoever measures was late itself

    def add(self, other: "Seen") -> None:
        """What another part of the crowd was told."""
        self.latencies += other.latencies
        self.late += other.late
        self.looks += other.looks
        self.away += other.away
        self.codes += other.codes
        self.unexpected += other.unexpected
        self.joined |= other.joined
        self.turns += other.turns
        self.waits += other.waits
        self.direct += other.direct
        self.own_lag = max(self.own_lag, other.own_lag)

    def broken_order(self) -> int:
        """How often somebody was still told to wait after a later place had its turn, or after
        somebody without a place had gone in who came later.
        """
        turns = _highest(self.turns)
        direct = _highest([(came, sent) for sent, came in self.direct])
        broken = 0
        for sent, place in self.waits:
            overtaken = _before(turns, sent) > place
            passed_by = _before(direct, sent) > self.joined.get(place, sent)
            broken += overtaken or passed_by
        return broken


class Crowd:
    """Everybody who comes to one port until the seconds are over; some only look."""

    def __init__(self, port: int, *, form: str, first: str) -> None:
        self.seen = Seen()
        self._port = port
        self._form = form
        self._first = first
        self._begun = 0.0
        self._free: asyncio.LifoQueue[Connection] = asyncio.LifoQueue()

    async def come(
        self, comers: Sequence[Comer], *, connections: int, begun: float, seconds: float
    ) -> None:
        """`begun`: the moment of `time.perf_counter` from which `after` counts."""
        for _ in range(connections):
            connection = await open_connection(self._port)
            await connection.read_form(self._form, self._first)
            self._free.put_nowait(connection)
        if time.perf_counter() > begun:
            raise RuntimeError("the crowd was not before the door in time")
        self._begun = begun
        gc.disable()  # else whoever measures stands still for a second, and calls it waiting
        ends = begun + seconds
        watch = asyncio.create_task(self._watch())
        tasks: set[asyncio.Task[None]] = set()
        for comer in comers:
            await asyncio.sleep(max(begun + comer.after - time.perf_counter(), 0))
            visit = self._read(comer, ends) if comer.only_looks else self._book(comer, ends)
            task = asyncio.create_task(visit)
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        await asyncio.wait(tasks, timeout=max(ends - time.perf_counter(), 0) + 5)
        for task in [*tasks, watch]:
            task.cancel()
        await asyncio.gather(*tasks, watch, return_exceptions=True)

    async def _watch(self) -> None:
        """Who has more to do than a processor gives sees everybody wait, whoever is to blame."""
        while True:
            slept = time.perf_counter()
            await asyncio.sleep(_EVERY)
            late = time.perf_counter() - slept - _EVERY
            self.seen.own_lag = max(self.seen.own_lag, late)

    async def _read(self, comer: Comer, ends: float) -> None:
        """As a browser does whose page says when it asks again."""
        begun = time.perf_counter()
        while time.perf_counter() < ends:
            answer, _, came = await self._ask("GET /", comer)
            if answer.status != _LATER:
                if self._expect(answer, 200, "home"):
                    self.seen.looks.append(came - begun)
                return
            self.seen.away += 1
            await asyncio.sleep(int(answer.headers["retry-after"]))

    async def _book(self, comer: Comer, ends: float) -> None:
        wish = {"sesi": comer.session, "orang": comer.person}
        answer, sent, came = await self._ask(f"POST {_HOLD}", comer, wish)
        place, room = 0, ""
        while answer.status == 200 or self._is_elsewhere(answer):
            if found := _COOKIE.search(answer.headers.get("set-cookie", "")):
                room = f"; titian_ruang={found[1]}"
            if self._is_elsewhere(answer):
                answer, _, _ = await self._ask(f"GET {_ROOM}", comer, more=room)
            again = float(found[1]) if (found := _AGAIN.search(answer.text)) else 0.0
            place = await self._wait(comer, room, again, joined=came, ends=ends)
            if not place:
                return
            answer, sent, came = await self._ask(f"POST {_HOLD}", comer, wish, more=room)
        if not place:
            self.seen.direct.append((sent, came))
        if self._expect(answer, 303, "hold"):
            taking = f"POST {answer.headers['location']}ambil/"
            answer, _, _ = await self._ask(taking, comer, {"kunci": uuid4()})
            if self._expect(answer, 303, "take"):
                self.seen.codes.append(answer.headers["location"].split("/")[2])

    async def _wait(
        self, comer: Comer, room: str, again: float, *, joined: float, ends: float
    ) -> int:
        """Asks as the room's page does until it is their turn; 0 if they cannot wait longer."""
        while time.perf_counter() + again < ends:
            await asyncio.sleep(again)
            answer, sent, came = await self._ask(f"GET {_NEWS}", comer, more=room)
            if not self._expect(answer, 200, "news"):
                return 0
            news = json.loads(answer.body)
            if news.get("gone"):
                self.seen.unexpected.append("gone")
                return 0
            place = int(news["place"])
            self.seen.joined.setdefault(place, joined)
            if news["turn"]:
                self.seen.turns.append((came, place))
                return place
            self.seen.waits.append((sent, place))
            again = float(news["again"])
        return 0

    async def _ask(
        self, what: str, comer: Comer, fields: Mapping[str, object] | None = None, *, more: str = ""
    ) -> tuple[Answer, float, float]:
        """Waiting for a connection counts as waiting for the answer."""
        begun = time.perf_counter()
        connection = await self._free.get()
        try:
            await connection.be_open()
            answer, _, came = await connection.ask(what, comer.token, fields, more=more)
        finally:
            self._free.put_nowait(connection)
        self.seen.latencies.append(came - begun)
        if came - begun > _LATE:
            self.seen.late.append((begun - self._begun, what.split("/")[-2]))
        return answer, begun, came

    def _is_elsewhere(self, answer: Answer) -> bool:
        return answer.status == 303 and answer.headers.get("location") == _ROOM

    def _expect(self, answer: Answer, status: int, what: str) -> bool:
        if answer.status != status:
            self.seen.unexpected.append(f"{what} {answer.status}")
        return answer.status == status


def _highest(
    told: list[tuple[float, float]] | list[tuple[float, int]],
) -> list[tuple[float, float]]:
    """By time: the highest value so far."""
    highest, so_far = 0.0, []
    for at, value in sorted(told):
        highest = max(highest, value)
        so_far.append((at, highest))
    return so_far


def _before(so_far: list[tuple[float, float]], at: float) -> float:
    number = bisect_left(so_far, (at, 0.0))
    return so_far[number - 1][1] if number else 0.0


def arrivals(weights: Sequence[float], *, seconds: float, mean: float) -> Iterator[float]:
    """Moments of a curve given by equal pieces, with `mean` people a second over all of it."""
    piece = seconds / len(weights)
    scale = mean * len(weights) / sum(weights)
    for number, weight in enumerate(weights):
        many = round(weight * scale * piece)
        for one in range(many):
            yield number * piece + one * piece / many
