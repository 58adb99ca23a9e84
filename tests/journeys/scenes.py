"""Situations for the browser: made by services, committed, with people and places of their own."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from tests.factories.accounts import SETUP
from tests.factories.members import at_facility, make_family, new_person
from tests.factories.queue import Clinic, make_clinic, make_session
from titian.accounts import services as accounts
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.members.services import own_data
from titian.members.types import DataRight, NewContact, NewPerson, Relation
from titian.queue import services as queue
from titian.queue.models import PracticeSession
from titian.queue.services import Newcomer


@dataclass(frozen=True, slots=True)
class Scene:
    """Siti heads a family; she holds a place for her daughter and has a ticket of her own."""

    token: str
    siti: int
    daughter: int
    clinic: Clinic
    session: PracticeSession
    hold_id: int
    code: str


def a_family_with_a_ticket(name: str = "Siti Aminah") -> Scene:
    clinic, at = make_clinic(), clock.now()
    siti, daughter = make_family(
        at_facility(new_person(name), clinic.facility),
        at_facility(new_person("Rina Aminah", relation=Relation.CHILD), clinic.facility),
    )
    tomorrow = (at + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    session = make_session(clinic, starts_at=tomorrow)
    opened = accounts.open_member_session(
        subject=str(siti), display_name=name, device="HP contoh", by=SETUP, at=at
    )
    by = Actor.member(opened.account_id, siti)
    own = queue.hold(person_id=siti, session_id=session.pk, by=by, at=at)
    booked = queue.confirm(hold_id=own.hold_id, client_key=uuid4(), by=by, at=at)
    hers = queue.hold(person_id=daughter, session_id=session.pk, by=by, at=at)
    return Scene(opened.token, siti, daughter, clinic, session, hers.hold_id, booked.code)


@dataclass(frozen=True, slots=True)
class Morning:
    """A clinic open now, a mother with a son on her card, her phone number on record."""

    clinic: Clinic
    session: PracticeSession
    mother: NewPerson
    mother_id: int
    son_id: int

    @property
    def desk(self) -> tuple[Grant, ...]:
        return (Grant("desk", Scope("facility", self.clinic.facility.code)),)


def a_morning() -> Morning:
    clinic, at = make_clinic(), clock.now()
    contact = NewContact("whatsapp", f"62812{at.microsecond:06}{at.second:02}")
    mother = at_facility(new_person("Siti Aminah", contacts=(contact,)), clinic.facility)
    son = at_facility(new_person("Rudi Aminah", relation=Relation.CHILD), clinic.facility)
    mother_id, son_id = make_family(mother, son)
    session = make_session(clinic, starts_at=at + timedelta(seconds=1))
    make_session(clinic, starts_at=at + timedelta(days=1))
    return Morning(clinic, session, mother, mother_id, son_id)


@dataclass(frozen=True, slots=True)
class Desk:
    """A counter in the middle of its day: one served, some waiting."""

    clinic: Clinic
    session: PracticeSession
    grants: tuple[Grant, ...]


def a_desk_at_work(waiting: int = 5) -> Desk:
    clinic, at = make_clinic("Puskesmas Contoh Loket"), clock.now()
    session, by = make_session(clinic, starts_at=at), clinic.desk
    for number in range(waiting + 1):
        who = Newcomer(name=f"Orang Contoh {number}")
        queue.walk_in(session_id=session.pk, who=who, client_key=uuid4(), by=by, at=at)
    queue.call_next(session_id=session.pk, desk=1, by=by, at=at)
    scope = Scope("facility", clinic.facility.code)
    return Desk(clinic, session, (Grant("desk", scope), Grant("manager", scope)))


def a_request_about_data() -> int:
    """Siti of Malang asked four days ago that a mistake be corrected: the answer is late."""
    place = make_clinic().facility
    person = make_family(at_facility(new_person("Siti Aminah"), place))[0]
    return own_data.ask(
        person_id=person,
        right=DataRight.CORRECT,
        words="Tanggal lahir saya salah",
        client_key=uuid4(),
        by=Actor.member(0, person),
        at=clock.now() - timedelta(days=4),
    )
