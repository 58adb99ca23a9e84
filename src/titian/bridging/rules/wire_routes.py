"""Which endpoint an address means: any letter case, any number of slashes (bpjs-protocols §11)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from titian.bridging.types.wire import Route, Wire

PREFIXES: Mapping[str, Wire] = {
    "vclaim-rest": Wire.VCLAIM,
    "vclaim-rest-dev": Wire.VCLAIM,
    "antreanrs": Wire.ANTREAN_RS,
    "antreanrs_dev": Wire.ANTREAN_RS,
    "antreanfktp": Wire.ANTREAN_FKTP,
    "antreanfktp_dev": Wire.ANTREAN_FKTP,
    "pcare-rest": Wire.PCARE,
    "pcare-rest-dev": Wire.PCARE,
    "wsihs": Wire.ICARE,
    "ihs": Wire.ICARE,
    "ihs_dev": Wire.ICARE,
    "apotek-rest": Wire.PHARMACY,
    "apotek-rest-dev": Wire.PHARMACY,
    "erekammedis": Wire.RECORDS,
    "erekammedis_dev": Wire.RECORDS,
    "medicalrecord": Wire.RECORDS,
    "aplicaresws": Wire.APLICARES,
    "aplicaresws_dev": Wire.APLICARES,
}

_OF_A_CLINICS_QUEUE = ("ref/", "antrean/")

_VALUE = re.compile(r"\{(\w+)\}")


def wire_at(prefix: str, path: str) -> Wire:
    """The service of an address. Some clients send a clinic's queue to PCare's base (§6.1)."""
    wire = PREFIXES[prefix.lower()]
    if wire is Wire.PCARE and path.lstrip("/").lower().startswith(_OF_A_CLINICS_QUEUE):
        return Wire.ANTREAN_FKTP
    return wire


@dataclass(frozen=True, slots=True)
class Found:
    route: Route
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """`strict` holds values within one segment; `wide` lets them hold slashes, since servers
    and proxies decode %2F before anybody sees it.
    """

    route: Route
    strict: re.Pattern[str]
    wide: re.Pattern[str] | None
    fixed: int  # literal letters: the more, the likelier it is meant


class Table:
    """The endpoints of all services, the most literal first."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._by_wire: dict[Wire, list[_Compiled]] = {wire: [] for wire in Wire}
        for route in routes:
            self._by_wire[route.wire].append(_compiled(route))
        for compiled in self._by_wire.values():
            compiled.sort(key=lambda one: -one.fixed)

    def find(self, wire: Wire, method: str, path: str) -> Found | None:
        """The endpoint for this method, or None."""
        return self._find(wire, path, method)

    def knows(self, wire: Wire, path: str) -> bool:
        """Whether there is an endpoint of another method at this address."""
        return self._find(wire, path, None) is not None

    def routes(self) -> list[Route]:
        return [one.route for compiled in self._by_wire.values() for one in compiled]

    def _find(self, wire: Wire, path: str, method: str | None) -> Found | None:
        said = "/" + "/".join(part for part in path.split("/") if part)
        fitting = [
            one for one in self._by_wire[wire] if method is None or method in one.route.methods
        ]
        for one in fitting:
            if form := one.strict.fullmatch(said):
                return Found(one.route, form.groupdict())
        for one in fitting:
            if one.wide and (form := one.wide.fullmatch(said)):
                return Found(one.route, form.groupdict())
        return None


def _compiled(route: Route) -> _Compiled:
    names = _VALUE.findall(route.template)
    return _Compiled(
        route,
        re.compile(_pattern(route.template, r"[^/]+"), re.IGNORECASE | re.DOTALL),
        re.compile(_pattern(route.template, r".+?"), re.IGNORECASE | re.DOTALL)
        if len(names) in (1, 2)  # more could take too long over a path made to be hard
        else None,
        len(_VALUE.sub("", route.template)),
    )


def _pattern(template: str, value: str) -> str:
    literal = _VALUE.split(template.rstrip("/"))
    parts = [re.escape(literal[0])]
    for name, rest in zip(literal[1::2], literal[2::2], strict=True):
        parts.append(f"(?P<{name}>{value}){re.escape(rest)}")
    return "".join(parts)
