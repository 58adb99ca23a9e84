"""Web push: the words sealed for one browser (RFC 8291), and who asks (VAPID, RFC 8292)."""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha512
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    derive_private_key,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_CURVE = SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_RECORD = 4096
_LAST_RECORD = b"\x02"
_WORD_FOR = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class PushKey:
    """Our key towards push services; browsers are given its public half."""

    private: EllipticCurvePrivateKey

    @property
    def public(self) -> str:
        return to_text(_point(self.private.public_key()))

    @property
    def key_id(self) -> str:
        """Names the key on the devices that were given it."""
        return self.public[1:13]


def key_of(secret: str) -> PushKey:
    """The key that a kept secret stands for."""
    number = int.from_bytes(sha512(b"titian push " + secret.encode()).digest())
    return PushKey(derive_private_key(number % (_ORDER - 1) + 1, _CURVE))


def to_text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def to_bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def sealed_for(
    p256dh: str,
    auth: str,
    words: bytes,
    *,
    own: EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """Only the browser that made these keys reads it. Raises ValueError when they are no keys."""
    theirs = to_bytes(p256dh)
    browser = EllipticCurvePublicKey.from_encoded_point(_CURVE, theirs)
    own, salt = own or generate_private_key(_CURVE), salt or secrets.token_bytes(16)
    ours = _point(own.public_key())
    shared = own.exchange(ECDH(), browser)
    first = _derived(shared, to_bytes(auth), b"WebPush: info\x00" + theirs + ours, 32)
    key = _derived(first, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(first, salt, b"Content-Encoding: nonce\x00", 12)
    head = salt + _RECORD.to_bytes(4) + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, words + _LAST_RECORD, None)


def asked_by(key: PushKey, endpoint: str, contact: str, at: datetime) -> str:
    """The `Authorization` of one push."""
    parts = urlsplit(endpoint)
    said = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + _WORD_FOR).timestamp()),
        "sub": contact,
    }
    body = f"{_json({'typ': 'JWT', 'alg': 'ES256'})}.{_json(said)}"
    r, s = decode_dss_signature(key.private.sign(body.encode(), ECDSA(SHA256())))
    return f"vapid t={body}.{to_text(r.to_bytes(32) + s.to_bytes(32))}, k={key.public}"


def _json(said: dict[str, object] | dict[str, str]) -> str:
    return to_text(json.dumps(said, separators=(",", ":")).encode())


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def _point(public: EllipticCurvePublicKey) -> bytes:
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
