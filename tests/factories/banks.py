"""A bank that calls as the standard says: it signs by its own hand, not by our code."""

import hmac
import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from itertools import count
from typing import Any, Protocol
from uuid import uuid4

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client

from titian.bridging import services as bridging
from titian.bridging.types import NewBank
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA

SETUP = Actor.system("tests")
TOKEN = "/v1.0/access-token/b2b"
INQUIRY = "/v1.0/transfer-va/inquiry"
PAYMENT = "/v1.0/transfer-va/payment"
STATUS = "/v1.0/transfer-va/status"

_numbers = count(uuid4().int % 10**9)
Body = Mapping[str, Any]


class Answer(Protocol):
    @property
    def status_code(self) -> int: ...

    @property
    def content(self) -> bytes: ...

    def json(self) -> Any: ...


Send = Callable[[str, bytes, dict[str, str]], Answer]


def by_client(client: Client) -> Send:
    """Django's test client as the wire."""

    def send(path: str, body: bytes, headers: dict[str, str]) -> Answer:
        given = {name: value for name, value in headers.items() if name != "Content-Type"}
        kind = headers.get("Content-Type", "")
        return client.generic("POST", path, body, content_type=kind, headers=given)

    return send


@cache
def key_of_tests() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem_of(key: rsa.RSAPrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@dataclass
class Bank:
    """A partner with its key, secret and the token it was given last."""

    partner_id: str
    client_key: str
    secret: str
    service_no: str
    send: Send
    token: str = ""
    channel: str = "95231"
    key: rsa.RSAPrivateKey = field(default_factory=key_of_tests)

    def ask_token(self, **changes: str) -> Answer:
        headers = self.token_headers(at=changes.pop("at", stamp()))
        return self.send(TOKEN, b'{"grantType":"client_credentials"}', {**headers, **changes})

    def token_headers(self, *, at: str = "") -> dict[str, str]:
        at = at or stamp()
        text = f"{self.client_key}|{at}".encode()
        signed = b64encode(self.key.sign(text, padding.PKCS1v15(), hashes.SHA256())).decode()
        return {
            "Content-Type": "application/json",
            "X-CLIENT-KEY": self.client_key,
            "X-TIMESTAMP": at,
            "X-SIGNATURE": signed,
        }

    def signed_in(self) -> "Bank":
        answer = self.ask_token()
        assert answer.status_code == 200, answer.json()
        self.token = answer.json()["accessToken"]
        return self

    def headers(self, path: str, body: bytes, *, external_id: str = "", at: str = "") -> Any:
        at = at or stamp()
        packed = json.dumps(json.loads(body), separators=(",", ":")).encode()
        text = f"POST:{path}:{self.token}:{sha256(packed).hexdigest()}:{at}"
        signed = b64encode(hmac.digest(self.secret.encode(), text.encode(), "sha512")).decode()
        return {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {self.token}",
            "X-TIMESTAMP": at,
            "X-SIGNATURE": signed,
            "X-PARTNER-ID": self.partner_id,
            "X-EXTERNAL-ID": external_id or new_external_id(),
            "CHANNEL-ID": self.channel,
        }

    def call(self, path: str, body: Body, *, external_id: str = "", **changes: str) -> Answer:
        """One signed call; `changes` replace headers (with _ for -), empty ones are left out."""
        raw = json.dumps(body).encode()
        headers = self.headers(path, raw, external_id=external_id)
        for name, value in changes.items():
            headers[name.replace("_", "-")] = value
        return self.send(path, raw, {name: value for name, value in headers.items() if value})

    def account(self, customer_no: str) -> dict[str, str]:
        service_id = self.service_no.rjust(8)
        return {
            "partnerServiceId": service_id,
            "customerNo": customer_no,
            "virtualAccountNo": service_id + customer_no,
        }

    def inquire(self, customer_no: str, *, external_id: str = "") -> Answer:
        asked = {**self.account(customer_no), "inquiryRequestId": uuid4().hex}
        return self.call(INQUIRY, asked, external_id=external_id)

    def bill(self, customer_no: str, amount: str, **changes: Any) -> dict[str, Any]:
        """The body of a payment."""
        return {
            **self.account(customer_no),
            "virtualAccountName": "BUDI SANTOSO",
            "paymentRequestId": uuid4().hex,
            "paidAmount": {"value": amount, "currency": "IDR"},
            "trxDateTime": stamp(),
            "referenceNo": "000000000012345",
            "flagAdvise": "N",
            **changes,
        }

    def pay(self, body: Body, *, external_id: str = "") -> Answer:
        return self.call(PAYMENT, body, external_id=external_id)

    def status(self, customer_no: str, request_id: str) -> Answer:
        return self.call(STATUS, {**self.account(customer_no), "paymentRequestId": request_id})


def stamp(at: datetime | None = None) -> str:
    return (at or clock.now()).astimezone(JAKARTA).isoformat(timespec="seconds")


def new_external_id() -> str:
    return str(next(_numbers))


def make_bank(send: Send, *, addresses: tuple[str, ...] = (), service_no: str = "88888") -> Bank:
    """A partner on record, with a key of its own, not signed in yet."""
    number = f"{next(_numbers)}"
    partner_id, client_key = f"BANK{number}", f"client-{number}"
    new = NewBank(
        partner_id, client_key, f"Bank Uji {number}", service_no, pem_of(key_of_tests()), addresses
    )
    secret = bridging.add_bank(bank=new, by=SETUP, at=clock.now())
    return Bank(partner_id, client_key, secret, service_no, send)
