"""WhatsApp that calls our door again until it is told that the call was taken."""

import hmac
import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import httpx

DOOR = "/panggilan/whatsapp"
_TRIES = 80


def written(number: int, *, stamp: int) -> bytes:
    """One message of one phone, as the Cloud API writes it."""
    message = {
        "from": f"62899{number % 40:08}", "id": f"wamid.STORM{number}", "timestamp": str(stamp),
        "type": "text", "text": {"body": f"halo, pesan {number}"},
    }  # fmt: skip
    value = {"metadata": {"phone_number_id": ""}, "messages": [message]}
    body = {"entry": [{"id": "0", "changes": [{"field": "messages", "value": value}]}]}
    return json.dumps(body).encode()


def signed(body: bytes, secret: str) -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, sha256).hexdigest()
    return {"X-Hub-Signature-256": f"sha256={digest}", "Content-Type": "application/json"}


def call_all(origin: str, secret: str, bodies: Sequence[bytes]) -> int:
    """Each call twice, as Meta may; how many were taken both times."""
    with ThreadPoolExecutor(8) as pool:
        return sum(pool.map(lambda body: _taken(origin, secret, body), [*bodies, *bodies]))


def _taken(origin: str, secret: str, body: bytes) -> int:
    with httpx.Client(base_url=origin, timeout=10) as client:
        for _ in range(_TRIES):
            try:
                answer = client.post(DOOR, content=body, headers=signed(body, secret))
            except httpx.HTTPError:
                time.sleep(0.25)
                continue
            if answer.status_code == 200:
                return 1
            time.sleep(0.25)
    return 0
