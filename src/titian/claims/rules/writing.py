"""Care sheets and groups as the JSON that is sealed, and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from titian.claims.types import CareSheet, SheetDiagnosis

_DAYS = ("admitted_on", "left_on", "control_on")
_KNOWN = frozenset(field.name for field in fields(CareSheet))


def sheet_as_text(sheet: CareSheet) -> str:
    said = asdict(sheet)
    said |= {name: said[name].isoformat() for name in _DAYS if said[name]}
    return json.dumps(said)


def sheet_from(text: str | None) -> CareSheet | None:
    """None when none was written; a field that is not known any more is passed over."""
    if text is None:
        return None
    said: dict[str, Any] = {k: v for k, v in json.loads(text).items() if k in _KNOWN}
    said |= {name: date.fromisoformat(said[name]) for name in _DAYS if said.get(name)}
    said["diagnoses"] = tuple(SheetDiagnosis(**one) for one in said.get("diagnoses", ()))
    said["procedures"] = tuple(said.get("procedures", ()))
    return CareSheet(**said)


def group_as_text(grouper: str, code: str, name: str) -> str:
    return json.dumps({"grouper": grouper, "code": code, "name": name})


def group_from(text: str) -> Mapping[str, str]:
    said: Mapping[str, str] = json.loads(text)
    return said
