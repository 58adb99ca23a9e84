"""Bytes that no client library would write, over a real connection: headers twice, missing, too
long or in no alphabet, bodies broken off or packed, NUL in addresses.
"""

import gzip
import json
import socket
import zlib
from itertools import count
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.wire import PREFIX, Hospital
from tests.journeys.serving import Server
from titian.bridging.rules.lz import packed
from titian.bridging.types.wire import Wire

pytestmark = pytest.mark.slow

READ = "/referensi/propinsi"
WRITE = "/antrean/add"
NAMES = ["X-cons-id", "X-timestamp", "X-signature", "user_key", "X-authorization", "Content-Type"]
SLOWEST = 10.0  # seconds for any answer
Head = list[tuple[str, bytes]]
_nth = count()


def spoken(server: Server, line: bytes, head: Head, body: bytes = b"") -> tuple[int, bytes]:
    """One request as raw bytes; its status (0 when the connection ended) and its answer. Each from
    an address of its own: who proves wrongly too often is slowed down.
    """
    place = urlsplit(server.origin)
    lines = [line, b"Host: localhost", b"Connection: close"]
    lines += [name.encode() + b": " + value for name, value in head]
    nth = next(_nth)
    caller = (f"127.77.{nth // 250 % 250}.{nth % 250 + 1}", 0)
    with socket.create_connection(
        (place.hostname, place.port), timeout=SLOWEST, source_address=caller
    ) as wire:
        wire.sendall(b"\r\n".join(lines) + b"\r\n\r\n" + body)
        said = b"".join(iter(lambda: wire.recv(65_536), b""))
    top, _, rest = said.partition(b"\r\n\r\n")
    return (int(top.split(b" ", 2)[1]) if top else 0), rest


def signed(hospital: Hospital, wire: Wire, **changes: str) -> Head:
    return [(name, value.encode()) for name, value in hospital.headers(wire, **changes).items()]


def asked(server: Server, head: Head, path: str = READ) -> tuple[int, bytes]:
    return spoken(server, f"GET /vclaim-rest{path} HTTP/1.1".encode(), head)


def code(body: bytes) -> str:
    told: dict[str, Any] = json.loads(body)
    return str((told.get("metaData") or told.get("metadata") or {})["code"])


# What a person or a proxy really does to a header, and what only an attacker does.
spoilt = st.one_of(
    st.sampled_from([
        b"", b" ", b"0", b"-1", b"9" * 20, b"9" * 4_000, b"null", b"[]", b"{}", b"1.5", b"1e9",
        b"\xff\xfe", "é".encode(), "٠١".encode(), b"a\tb", b"A" * 7_000, b"' OR 1=1", b"==",
    ]),
    st.binary(min_size=1, max_size=40).map(
        lambda raw: bytes(b for b in raw if b >= 32 and b != 127)
    ),
)  # fmt: skip


def test_spoilt_headers_are_refused_in_the_envelope(server: Server, hospital: Hospital) -> None:
    @settings(
        max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(name=st.sampled_from(NAMES[:4]), said=spoilt)
    def check(name: str, said: bytes) -> None:
        head = [
            (one, said if one == name else value) for one, value in signed(hospital, Wire.VCLAIM)
        ]

        status, body = asked(server, head)

        assert status in (200, 429)
        assert code(body) in ("401", "429")

    check()


@pytest.mark.parametrize("name", NAMES[:4])
def test_a_header_that_comes_twice_proves_nothing(
    name: str, server: Server, hospital: Hospital
) -> None:
    head = signed(hospital, Wire.VCLAIM)
    twice = [*head, *((one, value + b"x") for one, value in head if one == name)]

    status, body = asked(server, twice)

    assert (status, code(body)) == (200, "401")


@pytest.mark.parametrize("name", NAMES[:4])
def test_a_missing_header_is_named(name: str, server: Server, hospital: Hospital) -> None:
    head = [one for one in signed(hospital, Wire.VCLAIM) if one[0] != name]

    status, body = asked(server, head)

    assert (status, code(body)) == (200, "401")
    assert name in json.loads(body)["metaData"]["message"]


@pytest.mark.parametrize("length", [20_000, 200_000, 2_000_000])
def test_a_head_without_end_is_cut_off(length: int, server: Server, hospital: Hospital) -> None:
    head = [*signed(hospital, Wire.VCLAIM), ("X-Long", b"a" * length)]
    begun = monotonic()

    try:
        status, _ = asked(server, head)
    except OSError:
        status = 0

    assert status < 500
    assert monotonic() - begun < SLOWEST


@pytest.mark.parametrize(
    "path",
    [
        "/%00", "/referensi/%00propinsi", "/Peserta/nokartu/%00/tglSEP/2026-11-20",
        "/Peserta/nokartu/1%002/tglSEP/%00", "/referensi/propinsi?x=%00", "?%00=%00",
        "/Rujukan/%00%00%00", "/referensi/diagnosa/%00", "/%ff%fe", "/%", "/%u0000", "/..%2f..%2f",
        "/" + "a" * 6_000, "/" + "%41" * 2_000, "/" + "//" * 2_000,
    ],
    ids=lambda path: path[:30],
)  # fmt: skip
@pytest.mark.parametrize("wire", list(Wire))
def test_any_address_has_its_envelope(
    path: str, wire: Wire, server: Server, hospital: Hospital
) -> None:
    line = f"GET {PREFIX[wire]}{path} HTTP/1.1".encode()

    status, body = spoken(server, line, signed(hospital, wire))

    assert status < 500
    assert code(body)


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "POST", "HEAD", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("raw", [b"{", b"[[", b"\x00" * 50, b'{"kodebooking":"\\u0000"}'])
def test_a_body_may_come_with_any_method(
    method: str, raw: bytes, server: Server, hospital: Hospital
) -> None:
    line = f"{method} /antreanrs{WRITE} HTTP/1.1".encode()
    head = [*signed(hospital, Wire.ANTREAN_RS), ("Content-Length", str(len(raw)).encode())]

    status, body = spoken(server, line, head, raw)

    assert status < 500
    assert method == "HEAD" or code(body)


@pytest.mark.parametrize(
    "chunks",
    [
        b"0\r\n\r\n", b"2\r\n{}\r\n0\r\n\r\n", b"1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
        b"zz\r\n{}\r\n0\r\n\r\n", b"-1\r\n", b"ffffffffffffffff\r\n{}\r\n",
        b"2;a=b\r\n{}\r\n0\r\nX: y\r\n\r\n",
    ],
)  # fmt: skip
def test_a_body_in_good_or_bad_chunks_hangs_nothing(
    chunks: bytes, server: Server, hospital: Hospital
) -> None:
    head = [*signed(hospital, Wire.ANTREAN_RS), ("Transfer-Encoding", b"chunked")]
    line = f"POST /antreanrs{WRITE} HTTP/1.1".encode()

    try:
        status, _ = spoken(server, line, head, chunks)
    except TimeoutError:
        status = 0  # it waits for the rest, as it should; only for us
    healthy, body = asked(server, signed(hospital, Wire.VCLAIM))

    assert status < 500
    assert (healthy, code(body)) == (200, "200")


@pytest.mark.parametrize(
    "raw, encoding",
    [
        (gzip.compress(b" " * 20_000_000), b"gzip"),
        (zlib.compress(b" " * 20_000_000), b"deflate"),
        (json.dumps({"request": packed("a" * 500_000)}).encode(), b"identity"),
        (b'{"a":"' + b"x" * 10_000_000 + b'"}', b"identity"),
        (b"\x00" * 900_000, b"br"),
    ],
    ids=["gzip bomb", "deflate bomb", "lz bomb", "ten megabytes", "no brotli"],
)
@pytest.mark.parametrize("wire", list(Wire))
def test_a_bomb_stays_packed(
    raw: bytes, encoding: bytes, wire: Wire, server: Server, hospital: Hospital
) -> None:
    head = [
        *signed(hospital, wire),
        ("Content-Encoding", encoding),
        ("Content-Length", str(len(raw)).encode()),
    ]
    begun = monotonic()

    try:
        status, body = spoken(
            server, f"POST {PREFIX[wire]}/SEP/2.0/insert HTTP/1.1".encode(), head, raw
        )
    except ConnectionError:  # refused before the last byte was read
        status, body = 413, b""

    assert 200 <= status < 500
    assert not body or code(body) != "200"
    assert monotonic() - begun < SLOWEST
