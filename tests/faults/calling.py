"""A bank that pays over HTTP and asks again until it knows what came of it (domain-rules §7.3):
the same call once more, then the status, then the payment again as an advice.
"""

import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tests.factories.banks import PAYMENT, STATUS, Answer, Bank, Send, new_external_id

_TRIES = 120
_PAUSE_SECONDS = 0.25
_PAID, _PAID_BEFORE, _NOT_FOUND = "2002500", "2002600", "4042601"


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A payment that the bank was told is taken."""

    family: int
    request_id: str
    asked_again: bool


@contextmanager
def wire(origin: str) -> Iterator[Send]:
    """The network, for as many calls at once as there are threads."""
    with httpx.Client(base_url=origin, timeout=10) as client:

        def send(path: str, body: bytes, headers: dict[str, str]) -> Answer:
            return client.post(path, content=body, headers=headers)

        yield send


def pay_all(
    bank: Bank, families: Sequence[dict[str, Any]], amount: int, *, threads: int = 8
) -> list[Acknowledged]:
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda family: paid(bank, family, amount), families))


def paid(bank: Bank, family: dict[str, Any], amount: int) -> Acknowledged:
    bill = bank.bill(family["number"], f"{amount}.00")
    known = Acknowledged(family["family"], bill["paymentRequestId"], asked_again=False)
    question = {**bank.account(family["number"]), "paymentRequestId": known.request_id}
    if _heard(bank, PAYMENT, bill, new_external_id(), tries=2) == _PAID:
        return known
    for _ in range(_TRIES):
        code = _heard(bank, STATUS, question, new_external_id(), tries=1)
        if code == _NOT_FOUND:
            advice = {**bill, "flagAdvise": "Y"}
            code = _heard(bank, PAYMENT, advice, new_external_id(), tries=1)
        if code in (_PAID, _PAID_BEFORE):
            return Acknowledged(known.family, known.request_id, asked_again=True)
        time.sleep(_PAUSE_SECONDS)
    raise AssertionError(f"the bank was never told what came of {known.request_id}")


def _heard(bank: Bank, path: str, body: dict[str, Any], external_id: str, *, tries: int) -> str:
    """The response code; "" when nobody answered or something of ours is broken."""
    for _ in range(tries):
        try:
            answer = bank.call(path, body, external_id=external_id)
            code = str(json.loads(answer.content)["responseCode"])
        except (httpx.HTTPError, ValueError, KeyError):
            code = "5"
        if not code.startswith("5"):
            return code
        time.sleep(_PAUSE_SECONDS)
    return ""
