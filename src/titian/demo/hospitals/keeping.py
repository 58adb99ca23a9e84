"""The demo's houses: from their facilities' records, with what they remember in a row each."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from titian.bridging import services as bridging
from titian.bridging.types import Credentials
from titian.demo.bridges import bridges
from titian.demo.hospitals.house import House, Memory
from titian.demo.models import DemoHospital
from titian.facilities import selectors as facilities_read
from titian.facilities.errors import FacilityUnknown
from titian.facilities.types import FacilityKind
from titian.kernel.actors import Actor

USERNAME = "titian"
_WORD = "sandi-contoh-{code}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A house, what it is called, and what proves it when it calls us."""

    house: House
    name: str
    credentials: Credentials


def kept() -> list[Kept]:
    """The places with a system of their own that may call us."""
    found = []
    for bridge in bridges():
        try:
            facility = facilities_read.facility_by_code(bridge.facility_code)
        except FacilityUnknown:
            continue
        if facility.keeps_own_queue:
            found.append(Kept(_house(facility.id), facility.name, bridge.credentials))
    return found


def kept_one(code: str) -> Kept | None:
    return next((one for one in kept() if one.house.code == code), None)


def settle_hospitals(*, by: Actor, at: datetime) -> int:
    """Tell the queue where these systems are; returns how many came."""
    come = 0
    for one in kept():
        house = one.house
        come += DemoHospital.objects.get_or_create(facility_code=house.code)[1]
        address = reverse("demo:hospital_wire", args=[house.code, "x"]).removesuffix("/x")
        bridging.link_facility(
            facility_code=house.code,
            base_url=f"{settings.TITIAN_ORIGIN}{address}",
            layout=house.layout,
            username=house.username,
            password=house.word,
            by=by,
            at=at,
        )
    return come


@contextmanager
def remembered(code: str) -> Iterator[Memory]:
    """What a house remembers; whatever is changed is kept. One at a time."""
    with transaction.atomic():
        row = DemoHospital.objects.select_for_update().get(pk=code)
        memory = Memory(**row.memory)
        yield memory
        row.memory = asdict(memory)
        row.save(update_fields=["memory"])


def _house(facility_id: int) -> House:
    facility = facilities_read.facility(facility_id)
    doctors = facilities_read.practitioners_of(facility_id)
    is_hospital = facility.kind is FacilityKind.HOSPITAL
    return House(
        code=facility.code,
        layout="khanza" if is_hospital else "clinic",
        username=USERNAME,
        word=_WORD.format(code=facility.code),
        services={one.code: one.name for one in facilities_read.services_of(facility_id)},
        doctors={one.scheme_code: one.name for one in doctors if one.scheme_code},
    )
