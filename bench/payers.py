"""Banks in a process of their own: `python -m bench.payers` reads a `Round` as JSON and prints
what came of it. They sign before the round begins, so that only the server is measured.
"""

import hmac
import json
import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from http.client import HTTPConnection
from time import time_ns

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from bench.load import Connection, Job, storm
from titian.kernel import clock
from titian.kernel.clock import JAKARTA

TOKEN, PAYMENT = "/v1.0/access-token/b2b", "/v1.0/transfer-va/payment"
_GRANT = b'{"grantType":"client_credentials"}'
_TAKEN = 200


@dataclass(frozen=True, slots=True)
class Payer:
    """A bank with what it signs by."""

    partner_id: str
    client_key: str
    service_no: str
    secret: str
    private_key: str


@dataclass(frozen=True, slots=True)
class Debt:
    customer_no: str
    amount: int


@dataclass(frozen=True, slots=True)
class Round:
    port: int
    seconds: float
    payers: Sequence[Payer]
    debts: Sequence[Debt]


@dataclass(frozen=True, slots=True)
class Call:
    headers: Mapping[str, str]
    body: bytes


def signed_in(payer: Payer, port: int) -> str:
    """A token, asked for with the bank's own key."""
    at = _stamp()
    key = load_pem_private_key(payer.private_key.encode(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("banks sign by RSA")
    text = f"{payer.client_key}|{at}".encode()
    signature = b64encode(key.sign(text, padding.PKCS1v15(), hashes.SHA256())).decode()
    headers = {"Content-Type": "application/json", "X-CLIENT-KEY": payer.client_key,
               "X-TIMESTAMP": at, "X-SIGNATURE": signature}  # fmt: skip
    asked = HTTPConnection("localhost", port, timeout=10)
    asked.request("POST", TOKEN, _GRANT, headers)
    said = json.loads(asked.getresponse().read())
    return str(said["accessToken"])


def signed(payer: Payer, token: str, debt: Debt, number: str) -> Call:
    """The payment of a debt under a number of its own."""
    at, service = _stamp(), payer.service_no.rjust(8)
    body = {
        "partnerServiceId": service,
        "customerNo": debt.customer_no,
        "virtualAccountNo": service + debt.customer_no,
        "virtualAccountName": "UJI BEBAN",
        "paymentRequestId": f"bench-{number}",
        "paidAmount": {"value": f"{debt.amount}.00", "currency": "IDR"},
        "trxDateTime": at,
        "referenceNo": number[-15:],
        "flagAdvise": "N",
    }
    packed = json.dumps(body, separators=(",", ":")).encode()
    text = f"POST:{PAYMENT}:{token}:{sha256(packed).hexdigest()}:{at}"
    signature = b64encode(hmac.digest(payer.secret.encode(), text.encode(), "sha512")).decode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}",
               "X-TIMESTAMP": at, "X-SIGNATURE": signature, "X-PARTNER-ID": payer.partner_id,
               "X-EXTERNAL-ID": number, "CHANNEL-ID": "95231"}  # fmt: skip
    return Call(headers, packed)


def paid(given: Round) -> dict[str, object]:
    """Sign everything, then let go."""
    tokens = [signed_in(payer, given.port) for payer in given.payers]
    calls = list(_calls(given, tokens))
    return asdict(storm(map(_job, calls), port=given.port, seconds=given.seconds))


def _calls(given: Round, tokens: Sequence[str]) -> Iterator[Call]:
    first = time_ns()
    for place, debt in enumerate(given.debts):
        bank = place % len(tokens)
        yield signed(given.payers[bank], tokens[bank], debt, str(first + place))


def _job(call: Call) -> Job:
    async def pay(connection: Connection) -> bool:
        answer = await connection.call(PAYMENT, call.headers, call.body)
        return answer.status == _TAKEN

    return pay


def _stamp() -> str:
    return clock.now().astimezone(JAKARTA).isoformat(timespec="seconds")


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    asked["payers"] = [Payer(**one) for one in asked["payers"]]
    asked["debts"] = [Debt(**one) for one in asked["debts"]]
    json.dump(paid(Round(**asked)), sys.stdout)
