"""A city that enrols, for the browser: its open pages, and those of who keeps its procedures."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.factories.city import KEEPS, MALANG, open_malang
from titian.enrolment.models import Procedure
from titian.enrolment.types import ApplicationKind
from titian.kernel.scopes import Grant


@dataclass(frozen=True, slots=True)
class Citywide:
    city: str
    procedure: int
    keeper: tuple[Grant, ...] = KEEPS


CITY: dict[str, Callable[[Citywide], str]] = {
    "enrolment:cities": lambda _: "/kota/",
    "enrolment:city": lambda c: f"/kota/{c.city}/",
    "enrolment:checklist": lambda c: f"/kota/{c.city}/new/",
    "enrolment:waiting": lambda c: f"/kota/{c.city}/tunggu/",
    "enrolment:figures": lambda c: f"/kota/{c.city}/angka/",
}
KEPT: dict[str, Callable[[Citywide], str]] = {
    "enrolment:limits": lambda _: "/petugas/jatah/",
    "enrolment:procedures": lambda _: "/petugas/prosedur/",
    "enrolment:procedure": lambda c: f"/petugas/prosedur/{c.procedure}/",
    "enrolment:procedure_edit": lambda c: f"/petugas/prosedur/{c.procedure}/ubah/",
}


def a_city_that_enrols() -> Citywide:
    city = open_malang()
    return Citywide(MALANG, Procedure.objects.get(city=city, kind=ApplicationKind.NEW).pk)
