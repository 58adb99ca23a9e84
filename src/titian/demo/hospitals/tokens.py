"""The token such a system gives: a JWT for an hour, signed with its own word."""

import base64
import hmac
import json
from typing import Any

_LASTS = 3600


def new_token(word: str, serial: int, now: float) -> str:
    head = _part({"alg": "HS256", "typ": "JWT"})
    body = _part({"exp": int(now) + _LASTS, "jti": serial})
    return f"{head}.{body}.{_sign(word, f'{head}.{body}')}"


def is_good(word: str, token: str, serial: int, now: float) -> bool:
    said, _, sign = token.rpartition(".")
    if not hmac.compare_digest(_sign(word, said).encode(), sign.encode()):
        return False
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(said.split(".")[1] + "=="))
    return bool(claims["exp"] > now and claims["jti"] == serial)


def _part(told: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def _sign(word: str, said: str) -> str:
    mac = hmac.digest(word.encode(), said.encode(), "sha256")
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")
