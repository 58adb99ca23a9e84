"""Sealing of identity numbers and addresses: AES-GCM at rest, HMAC for finding them again.

What the first key seals begins with 1; what a later one seals begins with 2 and the key's id,
so that each value says which key it needs (`keyring`).
"""

import hmac
import secrets
import time
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from titian.platform.db import keyring
from titian.platform.db.keyring import Ring, derived

_FIRST, _LATER = b"\x01", b"\x02"
_ID = 4
_NONCE = 12


@lru_cache(maxsize=32)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def prefix(ring: Ring) -> bytes:
    """How everything begins that is sealed now."""
    key = ring.current(time.time())
    return _FIRST if key is None else _LATER + key.id


def seal(text: str) -> bytes:
    """Encrypt: how it is sealed, the nonce, then the ciphertext with its tag."""
    return _sealed("seal", text.encode(), b"")


def unseal(sealed: bytes, *, ring: Ring | None = None) -> str:
    """Decrypt what `seal` made; raises `cryptography.exceptions.InvalidTag` when altered, or
    when its key is not in the ring."""
    return _opened("seal", sealed, b"", ring).decode()


def seal_bytes(content: bytes, *, bound_to: str) -> bytes:
    """Encrypt a file; it opens only under the name it is bound to."""
    return _sealed("file", content, bound_to.encode())


def unseal_bytes(sealed: bytes, *, bound_to: str, ring: Ring | None = None) -> bytes:
    """Decrypt what `seal_bytes` made; raises `InvalidTag` when altered or of another name."""
    return _opened("file", sealed, bound_to.encode(), ring)


def blind_index(purpose: str, text: str) -> bytes:
    """Sixteen keyed bytes under which a sealed value is found; differs by purpose ("nik")."""
    key = derived(settings.TITIAN_SEALING_KEY, f"index:{purpose}")
    return hmac.digest(key, text.encode(), "sha256")[:16]


def _sealed(purpose: str, content: bytes, bound_to: bytes) -> bytes:
    ring = keyring.known.ring()
    key = ring.current(time.time())
    if key is None:
        head, master = _FIRST, settings.TITIAN_SEALING_KEY
    else:
        head, master = _LATER + key.id, key.master
    nonce = secrets.token_bytes(_NONCE)
    cipher = _cipher(derived(master, purpose))
    return head + nonce + cipher.encrypt(nonce, content, head + bound_to)


def _opened(purpose: str, sealed: bytes, bound_to: bytes, ring: Ring | None) -> bytes:
    head = sealed[:1] if sealed[:1] == _FIRST else sealed[: 1 + _ID]
    master = _master(head, ring or keyring.known.ring())
    if master is None and ring is None:  # sealed a moment ago by a process that has seen more
        keyring.known.look_again()
        master = _master(head, keyring.known.ring())
    if master is None:
        raise InvalidTag
    body = sealed[len(head) :]
    cipher = _cipher(derived(master, purpose))
    return cipher.decrypt(body[:_NONCE], body[_NONCE:], head + bound_to)


def _master(head: bytes, ring: Ring) -> bytes | None:
    if head == _FIRST:
        return ring.first
    key = ring.find(head[1:])
    return None if key is None else key.master
