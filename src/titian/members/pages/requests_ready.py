"""A form filled in beforehand: what the assistant was told stands in its fields already."""

from datetime import date
from typing import Any

from titian.members.pages.requests_forms import FIRST
from titian.members.types import Prepared, RequestKind


def first_said(kind: RequestKind, ready: Prepared | None) -> str:
    """The answer to the first question, when it was said."""
    return ready.wanted.get(FIRST.get(kind, ""), "") if ready else ""


def shown_of(ready: Prepared) -> dict[str, Any]:
    """As the fields show it; the key makes one request of one link."""
    said = {name: _shown(name, value) for name, value in ready.wanted.items()}
    return {**said, "kunci": ready.client_key}


def _shown(name: str, value: str) -> str | date:
    is_day = name.endswith(("_date", "_on"))
    return date.fromisoformat(value) if is_day else value
