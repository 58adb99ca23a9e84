"""One call to a facility's system: bounded in time and size, its token kept and renewed."""

import base64
import binascii
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx

from titian.bridging.queues import reading
from titian.bridging.queues.layouts import Ask, Link
from titian.bridging.queues.reading import Said
from titian.platform.db.transactions import refuse_transaction
from titian.queue.ports import FacilityRefuses, NotKnown, NotOffered, NotReached

TIMEOUT = httpx.Timeout(connect=3.0, write=5.0, read=8.0, pool=3.0)
_LONGEST_SECONDS = 12.0
_LARGEST = 1_000_000
_TOKEN_LASTS = 20 * 60.0
_EARLY = 60.0  # before its end a token is renewed

# Nothing of ours has reached the facility: asking again is safe.
_NOT_BEGUN = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


@dataclass
class Caller:
    """Speaks with one facility's system; threads share its connections and its token."""

    link: Link
    timeout: httpx.Timeout = field(default_factory=lambda: TIMEOUT)
    _token: str = ""
    _token_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._client = httpx.Client(timeout=self.timeout, follow_redirects=False)

    def ask(self, what: Ask, body: Mapping[str, object]) -> Said:
        """The answer, whose code is not 200 as well. Raises NotReached, NotKnown, NotOffered.

        A token that is not taken any more is renewed once; what was asked was not done then.
        """
        refuse_transaction()
        place = self.link.place_of(what)
        if place is None:
            raise NotOffered
        token = self._a_token()
        answer = self._send(place, body, token)
        if _is_about_token(answer):
            answer = self._send(place, body, self._a_token(instead_of=token))
            if _is_about_token(answer):
                raise NotReached("token_refused")
        return answer

    def done(self, what: Ask, body: Mapping[str, object]) -> Said:
        """As `ask`; raises FacilityRefuses for any code but 200."""
        answer = self.ask(what, body)
        if answer.code != 200:
            raise FacilityRefuses(answer.code, answer.message)
        return answer

    def sign_in(self) -> None:
        """Whether it is there and takes our proof. Raises NotReached, NotOffered."""
        refuse_transaction()
        self._a_token()

    def close(self) -> None:
        self._client.close()

    def _a_token(self, *, instead_of: str = "") -> str:
        with self._lock:
            fresh = self._token and time.monotonic() < self._token_until
            if not fresh or self._token == instead_of:
                self._token = self._new_token()
                self._token_until = time.monotonic() + _lasts(self._token) - _EARLY
            return self._token

    def _new_token(self) -> str:
        """Whatever goes wrong here, nothing that was wanted has been sent."""
        place = self.link.place_of(Ask.SIGN_IN)
        if place is None:
            raise NotOffered
        names = self.link.headers
        headers = {names.username: self.link.username, names.word: self.link.password}
        try:
            answer = reading.said(self._exchange(place[0], place[1], None, headers))
        except NotKnown as error:
            raise NotReached(f"token_{error.args[0]}") from error
        token = reading.text(answer.fields().get("token"))
        if answer.code != 200 or not token.isascii() or not token:
            raise NotReached("token_refused")
        return token

    def _send(self, place: tuple[str, str], body: Mapping[str, object], token: str) -> Said:
        method, template = place
        path = template.format_map({name: quote(str(v), safe="") for name, v in body.items()})
        names = self.link.headers
        headers = {names.bearer: token, names.username: self.link.username}
        return reading.said(self._exchange(method, path, body, headers))

    def _exchange(
        self, method: str, path: str, body: Mapping[str, object] | None, headers: dict[str, str]
    ) -> bytes:
        content = None if body is None or method == "GET" else json.dumps(body).encode()
        headers = {**headers, "Content-Type": "application/json", "Accept": "application/json"}
        url = f"{self.link.base_url.rstrip('/')}{path}"
        try:
            with self._client.stream(method, url, content=content, headers=headers) as answer:
                return _read(answer)
        except _NOT_BEGUN as error:
            raise NotReached("no_connection") from error
        except httpx.TimeoutException as error:
            raise NotKnown("no_answer") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise NotKnown("connection_lost") from error
        except (httpx.InvalidURL, httpx.HTTPError) as error:
            raise NotReached("address_not_usable") from error


def _read(answer: httpx.Response) -> bytes:
    """The whole body, unless it is endless or comes drop by drop."""
    ends, found = time.monotonic() + _LONGEST_SECONDS, bytearray()
    for part in answer.iter_bytes():
        found += part
        if len(found) > _LARGEST or time.monotonic() > ends:
            raise NotKnown("answer_too_long")
    if answer.status_code in (404, 405) and not found.lstrip().startswith(b"{"):
        raise NotReached("no_such_service")
    return bytes(found)


def _is_about_token(answer: Said) -> bool:
    """No code says it: 201 with a sentence about the token, here and there 401 (§5.1)."""
    return answer.code != 200 and "token" in answer.message.lower()


def _lasts(token: str) -> float:
    """Seconds until a JWT ends, by its own word; a while for a token that says nothing."""
    try:
        claims: Any = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        seconds = float(claims["exp"]) - time.time()
    except (IndexError, KeyError, TypeError, ValueError, binascii.Error):
        return _TOKEN_LASTS
    return min(max(seconds, 0.0), 24 * 3600.0)
