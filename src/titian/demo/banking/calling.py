"""Signed calls as the standard describes them, written without a look at our own checks."""

import hmac
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings

from titian.demo.models import DemoBank
from titian.kernel.clock import JAKARTA
from titian.platform.db.transactions import refuse_transaction

ACCESS = "/v1.0/access-token/b2b"
INQUIRY = "/v1.0/transfer-va/inquiry"
PAYMENT = "/v1.0/transfer-va/payment"
STATUS = "/v1.0/transfer-va/status"
_SECONDS = 15.0
_NO_PATIENCE = 0.001
_NO_ANSWER = 0

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One request and its answer, as the page shows them."""

    request: str
    headers: dict[str, str]
    body: Body
    status: int
    answer: dict[str, Any]

    @property
    def code(self) -> str:
        return str(self.answer.get("responseCode", ""))


def ask_token(bank: DemoBank, *, at: datetime) -> Step:
    stamp = _stamp(at)
    key = load_pem_private_key(bank.private_key_sealed.encode(), None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("the demo's bank has an RSA key")
    signed = key.sign(f"{bank.client_key}|{stamp}".encode(), PKCS1v15(), SHA256())
    headers = {
        "X-CLIENT-KEY": bank.client_key,
        "X-TIMESTAMP": stamp,
        "X-SIGNATURE": b64encode(signed).decode(),
    }
    return _sent(ACCESS, headers, {"grantType": "client_credentials"})


def call(
    bank: DemoBank,
    token: str,
    path: str,
    body: Body,
    *,
    external_id: str,
    at: datetime,
    secret: str = "",
    signed: Body | None = None,
    patience: float = _SECONDS,
) -> Step:
    """`secret` other than the bank's own makes a wrong signature, `signed` one of another body."""
    stamp = _stamp(at)
    digest = sha256(_packed(signed or body)).hexdigest()
    text = f"POST:{path}:{token}:{digest}:{stamp}"
    key = (secret or bank.secret_sealed).encode()
    headers = {
        "Authorization": f"Bearer {token}",
        "X-TIMESTAMP": stamp,
        "X-SIGNATURE": b64encode(hmac.digest(key, text.encode(), "sha512")).decode(),
        "X-PARTNER-ID": bank.partner_id,
        "X-EXTERNAL-ID": external_id,
        "CHANNEL-ID": "95221",
    }
    return _sent(path, headers, body, patience)


def call_and_hang_up(
    bank: DemoBank, token: str, path: str, body: Body, *, external_id: str, at: datetime
) -> Step:
    """The request goes out whole; nobody listens to what comes back."""
    return call(bank, token, path, body, external_id=external_id, at=at, patience=_NO_PATIENCE)


def _sent(path: str, headers: dict[str, str], body: Body, patience: float = _SECONDS) -> Step:
    """Over HTTP to our own port, as any bank would; no answer is an answer as well."""
    refuse_transaction()
    given = {"Content-Type": "application/json", **headers}
    waits = httpx.Timeout(_SECONDS, read=patience)
    try:
        with httpx.Client(timeout=waits, trust_env=False) as client:
            origin = f"http://localhost:{settings.TITIAN_PORT}"
            answer = client.post(f"{origin}{path}", content=_packed(body), headers=given)
            status, said = answer.status_code, answer.json()
    except (httpx.HTTPError, ValueError) as error:
        status, said = _NO_ANSWER, {"responseMessage": type(error).__name__}
    return Step(f"POST {path}", headers, body, status, said)


def _packed(body: Body) -> bytes:
    return json.dumps(body, separators=(",", ":")).encode()


def _stamp(at: datetime) -> str:
    return at.astimezone(JAKARTA).isoformat(timespec="seconds")
