"""A browser's side of web push: its keys, and how it opens what came (RFC 8291, RFC 8188)."""

import secrets

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from titian.bridging.rules.webpush import to_text
from titian.notifications.types import Subscription


class Browser:
    def __init__(self) -> None:
        self._key = generate_private_key(SECP256R1())
        self._secret = secrets.token_bytes(16)
        self._point = self._key.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        self.p256dh, self.auth = to_text(self._point), to_text(self._secret)

    def subscription(self, endpoint: str) -> Subscription:
        return Subscription(endpoint, self.p256dh, self.auth)

    def read(self, sealed: bytes) -> bytes:
        """The words; raises InvalidTag when it was sealed for another."""
        salt, length = sealed[:16], sealed[20]
        sender, body = sealed[21 : 21 + length], sealed[21 + length :]
        theirs = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), sender)
        info = b"WebPush: info\x00" + self._point + sender
        first = _hkdf(self._key.exchange(ECDH(), theirs), self._secret, info, 32)
        key = _hkdf(first, salt, b"Content-Encoding: aes128gcm\x00", 16)
        nonce = _hkdf(first, salt, b"Content-Encoding: nonce\x00", 12)
        return AESGCM(key).decrypt(nonce, body, None).rstrip(b"\x00").removesuffix(b"\x02")


def _hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
