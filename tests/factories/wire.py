"""A hospital's system that calls as the sheet says: it signs and opens by its own hand."""

import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote

import httpx
from Crypto.Cipher import AES
from django.test import Client
from lzstring import LZString

from tests.factories.facilities import make_facility
from titian.bridging import services as bridging
from titian.bridging.types.wire import Credentials, Wire
from titian.facilities.models import Facility
from titian.kernel import clock
from titian.kernel.actors import Actor

SETUP = Actor.system("tests")

PREFIX: Mapping[Wire, str] = {
    Wire.VCLAIM: "/vclaim-rest",
    Wire.ANTREAN_RS: "/antreanrs",
    Wire.ANTREAN_FKTP: "/antreanfktp",
    Wire.PCARE: "/pcare-rest",
    Wire.APLICARES: "/aplicaresws",
    Wire.ICARE: "/wsihs",
    Wire.RECORDS: "/erekammedis",
    Wire.PHARMACY: "/apotek-rest",
}
FORM = "Application/x-www-form-urlencoded"

Send = Callable[[str, str, bytes, Mapping[str, str]], tuple[int, str, Mapping[str, str]]]


@dataclass(frozen=True)
class Answer:
    """`response` is opened where it was sealed; `sealed` says whether it was."""

    status: int
    code: object
    message: str
    response: Any
    sealed: bool
    raw: dict[str, Any]
    headers: Mapping[str, str]

    @property
    def said(self) -> tuple[object, str]:
        return self.code, self.message


def by_client(client: Client) -> Send:
    """Django's test client as the wire."""

    def send(
        method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, str, Mapping[str, str]]:
        kind = headers.get("Content-Type", "")
        given = {name: value for name, value in headers.items() if name != "Content-Type"}
        answer = client.generic(method, path, body, content_type=kind, headers=given)
        return answer.status_code, answer.content.decode(), dict(answer.items())

    return send


def over_http(origin: str) -> Send:
    """A running server as the wire."""

    def send(
        method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, str, Mapping[str, str]]:
        answer = httpx.request(
            method, f"{origin}{path}", content=body, headers=dict(headers), timeout=30
        )
        return answer.status_code, answer.text, dict(answer.headers)

    return send


@dataclass
class Hospital:
    """A facility's system with its credentials. `skew` moves the header's clock in seconds."""

    facility: Facility
    credentials: Credentials
    send_raw: Send = field(default_factory=lambda: by_client(Client(enforce_csrf_checks=True)))
    skew: int = 0

    def get(self, wire: Wire, path: str, **changes: str) -> Answer:
        return self.send("GET", wire, path, None, **changes)

    def send(
        self, method: str, wire: Wire, path: str, body: object = None, **changes: str
    ) -> Answer:
        """One signed call. `changes` replace headers (`user_key`, `x_timestamp` …) or the
        content type; an empty one is left out. A body of bytes goes as it is.
        """
        headers = self.headers(wire, **changes)
        raw = (
            body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        )
        address = path if path.startswith("http") else f"{PREFIX[wire]}{quote(path, safe='/%')}"
        return self.answer(headers, *self.send_raw(method, address, raw, headers))

    def headers(self, wire: Wire, **changes: str) -> dict[str, str]:
        made = self.credentials
        said = changes.get("x_timestamp") or str(int(clock.now().timestamp()) + self.skew)
        given = {
            "X-cons-id": made.cons_id,
            "X-timestamp": said,
            "X-signature": signed(made.secret, made.cons_id, said),
            "user_key": made.user_keys[wire],
            "Content-Type": FORM,
        }
        if wire is Wire.PCARE:
            user = f"{made.username}:{made.password}:{made.app_code}".encode()
            given["X-authorization"] = f"Basic {b64encode(user).decode()}"
        by_name = {name.lower().replace("-", "_"): name for name in given}
        given |= {by_name.get(name, name): value for name, value in changes.items()}
        return {name: value for name, value in given.items() if value}

    def answer(
        self, headers: Mapping[str, str], status: int, text: str, said: Mapping[str, str]
    ) -> Answer:
        raw = json.loads(text)
        told = raw.get("metaData") or raw.get("metadata")
        response, sealed = raw.get("response"), False
        if isinstance(response, str) and response:
            made = self.credentials
            key = f"{made.cons_id}{made.secret}{headers['X-timestamp']}"
            opened = opened_by_clients(response, key)
            response, sealed = (response, False) if opened is None else (opened, True)
        return Answer(status, told["code"], told["message"], response, sealed, raw, said)


def signed(secret: str, cons_id: str, timestamp: str) -> str:
    text = f"{cons_id}&{timestamp}".encode()
    return b64encode(hmac.digest(secret.encode(), text, "sha256")).decode()


def opened_by_clients(sealed: str, key: str) -> Any:
    """As clients do it, with libraries that are not ours; None for what was not sealed."""
    digest = sha256(key.encode()).digest()
    try:
        content = b64decode(sealed, validate=True)
        plain = AES.new(digest, AES.MODE_CBC, IV=digest[:16]).decrypt(content)
        return json.loads(LZString().decompressFromEncodedURIComponent(plain.decode()) or "")
    except (ValueError, TypeError, KeyError, IndexError):
        return None


def bridged(
    facility: Facility | None = None, *, at: datetime | None = None, send: Send | None = None
) -> Hospital:
    """A facility whose system may call."""
    place = facility or make_facility()
    made = bridging.make_consumer(facility_id=place.pk, by=SETUP, at=at or clock.now())
    hospital = Hospital(place, made)
    if send:
        hospital.send_raw = send
    return hospital
