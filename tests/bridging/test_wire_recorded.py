"""Requests as clients in other languages put them on the line, byte by byte, over HTTP."""

import json
import socket
from http.client import HTTPResponse

import pytest

from tests.factories.wire import Hospital
from tests.journeys.serving import Server
from titian.bridging.types.wire import Wire

pytestmark = pytest.mark.slow

BODY = b'{"kodebooking":"TIDAK-ADA"}'
_LENGTH = f"Content-Length: {len(BODY)}\r\n"
_CHUNKS = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (BODY[:9], BODY[9:], b""))
_UPGRADE = "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n"
_ANY_TYPE = "Accept: text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2\r\n"

# What stands beside the proof: version of HTTP, further headers, how the body is sent.
RECORDED: dict[str, tuple[str, str, bytes]] = {
    "php reads by its stream functions": ("1.0", f"Connection: close\r\n{_LENGTH}", BODY),
    "php's curl asks whether a long body may come": (
        "1.1", f"Accept: */*\r\n{_LENGTH}Expect: 100-continue\r\n", BODY,
    ),
    "java would rather speak HTTP/2": (
        "1.1",
        f"Connection: Upgrade, HTTP2-Settings\r\n{_LENGTH}{_UPGRADE}",
        BODY,
    ),
    "java's older connection names any type it could read": (
        "1.1",
        f"{_ANY_TYPE}Content-type: application/x-www-form-urlencoded\r\n{_LENGTH}",
        BODY,
    ),
    "go sends what has no known length in chunks": (
        "1.1", "Transfer-Encoding: chunked\r\nAccept-Encoding: gzip\r\n", _CHUNKS,
    ),
    "node keeps the line and writes a type with capitals": (
        "1.1",
        f"content-type: Application/x-www-form-urlencoded\r\nsec-fetch-mode: cors\r\n{_LENGTH}",
        BODY,
    ),
}  # fmt: skip


@pytest.mark.parametrize("habit", list(RECORDED))
@pytest.mark.parametrize("case", [str.lower, str.title])
def test_a_recorded_request_is_answered(
    habit: str, case: object, server: Server, hospital: Hospital
) -> None:
    assert callable(case)
    version, more, body = RECORDED[habit]
    proof = {
        case(name): value
        for name, value in hospital.headers(Wire.ANTREAN_RS).items()
        if name != "Content-Type"
    }
    host, port = server.origin.removeprefix("http://").split(":")
    head = f"POST /antreanrs//antrean/getlisttask HTTP/{version}\r\nHost: {host}:{port}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in proof.items()) + more + "\r\n"

    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(head.encode())
        line.sendall(body)
        answer = HTTPResponse(line, method="POST")
        answer.begin()
        told = json.loads(answer.read())

    assert answer.status == 200
    assert told == {
        "metadata": {"code": 201, "message": "Antrean Tidak Ditemukan"},
        "response": None,
    }
