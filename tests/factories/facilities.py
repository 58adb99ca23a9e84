"""Facilities for tests: each its own, so that tests that really commit do not meet."""

from datetime import date, datetime, time

import factory
from factory.django import DjangoModelFactory

from titian.facilities import services as facilities
from titian.facilities.models import Facility, Practitioner, Schedule, Service
from titian.facilities.rules.managing import FACILITY, MANAGER
from titian.facilities.types import FacilityKind, Sitting
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope

SETUP = Actor.system("tests")
MONDAY = date(2026, 11, 23)


class FacilityFactory(DjangoModelFactory[Facility]):
    """A puskesmas in Kota Malang; traits put it elsewhere or leave it off Titian."""

    class Meta:
        model = Facility

    code = factory.Sequence(lambda n: f"T{factory.random.randgen.randrange(10**12)}{n}")
    name = factory.Sequence(lambda n: f"Puskesmas Contoh {n}")
    kind = FacilityKind.PUSKESMAS
    regency_id = "35.73"
    district_id = "35.73.03"
    timezone = "Asia/Jakarta"
    uses_titian = True
    is_sample = True

    class Params:
        in_jayapura = factory.Trait(
            regency_id="91.71", district_id="91.71.01", timezone="Asia/Jayapura"
        )
        in_makassar = factory.Trait(
            regency_id="73.71", district_id="73.71.01", timezone="Asia/Makassar"
        )
        off_titian = factory.Trait(uses_titian=False, is_sample=False)


class ServiceFactory(DjangoModelFactory[Service]):
    class Meta:
        model = Service

    facility = factory.SubFactory(FacilityFactory)
    code = factory.Sequence(lambda n: f"{n:03}")
    name = "Poli Umum"
    letter = factory.Sequence(lambda n: chr(65 + n // 26 % 26) + chr(65 + n % 26))


class PractitionerFactory(DjangoModelFactory[Practitioner]):
    class Meta:
        model = Practitioner

    facility = factory.SubFactory(FacilityFactory)
    name = factory.Sequence(lambda n: f"dr. Contoh {n}")


class ScheduleFactory(DjangoModelFactory[Schedule]):
    """Mondays from 08.00 to 12.00, twenty places from home and ten at the counter."""

    class Meta:
        model = Schedule

    facility = factory.SubFactory(FacilityFactory)
    service = factory.SubFactory(ServiceFactory, facility=factory.SelfAttribute("..facility"))
    practitioner = factory.SubFactory(
        PractitionerFactory, facility=factory.SelfAttribute("..facility")
    )
    weekday = 1
    starts = time(8)
    ends = time(12)
    bookable = 20
    counter = 10
    reserve = 2
    valid_from = date(2026, 1, 1)


def manager_of(facility: Facility) -> Actor:
    return Actor.staff(901, (manager_grant(facility),))


def manager_grant(facility: Facility) -> Grant:
    return Grant(MANAGER, Scope(FACILITY, facility.code))


def sitting_of(line: Schedule, **changes: object) -> Sitting:
    """What the line says, with changes."""
    said: dict[str, object] = {
        "service_id": line.service_id,
        "practitioner_id": line.practitioner_id,
        "weekday": line.weekday,
        "starts": line.starts,
        "ends": line.ends,
        "bookable": line.bookable,
        "counter": line.counter,
        "reserve": line.reserve,
    }
    return Sitting(**(said | changes))  # type: ignore[arg-type]  # fields by their names


def set_line(line: Schedule, by: Actor, at: datetime, **changes: object) -> int:
    """Plan what the line says, with changes, from the Monday after next Monday's week."""
    return facilities.set_schedule(
        facility_id=line.facility_id,
        sitting=sitting_of(line, **changes),
        valid_from=MONDAY,
        by=by,
        at=at,
    )
