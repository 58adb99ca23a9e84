"""A city begins: its offices, its terms, and the procedures it may start from."""

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from titian.accounts.types import StaffRole
from titian.enrolment.errors import NotEnrolmentOfficer
from titian.enrolment.models import City, CityTerm, Office, Procedure
from titian.enrolment.rules import procedure
from titian.enrolment.types import ApplicationKind, OfficeKind, ProcedureState, Terms
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import EVERYWHERE, Scope
from titian.platform.audit import services as audit
from titian.regions import selectors as regions_read
from titian.regions.types import RegionKind

_DATA = Path(__file__).resolve().parent.parent / "data"
_DESA = "2"  # the last part of a desa's code begins with it, of a kelurahan's with 1


@transaction.atomic
def open_city(
    *, code: str, head_title: str, term: Terms, basis: str, by: Actor, at: datetime
) -> int:
    """Its offices, one per village and four agencies, its terms, and the procedures we ship as
    proposals for a person of the city to approve. Safe to repeat: what is there stays as it is.

    Returns the rows written. Raises RegionUnknown.
    """
    if by.kind is not ActorKind.SYSTEM and not by.may(StaffRole.OPERATOR, Scope(EVERYWHERE)):
        raise NotEnrolmentOfficer
    city, is_new = City.objects.get_or_create(
        code=code,
        defaults={
            "name": regions_read.name_of(code),
            "head_title": head_title,
            "timezone": regions_read.timezone_of(code),
        },
    )
    City.objects.select_for_update().get(pk=code)

    agreed = {
        "same_day": term.same_day,
        "cutoff_day": term.cutoff_day,
        "people_paid": term.people_paid,
        "basis": basis,
    }
    _, is_agreed = CityTerm.objects.get_or_create(
        city=city, valid_from=term.valid_from, defaults=agreed
    )
    written = int(is_new) + int(is_agreed) + _open_offices(city) + _propose(city, term, by, at)

    if written:
        data: dict[str, object] = {"rows": written}
        audit.record(audit.Entry(by, "enrolment.open_city", f"city:{code}", data), at=at)
    return written


def _open_offices(city: City) -> int:
    there = set(Office.objects.filter(city=city).values_list("pk", flat=True))
    missing = [office for office in _offices(city) if office.pk not in there]
    Office.objects.bulk_create(missing)
    return len(missing)


def _offices(city: City) -> Iterator[Office]:
    shipped = _shipped("offices")
    hours = shipped["hours"]
    works: dict[str, Any] = {
        "opens": time.fromisoformat(hours["opens"]),
        "closes": time.fromisoformat(hours["closes"]),
        "weekdays": hours["weekdays"],
    }
    for kind, words in shipped["agencies"].items():
        name = words.format(place=city.name)
        yield Office(code=f"{city.pk}/{kind}", city=city, kind=OfficeKind(kind), name=name, **works)
    for code, village in _villages(city.pk):
        word = "desa" if code.rpartition(".")[2].startswith(_DESA) else "kelurahan"
        name = shipped["village"][word].format(place=village)
        yield Office(
            code=code, city=city, kind=OfficeKind.VILLAGE, village_id=code, name=name, **works
        )


def _villages(city: str) -> Iterator[tuple[str, str]]:
    for district, _ in regions_read.within(city, RegionKind.DISTRICT):
        yield from regions_read.within(district, RegionKind.VILLAGE)


def _propose(city: City, term: Terms, by: Actor, at: datetime) -> int:
    there = set(Procedure.objects.filter(city=city).values_list("kind", flat=True))
    missing = {key: body for key, body in _shipped("procedures").items() if key not in there}
    for key, body in missing.items():
        kind = ApplicationKind(key)
        procedure(kind, body)
        Procedure.objects.create(
            city=city,
            kind=kind,
            version=1,
            state=ProcedureState.PROPOSED,
            valid_from=term.valid_from,
            body=body,
            drafted_by=by.ref,
            drafted_at=at,
        )
    return len(missing)


def _shipped(name: str) -> dict[str, Any]:
    shipped: dict[str, Any] = yaml.safe_load((_DATA / f"{name}.yaml").read_text("utf-8"))
    return shipped
