"""How a facility proves who it is and how answers are sealed for it (bpjs-protocols §2, §3)."""

import binascii
import hmac
from base64 import b64decode, b64encode
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from titian.bridging.rules.lz import NotUnpackable, packed, unpacked

_BLOCK = 16
_DRIFT = (0, 1, -1)  # Khanza reads its clock once for the header and again for the signature


class NotSealed(ValueError):
    """Not what we, or the caller, would have sealed."""


def signature(secret: str, cons_id: str, timestamp: str) -> str:
    said = f"{cons_id}&{timestamp}".encode()
    return b64encode(hmac.digest(secret.encode(), said, "sha256")).decode()


def is_genuine(secret: str, cons_id: str, timestamp: int, given: str) -> bool:
    """Whether this consumer signed that second, or the one before or after it."""
    return any(
        hmac.compare_digest(
            signature(secret, cons_id, str(timestamp + drift)).encode(), given.encode()
        )
        for drift in _DRIFT
    )


def key_of(cons_id: str, secret: str, timestamp: str) -> bytes:
    """`timestamp` is the header's literal text; for medical records it is the facility code."""
    return sha256(f"{cons_id}{secret}{timestamp}".encode()).digest()


def encrypted(content: bytes, key: bytes) -> str:
    """AES-256-CBC, PKCS#7, Base64; the vector is the key's first half."""
    fill = _BLOCK - len(content) % _BLOCK
    writer = Cipher(AES(key), CBC(key[:_BLOCK])).encryptor()
    return b64encode(writer.update(content + bytes([fill]) * fill) + writer.finalize()).decode()


def decrypted(text: str, key: bytes) -> bytes:
    """Raises `NotSealed` for whatever `encrypted` did not write with this key."""
    try:
        content = b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotSealed("not Base64") from error
    if not content or len(content) % _BLOCK:
        raise NotSealed("not whole blocks")
    reader = Cipher(AES(key), CBC(key[:_BLOCK])).decryptor()
    opened = reader.update(content) + reader.finalize()
    fill = opened[-1]
    if not 1 <= fill <= _BLOCK or opened[-fill:] != bytes([fill]) * fill:
        raise NotSealed("another key")
    return opened[:-fill]


def sealed_text(text: str, key: bytes) -> str:
    """A payload's JSON as it goes into `response`."""
    return encrypted(packed(text).encode(), key)


def opened_text(sealed: str, key: bytes) -> str:
    """What a client reads out of `response`."""
    try:
        return unpacked(decrypted(sealed, key).decode("ascii"))
    except (UnicodeDecodeError, NotUnpackable) as error:
        raise NotSealed("not packed") from error
