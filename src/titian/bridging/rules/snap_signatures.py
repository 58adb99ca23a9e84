"""Signatures of SNAP BI (domain-rules §7.2), checked over the bytes as they came."""

import binascii
import hmac
import re
from base64 import b64decode, b64encode
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key

LEAST_KEY_BITS = 2048

# A string, ended or not, or white space outside of one: linear whatever somebody sends.
_STRING_OR_SPACE = re.compile(rb'("(?:[^"\\]++|\\.)*+(?:"|\\?\Z))|[ \t\r\n]+', re.DOTALL)


class KeyNotUsable(ValueError):
    """Not a public RSA key in PEM, or one that is too short."""


def minified(body: bytes) -> bytes:
    """The body without white space outside its strings; order and values stay as sent."""
    return _STRING_OR_SPACE.sub(lambda found: found[1] or b"", body)


def body_hash(body: bytes) -> str:
    return sha256(minified(body)).hexdigest()


def string_to_sign(*, method: str, path: str, token: str, body: bytes, timestamp: str) -> str:
    """`path` is relative, as the caller sees it, query included."""
    return f"{method}:{path}:{token}:{body_hash(body)}:{timestamp}"


def call_signature(secret: str, text: str) -> str:
    return b64encode(hmac.digest(secret.encode(), text.encode(), "sha512")).decode()


def is_call_genuine(secret: str, text: str, signature: str) -> bool:
    return hmac.compare_digest(call_signature(secret, text).encode(), signature.encode())


def is_token_request_genuine(
    public_key: str, *, client_key: str, timestamp: str, signature: str
) -> bool:
    """RSASSA-PKCS1-v1_5 with SHA-256 over "clientId|timestamp"."""
    try:
        given = b64decode(signature, validate=True)
        usable_key(public_key).verify(
            given, f"{client_key}|{timestamp}".encode(), PKCS1v15(), SHA256()
        )
    except (InvalidSignature, KeyNotUsable, binascii.Error, ValueError):
        return False
    return True


@lru_cache(maxsize=64)
def usable_key(pem: str) -> RSAPublicKey:
    """The partner's key; raises KeyNotUsable."""
    try:
        key = load_pem_public_key(pem.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyNotUsable("not a public key in PEM") from error
    if not isinstance(key, RSAPublicKey) or key.key_size < LEAST_KEY_BITS:
        raise KeyNotUsable(f"an RSA key of at least {LEAST_KEY_BITS} bits is needed")
    return key
