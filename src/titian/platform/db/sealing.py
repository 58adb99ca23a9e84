"""Sealing of identity numbers and addresses: AES-GCM at rest, HMAC for finding them again."""

import hmac
import secrets
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_VERSION = b"\x01"
_NONCE = 12


@lru_cache(maxsize=8)
def _key(master: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(master)


def _derived(purpose: str) -> bytes:
    return _key(settings.TITIAN_SEALING_KEY, purpose)


@lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def seal(text: str) -> bytes:
    """Encrypt: one version byte, the nonce, then the ciphertext with its tag."""
    nonce = secrets.token_bytes(_NONCE)
    return _VERSION + nonce + _cipher(_derived("seal")).encrypt(nonce, text.encode(), _VERSION)


def unseal(sealed: bytes) -> str:
    """Decrypt what `seal` made; raises `cryptography.exceptions.InvalidTag` when altered."""
    nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    return _cipher(_derived("seal")).decrypt(nonce, body, sealed[:1]).decode()


def seal_bytes(content: bytes, *, bound_to: str) -> bytes:
    """Encrypt a file; it opens only under the name it is bound to."""
    nonce = secrets.token_bytes(_NONCE)
    cipher = _cipher(_derived("file"))
    return _VERSION + nonce + cipher.encrypt(nonce, content, _VERSION + bound_to.encode())


def unseal_bytes(sealed: bytes, *, bound_to: str) -> bytes:
    """Decrypt what `seal_bytes` made; raises `InvalidTag` when altered or of another name."""
    nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    return _cipher(_derived("file")).decrypt(nonce, body, sealed[:1] + bound_to.encode())


def blind_index(purpose: str, text: str) -> bytes:
    """Sixteen keyed bytes under which a sealed value is found; differs by purpose ("nik")."""
    return hmac.digest(_derived(f"index:{purpose}"), text.encode(), "sha256")[:16]
