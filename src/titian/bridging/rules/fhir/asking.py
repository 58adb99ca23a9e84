"""What a search means: its parameters, tokens, references and days."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from titian.bridging.errors import FhirRefused
from titian.bridging.types.fhir import DayRange, FhirType, Param, ParamKind, Question

USUAL, MOST = 20, 100
_FAR = 100_000
_CONTROL = frozenset({"_count", "_skip", "_format", "_pretty", "_summary"})
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_DAY = re.compile(r"(eq|ge|le|gt|lt)?(\d{4}-\d{2}-\d{2})(T.*)?")
_ONE_DAY = timedelta(days=1)


def question(
    pairs: Sequence[tuple[str, str]], known: Sequence[Param], *, strict: bool
) -> tuple[Question, list[tuple[str, str]]]:
    """The question, and the pairs of it that were understood. Unknown parameters are passed
    over, or refused when the caller asked for strict handling.
    """
    kinds = {param.name: param.kind for param in known}
    values: dict[str, tuple[str, ...]] = {}
    used: list[tuple[str, str]] = []
    for name, value in pairs:
        plain, _, modifier = name.partition(":")
        if plain in _CONTROL:
            continue
        if plain not in kinds:
            if strict:
                raise _not_here(f"Parameter {name[:40]} tidak dikenal")
            continue
        if modifier:
            raise _not_here(f"{name[:40]}: pakai {plain} tanpa tambahan")
        if "," in value and kinds[plain] is not ParamKind.STRING:
            raise _not_here(f"{plain}: satu nilai setiap kali, tanpa koma")
        told = value.replace("\0", "")  # which no text of the database takes
        values[name] = (*values.get(name, ()), told)
        used.append((name, told))
    last = dict(pairs)
    count = min(_number(last, "_count", USUAL), MOST)
    return Question(values, count, _number(last, "_skip", 0)), used


def _not_here(text: str) -> FhirRefused:
    return FhirRefused(400, "not-supported", text)


def token(value: str) -> tuple[str, str]:
    """System and code of "system|code"; an unsaid system is ""."""
    system, bar, code = value.partition("|")
    return (system, code) if bar else ("", system)


def referred(value: str, kind: FhirType) -> str:
    """The id in "Patient/12", a whole address, or a bare id."""
    found = value.rstrip("/").rpartition("/")
    if found[1] and found[0].rpartition("/")[2] != kind.value:
        raise FhirRefused(400, "value", f"{value[:80]} bukan {kind.value}")
    return resource_id(found[2])


def resource_id(text: str) -> str:
    """As it may stand in an address; refuses what cannot be an id."""
    if not _ID.fullmatch(text):
        raise FhirRefused(400, "value", "Id tidak sesuai")
    return text


def days(values: Sequence[str]) -> DayRange:
    """All of these at once: "2026-11-21", "ge2026-11-01", "lt2026-12-01"."""
    first: date | None = None
    last: date | None = None
    for value in values:
        prefix, on = _prefixed_day(value)
        low = {"eq": on, "ge": on, "gt": on + _ONE_DAY}.get(prefix)
        high = {"eq": on, "le": on, "lt": on - _ONE_DAY}.get(prefix)
        first = max(filter(None, (first, low)), default=None)
        last = min(filter(None, (last, high)), default=None)
    return DayRange(first, last)


def _prefixed_day(value: str) -> tuple[str, date]:
    found = _DAY.fullmatch(value.strip())
    try:
        on = date.fromisoformat(found[2]) if found else None
    except ValueError:
        on = None
    if found is None or on is None or not date(1900, 1, 1) <= on <= date(2999, 12, 31):
        raise FhirRefused(400, "value", "Tanggal harus yyyy-mm-dd, boleh dengan eq ge le gt lt")
    return found[1] or "eq", on


def _number(values: Mapping[str, str], name: str, usual: int) -> int:
    said = values.get(name, "")
    if not said:
        return usual
    if not (said.isascii() and said.isdecimal() and len(said) < 7):
        raise FhirRefused(400, "value", f"{name} harus angka")
    return min(int(said), _FAR)
