"""A lean load generator: asyncio, keep-alive connections, nothing but HTTP/1.1 as we need it.

It shares the two cores with what it measures, so it does as little as possible: requests are
bytes, answers are read by their length, and only a few bodies are unpacked and looked into.
"""

import asyncio
import gzip
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

CONNECTIONS = 64
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_BIGGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


@dataclass
class Connection:
    """One kept-alive connection with the anti-forgery cookie and token of a page it read."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    host: str
    latencies: list[float] = field(default_factory=list)
    csrf_cookie: str = ""
    csrf_token: str = ""

    async def read_form(self, path: str, session: str) -> None:
        """Open a real page with a form and keep what its form must send back."""
        answer = await self._send(f"GET {path}", session, b"")
        found = _TOKEN.search(answer.text.encode())
        cookie = re.search(r"titian_csrf=([^;]+)", answer.headers.get("set-cookie", ""))
        if found is None or cookie is None:
            raise RuntimeError(f"{path} answered {answer.status} without a form to send")
        self.csrf_token, self.csrf_cookie = found[1].decode(), cookie[1]

    async def post(self, path: str, session: str, fields: Mapping[str, object]) -> Answer:
        body = urlencode({**fields, "csrfmiddlewaretoken": self.csrf_token}).encode()
        begun = time.perf_counter()
        answer = await self._send(f"POST {path}", session, body)
        self.latencies.append(time.perf_counter() - begun)
        return answer

    async def call(
        self, path: str, headers: Mapping[str, str], body: bytes, *, method: str = "POST"
    ) -> Answer:
        """A call that proves by its headers who sends it."""
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"{method} {path} HTTP/1.1\r\nhost: {self.host}\r\n{lines}"
        packet = f"{head}content-length: {len(body)}\r\n\r\n".encode() + body
        begun = time.perf_counter()
        self.writer.write(packet)
        answer = await self._answer()
        self.latencies.append(time.perf_counter() - begun)
        return answer

    async def ask(
        self, what: str, session: str, fields: Mapping[str, object] | None = None, *, more: str = ""
    ) -> tuple[Answer, float, float]:
        """A page or a form, with more cookies; the answer, when it was sent and when it came."""
        sent = {**fields, "csrfmiddlewaretoken": self.csrf_token} if fields is not None else {}
        begun = time.perf_counter()
        answer = await self._send(what, session, urlencode(sent).encode(), more)
        return answer, begun, time.perf_counter()

    async def be_open(self) -> None:
        """What has been idle for long the server has closed; a browser opens another then."""
        if self.reader.at_eof():
            self.writer.close()
            self.reader, self.writer = await _opened(int(self.host.rpartition(":")[2]))

    async def _send(self, what: str, session: str, body: bytes, more: str = "") -> Answer:
        cookies = f"titian_sesi={session}; titian_csrf={self.csrf_cookie}{more}"
        head = (
            f"{what} HTTP/1.1\r\nhost: {self.host}\r\norigin: http://{self.host}\r\n"
            f"cookie: {cookies}\r\naccept: text/html\r\naccept-encoding: gzip\r\n"
            f"content-length: {len(body)}\r\n"
            "content-type: application/x-www-form-urlencoded\r\n\r\n"
        )
        self.writer.write(head.encode() + body)
        return await self._answer()

    async def _answer(self) -> Answer:
        first, *lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict(_header(line) for line in lines if line)
        if headers.get("transfer-encoding") == "chunked":
            body = b"".join([chunk async for chunk in self._chunks()])
        else:
            body = await self.reader.readexactly(int(headers.get("content-length", 0)))
        return Answer(int(first.split()[1]), headers, body)

    async def _chunks(self) -> AsyncIterator[bytes]:
        while size := int(await self.reader.readline(), 16):
            yield (await self.reader.readexactly(size + 2))[:-2]
        await self.reader.readline()


Job = Callable[[Connection], Awaitable[bool]]


@dataclass(frozen=True)
class Run:
    """What one round gave: jobs done as wanted, how long it took, each request's latency."""

    done: int
    failed: int
    seconds: float
    latencies: Sequence[float]

    @property
    def per_second(self) -> float:
        return self.done / self.seconds

    def percentile(self, share: float) -> float:
        """In milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


def storm(
    jobs: Iterator[Job], *, port: int, seconds: float, form: str = "", session: str = ""
) -> Run:
    """Do jobs on all connections at once until they or the seconds run out."""
    return asyncio.run(_storm(jobs, port=port, form=form, session=session, seconds=seconds))


async def _storm(jobs: Iterator[Job], *, port: int, form: str, session: str, seconds: float) -> Run:
    connections = [await open_connection(port) for _ in range(CONNECTIONS)]
    for connection in connections if form else ():
        await connection.read_form(form, session)
    begun = time.perf_counter()
    ends = begun + seconds
    done = await asyncio.gather(*(_work(each, jobs, ends) for each in connections))
    took = time.perf_counter() - begun
    for connection in connections:
        connection.writer.close()
    latencies = [each for connection in connections for each in connection.latencies]
    return Run(sum(d for d, _ in done), sum(f for _, f in done), took, latencies)


async def open_connection(port: int) -> Connection:
    return Connection(*await _opened(port), f"localhost:{port}")


async def _opened(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", port, limit=_BIGGEST)


async def _work(connection: Connection, jobs: Iterator[Job], ends: float) -> tuple[int, int]:
    done = failed = 0
    for job in jobs:
        if await job(connection):
            done += 1
        else:
            failed += 1
        if time.perf_counter() >= ends:
            break
    return done, failed


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.lower(), value.strip()
