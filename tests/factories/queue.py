"""A clinic with a line of its own: facility, session, people. Each test makes its own."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

from tests.factories.facilities import make_line
from titian.facilities.models import Facility, Practitioner, Schedule, Service
from titian.kernel.actors import Actor
from titian.kernel.identifiers import spoken_code
from titian.kernel.scopes import Grant, Scope
from titian.members import services as members
from titian.members.types import (
    Change,
    Happening,
    NewFamily,
    NewPerson,
    Relation,
    Segment,
    Sex,
    WardClass,
)
from titian.queue import services as queue
from titian.queue.models import PracticeSession
from titian.queue.types import Booked

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)  # Friday, 12.00 in Malang
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, 08.00 in Malang
SETUP = Actor.system("tests")
BORN = date(1990, 3, 17)

_serial = count(1)
_people = count(uuid4().int % 9_000_000 + 1000)  # other processes may share the database


@dataclass(frozen=True, slots=True)
class Clinic:
    """One facility on Titian with one service and one doctor."""

    facility: Facility
    service: Service
    practitioner: Practitioner

    @property
    def desk(self) -> Actor:
        """Somebody who keeps this facility's counter."""
        return Actor.staff(next(_serial), (Grant("desk", Scope("facility", self.facility.code)),))


def make_clinic(name: str = "Puskesmas Contoh") -> Clinic:
    facility = Facility.objects.create(
        code=f"T{spoken_code(9)}",
        name=name,
        kind="puskesmas",
        regency_id="35.73",
        timezone="Asia/Jakarta",
        uses_titian=True,
        is_sample=True,
    )
    return Clinic(
        facility,
        Service.objects.create(facility=facility, code="001", name="Poli Umum", letter="A"),
        Practitioner.objects.create(facility=facility, name="dr. Ratna (contoh)"),
    )


def make_session(
    clinic: Clinic | None = None,
    *,
    starts_at: datetime = MORNING,
    hours: int = 4,
    bookable: int = 20,
    counter: int = 10,
    reserve: int = 2,
) -> PracticeSession:
    clinic = clinic or make_clinic()
    return PracticeSession.objects.create(
        facility=clinic.facility,
        service=clinic.service,
        practitioner=clinic.practitioner,
        date=(starts_at + timedelta(hours=7)).date(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        timezone="Asia/Jakarta",
        letter=clinic.service.letter,
        bookable=bookable,
        counter=counter,
        reserve=reserve,
    )


def every_monday(clinic: Clinic, *, bookable: int = 20, reserve: int = 2) -> Schedule:
    """The clinic's one doctor sits on Monday mornings."""
    return make_line(
        clinic.facility,
        service=clinic.service,
        practitioner=clinic.practitioner,
        bookable=bookable,
        reserve=reserve,
    )


def make_person(
    name: str = "Siti Aminah", *, born: date = BORN, change: Change = Change.REGISTERED
) -> int:
    """Somebody alone on a family card, insured unless `change` says otherwise."""
    return make_people(1, name=name, born=born, change=change)[0]


def make_people(
    number: int,
    *,
    name: str = "Siti Aminah",
    born: date = BORN,
    change: Change = Change.REGISTERED,
) -> list[int]:
    made = []
    for _ in range(number):
        nik, card, kk = _numbers(born)
        person = NewPerson(
            nik=nik,
            card_number=card,
            full_name=name,
            birth_date=born,
            sex=Sex.FEMALE,
            relation=Relation.HEAD,
            happenings=(Happening(change, date(2024, 1, 1), Segment.PBI_JK, WardClass.THIRD),),
        )
        family = NewFamily(kk_number=kk, people=(person,))
        made.extend(members.register_family(family=family, by=SETUP, at=NOON))
    return made


def acting_for(person_id: int) -> Actor:
    return Actor.member(f"t{person_id}", person_id)


def book(
    person_id: int, session: PracticeSession, *, at: datetime = NOON, key: UUID | None = None
) -> Booked:
    """Hold and confirm in one go, by the person themselves."""
    by = acting_for(person_id)
    held = queue.hold(person_id=person_id, session_id=session.pk, by=by, at=at)
    return queue.confirm(hold_id=held.hold_id, client_key=key or uuid4(), by=by, at=at)


def _numbers(born: date) -> tuple[str, str, str]:
    """NIK, card and KK that no other person of this test process has; district part 00."""
    number = next(_people)
    place, serial = 3501 + number // 9999, number % 9999 + 1
    nik = f"{place}00{born.day + 40:02}{born:%m%y}{serial:04}"
    return nik, f"000999{number:07}", f"{place}00{number:010}"
