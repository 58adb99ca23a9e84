"""Facilities for tests: each its own, so that tests that really commit do not meet."""

from datetime import date, datetime, time
from itertools import count
from uuid import uuid4

from titian.facilities import services as facilities
from titian.facilities.models import Facility, Practitioner, Schedule, Service
from titian.facilities.rules.managing import FACILITY, MANAGER
from titian.facilities.types import FacilityKind, Sitting
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.platform.outbox.models import OutboxEvent

SETUP = Actor.system("tests")
MONDAY = date(2026, 11, 23)
KOTA_MALANG, MAKASSAR, JAYAPURA = "35.73.03", "73.71.01", "91.71.01"

_ZONES = {KOTA_MALANG: "Asia/Jakarta", MAKASSAR: "Asia/Makassar", JAYAPURA: "Asia/Jayapura"}
_serial = count(1)


def make_facility(*, within: str = KOTA_MALANG, uses_titian: bool = True) -> Facility:
    """A puskesmas that stands in no register."""
    return Facility.objects.create(
        code=f"T{uuid4().hex[:12]}",
        name=f"Puskesmas Contoh {next(_serial)}",
        kind=FacilityKind.PUSKESMAS,
        regency_id=within[:5],
        district_id=within,
        timezone=_ZONES[within],
        uses_titian=uses_titian,
        is_sample=uses_titian,
        scheme_code=uuid4().hex[:8].upper(),
    )


def make_hospital(
    *codes: str, hospital_class: str = "C", uses_titian: bool = True, within: str = KOTA_MALANG
) -> Facility:
    """A hospital with services of these codes, internal medicine when none are named."""
    hospital = Facility.objects.create(
        code=f"H{uuid4().hex[:12]}",
        name=f"RS Contoh {next(_serial)}",
        kind=FacilityKind.HOSPITAL,
        regency_id=within[:5],
        district_id=within,
        timezone=_ZONES[within],
        uses_titian=uses_titian,
        is_sample=uses_titian,
        hospital_class=hospital_class,
        scheme_code=uuid4().hex[:8].upper(),
    )
    for place, code in enumerate(codes or ("INT",) if uses_titian else ()):
        Service.objects.create(facility=hospital, code=code, name=code, letter=chr(65 + place))
    return hospital


def make_service(facility: Facility, name: str = "Poli Umum") -> Service:
    number = Service.objects.filter(facility=facility).count()
    return Service.objects.create(
        facility=facility, code=f"{number + 1:03}", name=name, letter=chr(65 + number)
    )


def make_practitioner(facility: Facility, name: str = "") -> Practitioner:
    name = name or f"dr. Contoh {next(_serial)}"
    serial = next(_serial)
    return Practitioner.objects.create(facility=facility, name=name, scheme_code=500_000 + serial)


def make_line(
    facility: Facility | None = None,
    *,
    service: Service | None = None,
    practitioner: Practitioner | None = None,
    bookable: int = 20,
    reserve: int = 2,
) -> Schedule:
    """Mondays from 08.00 to 12.00; ten places at the counter besides."""
    facility = facility or make_facility()
    return Schedule.objects.create(
        facility=facility,
        service=service or make_service(facility),
        practitioner=practitioner or make_practitioner(facility),
        weekday=1,
        starts=time(8),
        ends=time(12),
        bookable=bookable,
        counter=10,
        reserve=reserve,
        valid_from=date(2026, 1, 1),
    )


def announced() -> list[dict[str, object]]:
    """What changes of schedules have said, the oldest first."""
    events = OutboxEvent.objects.filter(name="facilities.schedule_changed").order_by("id")
    return [event.facts for event in events]


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
    """Plan what the line says, with changes, from Monday on."""
    return facilities.set_schedule(
        facility_id=line.facility_id,
        sitting=sitting_of(line, **changes),
        valid_from=MONDAY,
        by=by,
        at=at,
    )
