"""Whether a call is genuine: number, second, signature, key, and PCare's user (§2.1)."""

import binascii
import hmac
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from titian.bridging.errors import WireRefused
from titian.bridging.rules.wire_crypto import is_genuine
from titian.bridging.services.wire.consumers import hash_of_key
from titian.bridging.services.wire.known import known_consumer
from titian.bridging.types.wire import Consumer, Wire

UNPROVED = 401
# Facilities commonly use one key for these (S1); each has its own as well. At i-Care a hospital's
# is VClaim's, a clinic's is PCare's.
_ALSO_WITH = {
    Wire.APLICARES: (Wire.VCLAIM,),
    Wire.ICARE: (Wire.VCLAIM, Wire.PCARE),
    Wire.RECORDS: (Wire.VCLAIM,),
    Wire.PHARMACY: (Wire.VCLAIM,),
    Wire.ANTREAN_FKTP: (Wire.PCARE,),
}
# Clients older than its key send none; the signature proves them.
_MAY_HAVE_NO_KEY = {Wire.APLICARES}
_MAY_NAME_A_USER = {Wire.ANTREAN_FKTP, Wire.ICARE}


@dataclass(frozen=True, slots=True)
class Proved:
    """Who called; the secret they signed with, which also seals the answer."""

    row_id: int
    consumer: Consumer
    secret: str
    timestamp: str  # the header's literal text


def proved(wire: Wire, headers: Mapping[str, str], *, at: datetime, window_seconds: int) -> Proved:
    """Raises `WireRefused` with code 401 and what is wrong."""
    cons_id, timestamp = headers.get("x-cons-id", ""), headers.get("x-timestamp", "")
    given = headers.get("x-signature", "")
    for name, value in (
        ("X-cons-id", cons_id), ("X-timestamp", timestamp), ("X-signature", given)
    ):  # fmt: skip
        if not value:
            raise _unproved(f"Header {name} belum diisi")
    second = _second(timestamp, at, window_seconds)
    found = known_consumer(cons_id, at=at) if _is_number(cons_id, 20) else None
    if found is None:
        raise _unproved("Consumer ID tidak terdaftar")
    row_id, consumer = found
    secret = _signed_with(consumer, cons_id, second, given)
    if not consumer.is_active:
        raise _unproved("Consumer ID sedang dihentikan")
    _refuse_unless_key(wire, consumer, headers.get("user-key", ""))
    authorization = headers.get("x-authorization", "")
    if wire is Wire.PCARE or (wire in _MAY_NAME_A_USER and authorization):
        _refuse_unless_user(consumer, authorization)
    return Proved(row_id, consumer, secret, timestamp)


def _unproved(message: str) -> WireRefused:
    return WireRefused(UNPROVED, message)


def _is_number(text: str, longest: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= longest


def _second(timestamp: str, at: datetime, window_seconds: int) -> int:
    if not _is_number(timestamp, 12):
        raise _unproved("X-timestamp bukan angka detik UTC")
    second = int(timestamp)
    if abs(at.timestamp() - second) > window_seconds:
        raise _unproved("X-timestamp sudah lewat: pakai detik UTC saat ini")
    return second


def _signed_with(consumer: Consumer, cons_id: str, second: int, given: str) -> str:
    """The secret that fits: the present one, or the one before while it overlaps."""
    for secret in consumer.secrets:
        if is_genuine(secret, cons_id, second, given):
            return secret
    raise _unproved("Signature tidak sesuai")


def _refuse_unless_key(wire: Wire, consumer: Consumer, user_key: str) -> None:
    if not user_key and wire in _MAY_HAVE_NO_KEY:
        return
    if not user_key:
        raise _unproved("Header user_key belum diisi")
    taken = (wire, *_ALSO_WITH.get(wire, ()))
    if not any(hash_of_key(user_key) in consumer.key_hashes[one] for one in taken):
        raise _unproved("user_key tidak sesuai untuk layanan ini")


def _refuse_unless_user(consumer: Consumer, authorization: str) -> None:
    """`Basic ` and Base64 of user, password and application, joined by colons."""
    kind, _, told = authorization.partition(" ")
    try:
        said = b64decode(told.strip(), validate=True) if kind.lower() == "basic" else b""
    except (binascii.Error, ValueError):
        said = b""
    fitting = (
        f"{consumer.username}:{password}:{consumer.app_code}".encode()
        for password in consumer.passwords
    )
    if not any(hmac.compare_digest(said, one) for one in fitting):
        raise _unproved("Username atau password PCare tidak sesuai")
