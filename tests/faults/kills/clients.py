"""Clients of several sorts. Each does as its channel is told to: the same again, with the same
key, until there is an answer; and writes down what it was told.
"""

import json
import re
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from tests.factories.banks import Bank
from tests.faults import calling
from tests.faults.kills.plan import Wish
from tests.faults.storm import is_sent_to_wait
from tests.faults.writing import DOOR, signed, written

PATIENCE = 180.0  # s; then a client says that it was never answered
_PAUSE = 0.25
_TOKEN = "c" * 32
_SERVED = re.compile(r'name="tiket" value="(\d+)"')


def _code_of(answer: httpx.Response | bool) -> str:
    """Of the ticket one is sent to; empty if none was given."""
    if isinstance(answer, bool) or answer.status_code != 303:
        return ""
    return answer.headers["Location"].split("/")[2]


class NeverAnswered(Exception):
    """The service did not come back for this client."""


@dataclass
class Told:
    """What clients were told, kept as lines of a file: the books are held against it."""

    file: Path
    lines: list[dict[str, Any]] = field(default_factory=list)
    _alone: threading.Lock = field(default_factory=threading.Lock)

    def note(self, wish: Wish, **told: object) -> None:
        line = {"sort": wish.sort, "number": wish.number, "key": wish.key, **told}
        with self._alone, self.file.open("a") as kept:
            kept.write(json.dumps(line) + "\n")
            self.lines.append(line)

    def of(self, sort: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["sort"] == sort]


class Clients:
    """All who wish something in one block of kills."""

    def __init__(self, origin: str, made: dict[str, Any], told: Told, secret: str) -> None:
        self.origin, self.made, self.told, self.secret = origin, made, told, secret
        self.answered: list[tuple[float, float]] = []  # begun, answered: monotonic
        self.desks = [threading.Lock() for _ in made["counters"]]
        self._wire = httpx.Client(base_url=origin, timeout=10)
        paying = made["paying"]
        key = load_pem_private_key(paying["key"].encode(), password=None)
        assert isinstance(key, RSAPrivateKey)
        self.bank = Bank(**paying["bank"], send=self._by_wire, key=key).signed_in()

    def close(self) -> None:
        self._wire.close()

    def wish_all(self, wishes: tuple[Wish, ...], pool: ThreadPoolExecutor) -> list[Any]:
        return [pool.submit(getattr(self, f"_{wish.sort}"), wish) for wish in wishes]

    def write(self, wish: Wish, number: int, stamp: int) -> None:
        """A message from a phone, through WhatsApp's webhook."""
        body = written(number, stamp=stamp)
        with httpx.Client(base_url=self.origin, timeout=10) as client:
            self._until(lambda: client.post(DOOR, content=body, headers=signed(body, self.secret)))
        self.told.note(wish, ref=f"wamid.STORM{number}")

    def _book(self, wish: Wish) -> None:
        booking = self.made["booking"]
        who = booking["people"][wish.number]
        session = booking["sessions"][wish.number % len(booking["sessions"])]
        with self._client(str(who["token"]), wish) as client:
            form = {"orang": str(who["person"]), "sesi": str(session)}
            held = self._let_in(client, form)
            place = held.headers.get("Location", "")
            booked = held.status_code == 303 and self._post(
                client, f"{place}ambil/", {"kunci": str(UUID(wish.key))}
            )
        code = _code_of(booked)
        self.told.note(wish, person=who["person"], session=session, code=code)

    def _let_in(self, client: httpx.Client, form: Mapping[str, str]) -> httpx.Response:
        """Whoever is sent to the waiting room keeps the place there and presses again."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            held = self._post(client, "/berobat/pegang/", form)
            if not is_sent_to_wait(held):
                return held
            time.sleep(_PAUSE)
        raise NeverAnswered

    def _walk_in(self, wish: Wish) -> None:
        form = {"nama": f"Orang {wish.number}", "dahulu": "none", "kunci": str(UUID(wish.key))}
        answer = self._at_counter(wish, "baru/", form)
        found = re.search(r"baru=([^&#]+)", answer.headers.get("Location", ""))
        self.told.note(wish, code=found.group(1) if found else "")

    def _check_in(self, wish: Wish) -> None:
        counters = self.made["counters"]
        code = counters[wish.number % len(counters)]["booked"][wish.number // len(counters)]
        answer = self._at_counter(wish, "hadir/", {"kode": code})
        self.told.note(wish, code=code if answer.status_code == 303 else "")

    def _call(self, wish: Wish) -> None:
        """One press at a time at each counter; a repeated press names who was served before."""
        place = wish.number % len(self.made["counters"])
        session = self.made["counters"][place]["session"]
        with self.desks[place], self._client(self.made["counters"][place]["token"], wish) as client:
            seen = self._until(lambda: client.get(f"/loket/{session}/"))
            found = _SERVED.search(seen.text)
            served = found.group(1) if found else "0"
            answer = self._post(client, f"/loket/{session}/panggil/", {"tiket": served})
        self.told.note(wish, session=session if answer.status_code == 303 else 0)

    def _pay(self, wish: Wish) -> None:
        family = self.made["paying"]["families"][wish.number]
        began = time.monotonic()
        paid = calling.paid(self.bank, family, self.made["paying"]["amount"])
        self.answered.append((began, time.monotonic()))
        self.told.note(wish, family=family["family"], request=paid.request_id)

    def _complain(self, wish: Wish) -> None:
        form = {
            "kunci": str(UUID(wish.key)), "jenis": "queue", "tentang": "", "kontak": "",
            "isi": f"Keluhan contoh {wish.key}",
        }  # fmt: skip
        with self._client("", wish) as client:
            answer = self._post(client, "/keluhan/", form)
            token = answer.headers.get("Location", "/keluhan//").split("/")[2]
        self.told.note(wish, token=token)

    def _enrol(self, wish: Wish) -> None:
        drafts = self.made["enrolling"]
        application = drafts["applications"][wish.number]
        with self._client(drafts["token"], wish) as client:
            path = f"/petugas/pendaftaran/{application}/kirim/"
            answer = self._post(client, path, {"kunci": str(UUID(wish.key))})
        self.told.note(wish, application=application if answer.status_code == 303 else 0)

    def _at_counter(self, wish: Wish, act: str, form: Mapping[str, str]) -> httpx.Response:
        counter = self.made["counters"][wish.number % len(self.made["counters"])]
        with self._client(counter["token"], wish) as client:
            return self._post(client, f"/loket/{counter['session']}/{act}", form)

    def _client(self, token: str, wish: Wish) -> httpx.Client:
        """A browser on a network of its own."""
        far = int(wish.key[-6:], 16)
        address = f"10.{far >> 16 & 255}.{far >> 8 & 255}.{far & 255}"
        cookies = {"titian_csrf": _TOKEN, "loket": "1", **({"titian_sesi": token} if token else {})}
        headers = {"X-Forwarded-For": address}
        return httpx.Client(base_url=self.origin, cookies=cookies, headers=headers, timeout=10)

    def _post(self, client: httpx.Client, path: str, form: Mapping[str, str]) -> httpx.Response:
        return self._until(lambda: client.post(path, data={"csrfmiddlewaretoken": _TOKEN, **form}))

    def _until(self, ask: Any) -> httpx.Response:
        """The same again as long as nobody answers or it is our fault."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            began = time.monotonic()
            try:
                answer: httpx.Response = ask()
            except httpx.HTTPError:
                time.sleep(_PAUSE)
                continue
            if answer.status_code < 500:
                self.answered.append((began, time.monotonic()))
                return answer
            time.sleep(_PAUSE)
        raise NeverAnswered

    def _by_wire(self, path: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        return self._wire.post(path, content=body, headers=headers)
