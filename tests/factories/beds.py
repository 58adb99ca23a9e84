"""Beds for tests: a hospital of its own, a room, a nurse who presses."""

from datetime import datetime
from uuid import uuid4

from tests.factories.facilities import make_facility
from titian.facilities import services as facilities
from titian.facilities.models import Facility
from titian.facilities.types import BedClass, BedPart, BedRoom, Beds, FacilityKind
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope

ANGGREK = BedRoom(BedClass.FIRST, "RG01", "Anggrek")
TEN = Beds(capacity=20, free=10)


def a_hospital(name: str = "RS Contoh Kamar", within: str = "35.73.03") -> Facility:
    place = make_facility(within=within)
    place.kind, place.name, place.phone = FacilityKind.HOSPITAL, name, "0341-000777"
    place.save()
    return place


def nurse_of(place: Facility, role: str = "desk") -> Actor:
    return Actor.staff(8_801, (Grant(role, Scope("facility", place.code)),))


def a_room(place: Facility, at: datetime, room: BedRoom = ANGGREK, beds: Beds = TEN) -> int:
    return facilities.add_bed_room(
        facility_id=place.pk, room=room, beds=beds, by=nurse_of(place), at=at
    )


def press(place: Facility, room: int, at: datetime, step: int = -1, **more: object) -> Beds:
    said: dict[str, object] = {"part": BedPart.ANYBODY, "client_key": uuid4()} | more
    by = nurse_of(place)
    return facilities.step_beds(facility_id=place.pk, room_id=room, step=step, by=by, at=at, **said)  # type: ignore[arg-type]  # by name
