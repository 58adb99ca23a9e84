"""Somebody who has lost the old number, and those who may vouch for them."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from tests.factories.members import (
    SETUP,
    acting_for,
    at_facility,
    make_facility,
    new_family,
    new_person,
    staff_of,
)
from titian.kernel.actors import Actor
from titian.members import services as members
from titian.members.types import NewContact, NewNumber, NewPerson, RecoveryView, Relation
from titian.notifications.models import Message
from titian.notifications.types import Channel

DINOYO = "35.73.05.1004"
OLD_PHONE, OLD_MAIL = "6280000000991", "sutinah@contoh.test"
NEW = NewNumber(Channel.WHATSAPP, "6280000000992")


@dataclass(frozen=True, slots=True)
class Household:
    """Sutinah heads the card; her grown daughter Rini and a grandchild are on it."""

    elder: NewPerson
    sutinah: int
    rini: int
    grandchild: int
    desk: Actor

    @property
    def by_daughter(self) -> Actor:
        return acting_for(self.rini)

    @property
    def by_elder(self) -> Actor:
        return acting_for(self.sutinah)


def a_household(at: datetime) -> Household:
    clinic = make_facility()
    old = (NewContact("whatsapp", OLD_PHONE), NewContact("email", OLD_MAIL))
    elder = at_facility(new_person("Sutinah", born=date(1951, 3, 12), contacts=old), clinic)
    rini = at_facility(
        new_person(
            "Rini Astuti",
            born=date(1982, 7, 4),
            relation=Relation.CHILD,
            contacts=(NewContact("whatsapp", "6280000000993"),),
        ),
        clinic,
    )
    child = at_facility(new_person("Bima", born=date(2016, 1, 1), relation=Relation.CHILD), clinic)
    family = replace(new_family(elder, rini, child), village_code=DINOYO)
    ids = members.register_family(family=family, by=SETUP, at=at)
    sutinah, daughter, grandchild = ids
    return Household(elder, sutinah, daughter, grandchild, staff_of(clinic))


def a_kader(at: datetime, village: str = DINOYO) -> Actor:
    endang = new_person("Endang Wahyuni")
    (person_id,) = members.register_family(family=new_family(endang), by=SETUP, at=at)
    members.appoint_kader(number=endang.nik or "", village_code=village, by=SETUP, at=at)
    return acting_for(person_id)


def code_to_new_number(recovery_id: int) -> str:
    found = Message.objects.filter(
        recipient_ref=f"recovery:{recovery_id}", key__contains=":code:"
    ).order_by("-id")
    return str(json.loads(found[0].data or "{}")["code"])


def prove(view: RecoveryView, by: Actor, at: datetime) -> RecoveryView:
    code = code_to_new_number(view.recovery_id)
    return members.prove_number(recovery_id=view.recovery_id, code=code, by=by, at=at)


def by_kader(home: Household, kader: Actor, at: datetime) -> RecoveryView:
    """Asked by a kader and proved; the second person is still missing."""
    asked = members.ask_as_kader(
        nik=home.elder.nik or "",
        birth_date=home.elder.birth_date,
        new=NEW,
        client_key=uuid4(),
        by=kader,
        at=at,
    )
    return prove(asked, kader, at)


def by_head(home: Household, person_id: int, at: datetime) -> RecoveryView:
    asked = members.ask_as_head(
        person_id=person_id, new=NEW, client_key=uuid4(), by=home.by_elder, at=at
    )
    return prove(asked, home.by_elder, at)


def at_counter(home: Household, at: datetime) -> RecoveryView:
    asked = members.ask_at_counter(
        number=home.elder.nik or "",
        new=NEW,
        document="ktp",
        client_key=uuid4(),
        by=home.desk,
        at=at,
    )
    return prove(asked, home.desk, at)
