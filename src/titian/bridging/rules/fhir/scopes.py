"""SMART scopes of a system: "system/Patient.rs", "system/*.rs", or the older ".read"."""

import re
from collections.abc import Collection, Iterable

from titian.bridging.types.fhir import FhirType, Right

_SCOPE = re.compile(r"system/(\*|[A-Za-z]+)\.(read|c?r?u?d?s?)")
_OLDER = {"read": "rs"}


def is_scope(text: str) -> bool:
    found = _SCOPE.fullmatch(text)
    return bool(found) and bool(found[2]) and found[1] in {"*", *FhirType} if found else False


def granted(asked: Collection[str], allowed: Collection[str]) -> list[str]:
    """Of what was asked the part that is allowed, one scope for each kind of resource; all that
    is allowed when nothing was asked.
    """
    may = _rights(allowed)
    wanted = _rights(asked) if asked else may
    both = {kind: rights & wanted.get(kind, set()) for kind, rights in may.items()}
    return [
        f"system/{kind}.{''.join(right for right in Right if right in rights)}"
        for kind, rights in both.items()
        if rights
    ]


def allows(scopes: Collection[str], kind: FhirType, right: Right) -> bool:
    return right in _rights(scopes).get(kind, set())


def _rights(scopes: Iterable[str]) -> dict[FhirType, set[Right]]:
    """What the scopes come to, kind by kind."""
    found: dict[FhirType, set[Right]] = {}
    for scope in scopes:
        if not is_scope(scope):
            continue
        kind, _, letters = scope.removeprefix("system/").partition(".")
        rights = {right for right in Right if right in _OLDER.get(letters, letters)}
        for one in FhirType if kind == "*" else (FhirType(kind),):
            found.setdefault(one, set()).update(rights)
    return found
