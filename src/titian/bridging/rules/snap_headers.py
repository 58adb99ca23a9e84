"""Headers of SNAP BI: shape first, then whether the moment is near enough (§7.2)."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from titian.bridging.errors import SnapRefused
from titian.bridging.types import CallHeaders, SnapCase, SnapRequest

WINDOW = timedelta(minutes=5)
LONGEST_BODY = 65_536

_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00", re.ASCII)
_SHAPES: Mapping[str, re.Pattern[str]] = {
    "X-TIMESTAMP": _TIMESTAMP,
    "X-CLIENT-KEY": re.compile(r"[\x21-\x7e]{1,80}"),
    "X-PARTNER-ID": re.compile(r"[\x21-\x7e]{1,36}"),
    "X-EXTERNAL-ID": re.compile(r"[0-9]{1,36}"),
    "CHANNEL-ID": re.compile(r"[A-Za-z0-9]{5}"),
    "X-SIGNATURE": re.compile(r"[A-Za-z0-9+/=]{1,1024}"),
}
_OF_A_TOKEN = ("X-CLIENT-KEY", "X-TIMESTAMP", "X-SIGNATURE")
_OF_A_CALL = ("X-TIMESTAMP", "X-SIGNATURE", "X-PARTNER-ID", "X-EXTERNAL-ID", "CHANNEL-ID")
_BEARER = re.compile(r"Bearer ([A-Za-z0-9._~+/=-]{1,512})")
_JSON = re.compile(r"application/json(?:\s*;.*)?", re.IGNORECASE)


def moment_of(text: str) -> datetime | None:
    """`yyyy-MM-ddTHH:mm:ss+07:00`, 25 characters and a day that exists; else None."""
    if not _TIMESTAMP.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def is_near(said_at: datetime, at: datetime) -> bool:
    return abs(said_at - at) <= WINDOW


def token_headers(headers: Mapping[str, str]) -> tuple[str, str, datetime, str]:
    """Client key, timestamp as written, its moment, signature; or SnapRefused."""
    client_key, timestamp, signature = _shaped(headers, _OF_A_TOKEN)
    return client_key, timestamp, _moment(timestamp), signature


def call_headers(headers: Mapping[str, str]) -> CallHeaders:
    """All headers of a call, or SnapRefused for the first that is missing or misshapen."""
    timestamp, signature, partner_id, external_id, _ = _shaped(headers, _OF_A_CALL)
    said_at = _moment(timestamp)
    bearer = _BEARER.fullmatch(headers.get("authorization", ""))
    if bearer is None:
        raise SnapRefused(SnapCase.TOKEN_NOT_FOUND)
    return CallHeaders(bearer[1], timestamp, said_at, signature, partner_id, external_id)


def refuse_unless_json(request: SnapRequest) -> None:
    if request.method != "POST":
        raise SnapRefused(SnapCase.NOT_SUPPORTED)
    is_json = _JSON.fullmatch(request.headers.get("content-type", ""))
    if len(request.body) > LONGEST_BODY or not is_json:
        raise SnapRefused(SnapCase.BAD_REQUEST)


def _shaped(headers: Mapping[str, str], names: tuple[str, ...]) -> list[str]:
    values = {name: headers.get(name.lower(), "") for name in names}
    for name, value in values.items():
        if not value:
            raise SnapRefused(SnapCase.MISSING_FIELD, name)
    for name, value in values.items():
        if not _SHAPES[name].fullmatch(value):
            raise SnapRefused(SnapCase.INVALID_FORMAT, name)
    return list(values.values())


def _moment(timestamp: str) -> datetime:
    moment = moment_of(timestamp)
    if moment is None:
        raise SnapRefused(SnapCase.INVALID_FORMAT, "X-TIMESTAMP")
    return moment
