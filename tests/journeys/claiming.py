"""A hospital with claims in every hand, and rooms with beds."""

from dataclasses import dataclass

from tests.factories.claims import (
    Case,
    a_letter,
    checked,
    claims_grant,
    disputed,
    prepared,
    returned,
    sent,
    with_real_paper,
)
from tests.factories.visits import make_hospital
from titian.claims.types import ClaimPaperKind
from titian.facilities import services as facilities
from titian.facilities.types import BedClass, BedRoom, Beds
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope

_SETUP = Actor.system("tests")


@dataclass(frozen=True, slots=True)
class Claiming:
    bare: Case
    ready: Case
    back: Case
    waits: Case
    checking: Case
    disputed: Case
    room: int

    @property
    def code(self) -> str:
        return self.bare.hospital.facility.code

    @property
    def officer(self) -> tuple[Grant, ...]:
        return (claims_grant(self.bare.hospital),)

    @property
    def ward(self) -> tuple[Grant, ...]:
        return (Grant("desk", Scope("facility", self.code)),)

    @property
    def branch(self) -> tuple[Grant, ...]:
        return (Grant("branch", Scope("region", "35.73")),)


def claims_in_every_hand() -> Claiming:
    hospital = make_hospital()
    bare, *letters = (a_letter(hospital) for _ in range(6))
    back = returned(letters[1])
    with_real_paper(back, ClaimPaperKind.RESULT)
    return Claiming(
        bare,
        prepared(letters[0]),
        back,
        sent(letters[2]),
        checked(letters[3]),
        disputed(letters[4]),
        _rooms(hospital.facility.pk),
    )


def _rooms(facility_id: int) -> int:
    """One room that is not divided, and one that is."""
    _room(facility_id, BedClass.SECOND, Beds(24, 5))
    return _room(facility_id, BedClass.THIRD, Beds(48, 11, men=4, women=7))


def _room(facility_id: int, bed_class: BedClass, beds: Beds) -> int:
    room = BedRoom(bed_class, f"R{bed_class}", f"Ruang {bed_class}")
    return facilities.add_bed_room(
        facility_id=facility_id, room=room, beds=beds, by=_SETUP, at=clock.now()
    )
