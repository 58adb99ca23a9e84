"""People for tests: families of invented people with whatever history a test needs."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from uuid import uuid4

from titian.facilities.models import Facility
from titian.kernel.actors import Actor
from titian.kernel.identifiers import spoken_code
from titian.kernel.scopes import Grant, Scope
from titian.members import services as members
from titian.members.types import (
    Change,
    Happening,
    NewContact,
    NewFamily,
    NewPerson,
    Relation,
    Segment,
    Sex,
    WardClass,
)

SETUP = Actor.system("tests")
NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
LONG_AGO = date(2024, 1, 1)

_serial = count(uuid4().int % 5_000_000)


def new_person(
    name: str = "Siti Aminah",
    *,
    born: date = date(1990, 3, 17),
    sex: Sex = Sex.FEMALE,
    relation: Relation = Relation.HEAD,
    segment: Segment = Segment.PBI_JK,
    ward_class: WardClass = WardClass.THIRD,
    happened: tuple[Happening, ...] = (),
    facility_id: int | None = None,
    contacts: tuple[NewContact, ...] = (),
) -> NewPerson:
    """Somebody insured since 2024, or since birth; `happened` adds to the history."""
    number = 5_000_000 + next(_serial) * 7919 % 5_000_000  # the demo's people have the lower ones
    day = born.day + (40 if sex is Sex.FEMALE else 0)
    first = Happening(Change.REGISTERED, max(born, LONG_AGO), segment, ward_class)
    return NewPerson(
        nik=f"{number // 9999 % 8999 + 1100}00{day:02}{born:%m%y}{number % 9999 + 1:04}",
        card_number=f"000999{number:07}",
        full_name=name,
        birth_date=born,
        sex=sex,
        relation=relation,
        happenings=(first, *happened),
        facility_id=facility_id,
        contacts=contacts,
    )


def new_family(*people: NewPerson, months_in_arrears: int = 0) -> NewFamily:
    """A family card with these people; one woman alone when none are named."""
    kk = f"357300201125{next(_serial) % 9999 + 1:04}"
    unique = f"{uuid4().int % 10**16:016}"
    return NewFamily(
        kk_number=kk[:6] + unique[:10],
        people=people or (new_person(),),
        months_in_arrears=months_in_arrears,
    )


def make_family(*people: NewPerson, months_in_arrears: int = 0) -> list[int]:
    family = new_family(*people, months_in_arrears=months_in_arrears)
    return members.register_family(family=family, by=SETUP, at=NOON)


def make_person(name: str = "Siti Aminah", *happened: Happening) -> int:
    return make_family(new_person(name, happened=happened))[0]


def a_couple_and_a_child() -> list[int]:
    """A father who heads the family, his wife, and their daughter of ten."""
    return make_family(
        new_person("Budi Santoso", born=date(1985, 6, 1), sex=Sex.MALE),
        new_person("Dewi Lestari", born=date(1987, 2, 3), relation=Relation.SPOUSE),
        new_person("Putri Santoso", born=date(2016, 5, 5), relation=Relation.CHILD),
    )


def acting_for(person_id: int) -> Actor:
    return Actor.member(f"t{person_id}", person_id)


def make_facility(name: str = "Puskesmas Contoh", regency: str = "35.73") -> Facility:
    return Facility.objects.create(
        code=f"M{spoken_code(9)}",
        name=name,
        kind="puskesmas",
        regency_id=regency,
        timezone="Asia/Jakarta",
        is_sample=True,
    )


def staff_of(facility: Facility, role: str = "desk") -> Actor:
    return Actor.staff(next(_serial), (Grant(role, Scope("facility", facility.code)),))


def staff_of_region(code: str, role: str = "branch") -> Actor:
    return Actor.staff(next(_serial), (Grant(role, Scope("region", code)),))


def at_facility(person: NewPerson, facility: Facility) -> NewPerson:
    return replace(person, facility_id=facility.pk)
