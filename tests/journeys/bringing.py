"""A file of a city with wrong rows, and a clinic that lacks nearly everything, for the browser."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from tests.factories.facilities import make_facility
from tests.factories.imports import a_clinic, a_family, csv_text
from titian.imports import services as imports
from titian.imports.models import Import
from titian.imports.types import Kind, State
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope

HEALTH = (Grant("agency", Scope("office", "35.73/health")),)
_TURNS = 20


@dataclass(frozen=True, slots=True)
class Brought:
    members: int
    clinics: int
    place: str


BROUGHT: dict[str, Callable[[Brought], str]] = {
    "imports:files": lambda _: "/petugas/data-masuk/",
    "imports:one members": lambda b: f"/petugas/data-masuk/{b.members}/",
    "imports:one clinics": lambda b: f"/petugas/data-masuk/{b.clinics}/",
    "imports:places": lambda _: "/petugas/faskes/?cari=klinik",
    "imports:place_new": lambda _: "/petugas/faskes/baru/",
    "imports:place": lambda b: f"/petugas/faskes/{b.place}/",
    "imports:hours": lambda b: f"/petugas/faskes/{b.place}/jam/",
    "imports:contact": lambda b: f"/petugas/faskes/{b.place}/kontak/",
}


def files_of_a_city(account: int) -> Brought:
    """Brought by an account of the health office; the worker may be faster than this."""
    by = Actor.staff(account, HEALTH)
    people = [*a_family(2), *a_family(1, sex="X"), *a_family(1, kk="357", segment="VIP")]
    clinics = [a_clinic(), a_clinic(kind="toko"), a_clinic(region="73.71")]
    return Brought(
        _weighed(Kind.MEMBERS, people, by),
        _weighed(Kind.FACILITIES, clinics, by),
        make_facility(uses_titian=False).code,
    )


def _weighed(kind: Kind, lines: list[dict[str, str]], by: Actor) -> int:
    made = imports.take_file(
        kind=kind,
        content=csv_text(kind, lines).encode(),
        name=f"{kind}-contoh.csv",
        client_key=uuid4(),
        by=by,
        at=clock.now(),
    )
    for _ in range(_TURNS):
        if Import.objects.get(pk=made).state == State.WEIGHED:
            break
        imports.go_on(at=clock.now())
    return made
