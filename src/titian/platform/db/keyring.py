"""The keys that seal: the first one, and those that came after it.

The first is `settings.TITIAN_SEALING_KEY`; it also makes the blind indexes. Later ones lie in
the ring, a file of JSON that every process looks at again each second, so that a new key needs
no restart. A key is known for reading as soon as it is in the ring and writes from its
`writes_from` on, when every process has seen it.
"""

import json
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_ID = 4
_LOOK_EVERY = 1.0


@dataclass(frozen=True, slots=True)
class SealingKey:
    """`writes_from` in seconds since 1970; `id` stands in every value that it sealed."""

    secret: str = field(repr=False)
    master: bytes = field(repr=False)
    writes_from: float

    @property
    def id(self) -> bytes:
        return _id_of(self.master)


@dataclass(frozen=True, slots=True)
class Ring:
    """`first` is None when it seals nothing any more and was retired."""

    first: bytes | None = field(repr=False)
    later: tuple[SealingKey, ...] = ()

    def current(self, at: float) -> SealingKey | None:
        """The key that seals now; None stands for the first."""
        writing = [key for key in self.later if key.writes_from <= at]
        return writing[-1] if writing else None

    def find(self, key_id: bytes) -> SealingKey | None:
        return next((key for key in self.later if key.id == key_id), None)

    def with_new(self, *, writes_from: float) -> "Ring":
        return replace(self, later=(*self.later, _key(secrets.token_urlsafe(48), writes_from)))

    def as_text(self) -> str:
        keys = [{"secret": key.secret, "writes_from": key.writes_from} for key in self.later]
        return json.dumps({"first_retired": self.first is None, "keys": keys}, indent=1)


def ring_from(first: bytes, text: str) -> Ring:
    """Raises ValueError or KeyError for what is no ring."""
    data: Mapping[str, Any] = json.loads(text) if text else {}
    later = tuple(_key(one["secret"], one["writes_from"]) for one in data.get("keys", ()))
    return Ring(None if data.get("first_retired") else first, later)


@lru_cache(maxsize=32)
def derived(master: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(master)


def master_of(secret: str) -> bytes:
    return sha256(secret.encode()).digest()


def fingerprint(master: bytes) -> str:
    """Says which key without saying anything about it."""
    return derived(master, "fingerprint")[:6].hex()


def path() -> Path:
    """`TITIAN_KEYS_FILE`, the same for all machines, or the one in the data directory."""
    return Path(settings.TITIAN_KEYS_FILE)


def read() -> Ring:
    """The ring as it lies there now."""
    try:
        return ring_from(settings.TITIAN_SEALING_KEY, path().read_text())
    except FileNotFoundError:
        return Ring(settings.TITIAN_SEALING_KEY)


def write(ring: Ring) -> None:
    """Written beside and moved: nobody reads half of it, and a crash leaves the old one."""
    place = path()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = place.with_suffix(".new")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(ring.as_text())
        file.flush()
        os.fsync(file.fileno())
    half.rename(place)
    known.look_again()


class _Known:
    """This process's ring."""

    def __init__(self) -> None:
        self._ring: Ring | None = None
        self._looked, self._seen = 0.0, (-1, -1)

    def ring(self) -> Ring:
        moment = time.monotonic()
        if self._ring is None or moment - self._looked > _LOOK_EVERY:
            seen = _version(path())
            if self._ring is None or seen != self._seen:
                self._ring = read()
                self._seen = seen
            self._looked = moment
        return self._ring

    def look_again(self) -> None:
        self._ring = None


known = _Known()


def _version(place: Path) -> tuple[int, int]:
    try:
        found = place.stat()
    except FileNotFoundError:
        return (-1, -1)
    return found.st_ino, found.st_mtime_ns


@lru_cache(maxsize=32)
def _key(secret: str, writes_from: float) -> SealingKey:
    return SealingKey(secret, master_of(secret), float(writes_from))


@lru_cache(maxsize=32)
def _id_of(master: bytes) -> bytes:
    return derived(master, "id")[:_ID]
