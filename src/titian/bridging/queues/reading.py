"""Reading what a facility's system answers, as tolerantly as its makers write (§5)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from titian.queue.ports import NotKnown
from titian.queue.types import Quotas

_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_MILLISECONDS_FROM = 100_000_000_000  # below it the number counts seconds


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: the code of its metadata decides, whatever the HTTP status was."""

    code: int
    message: str
    response: Any

    def fields(self) -> Mapping[str, Any]:
        """The response's fields by name in lower case; none when it is no object."""
        if not isinstance(self.response, dict):
            return {}
        return _by_name(self.response)

    def rows(self) -> list[Mapping[str, Any]]:
        """The response's list, bare or under `list`."""
        found = self.fields().get("list", self.response)
        rows = found if isinstance(found, list) else []
        return [
            {str(k).lower(): v for k, v in row.items()} for row in rows if isinstance(row, dict)
        ]


def _by_name(told: Mapping[object, Any]) -> dict[str, Any]:
    return {str(name).lower(): value for name, value in told.items()}


def said(raw: bytes) -> Said:
    """Raises `NotKnown`: who cannot be read may have done what was asked."""
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise NotKnown("answer_not_readable") from error
    if not isinstance(told, dict):
        raise NotKnown("answer_not_readable")
    by_name = _by_name(told)
    metadata = by_name.get("metadata")
    if not isinstance(metadata, dict):
        raise NotKnown("answer_without_metadata")
    code = whole(metadata.get("code"))
    if code is None:
        raise NotKnown("answer_without_code")
    return Said(code, text(metadata.get("message")), by_name.get("response"))


def text(value: object) -> str:
    """Numbers are text as well; nothing else is."""
    if isinstance(value, bool) or value is None:
        return ""
    return str(value).strip() if isinstance(value, str | int | float) else ""


def whole(value: object) -> int | None:
    """A whole number, also as text and with leading zeros."""
    if isinstance(value, bool):
        return None
    try:
        number = int(float(text(value)))
    except (ValueError, OverflowError):
        return None
    return number if abs(number) < 2**31 else None


def moment(value: object) -> datetime | None:
    """Epoch milliseconds, or seconds where somebody forgot; None when no such day is."""
    try:
        number = float(text(value))
        seconds = number / 1000 if number >= _MILLISECONDS_FROM else number
        found = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return found if _EARLIEST < found < _LATEST else None


def day(value: object) -> date | None:
    try:
        return date.fromisoformat(text(value)[:10])
    except ValueError:
        return None


def waits(value: object) -> timedelta | None:
    """Seconds; Khanza multiplies into milliseconds, so a whole day and more is taken as those."""
    number = whole(value)
    if number is None or number < 0:
        return None
    seconds = number / 1000 if number > 86_400 else number
    return timedelta(seconds=seconds)


def quotas(fields: Mapping[str, Any]) -> Quotas | None:
    names = ("kuotajkn", "sisakuotajkn", "kuotanonjkn", "sisakuotanonjkn")
    found = [whole(fields.get(name)) for name in names]
    if found[0] is None:
        return None
    jkn, jkn_left, other, other_left = (min(max(one or 0, 0), 30_000) for one in found)
    return Quotas(jkn, jkn_left, other, other_left)
