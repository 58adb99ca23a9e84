"""The named people and staff as the YAML files tell them."""

from base64 import b32encode
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from titian.kernel.scopes import Grant, Scope
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

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody to sign in as; without a NIK or address there is another way, or none."""

    name: str
    about: str
    nik: str
    born: date
    channels: tuple[str, ...] = ()
    facility_code: str = ""
    is_registered: bool = True


@dataclass(frozen=True, slots=True)
class StaffCharacter:
    username: str
    name: str
    title: str
    grant: Grant
    password: str

    @property
    def totp_secret(self) -> str:
        """Made from the name, so that the demo page can show the present code."""
        return b32encode(sha256(f"titian-demo:{self.username}".encode()).digest()[:20]).decode()


@dataclass(frozen=True, slots=True)
class Household:
    """A family card to register, and who on it has consented to be seen by the head."""

    family: NewFamily
    facility_codes: tuple[str, ...]
    consenting: tuple[int, ...]


@cache
def _told() -> Any:
    return yaml.safe_load((DATA / "people.yaml").read_text())


@cache
def characters() -> tuple[Character, ...]:
    """Everybody with a name, in the order of the file, strangers to the scheme last."""
    known = [
        _character(person, is_registered=True)
        for family in _told()["families"]
        for person in family["people"]
    ]
    return (*known, *(_character(one, is_registered=False) for one in _told()["strangers"]))


@cache
def households() -> tuple[Household, ...]:
    return tuple(_household(family) for family in _told()["families"])


@cache
def staff() -> tuple[StaffCharacter, ...]:
    told = yaml.safe_load((DATA / "staff.yaml").read_text())
    return tuple(
        StaffCharacter(
            one["username"],
            one["name"],
            one["title"],
            Grant(one["role"], Scope(one["scope"], one["code"])),
            told["password"],
        )
        for one in told["staff"]
    )


def _character(person: dict[str, Any], *, is_registered: bool) -> Character:
    return Character(
        name=person["name"],
        about=person["about"],
        nik=person.get("nik", ""),
        born=person["born"],
        channels=tuple(contact.channel for contact in _contacts(person)),
        facility_code=person.get("facility", ""),
        is_registered=is_registered,
    )


def _household(told: dict[str, Any]) -> Household:
    people = told["people"]
    family = NewFamily(
        kk_number=told["kk"],
        people=tuple(_new_person(person) for person in people),
        village_code=told["village"],
        address=told["address"],
        months_in_arrears=told.get("months_in_arrears", 0),
    )
    return Household(
        family,
        facility_codes=tuple(person["facility"] for person in people),
        consenting=tuple(n for n, person in enumerate(people) if person.get("consents")),
    )


def _new_person(told: dict[str, Any]) -> NewPerson:
    return NewPerson(
        nik=told.get("nik"),
        card_number=told["card"],
        full_name=told["name"],
        birth_date=told["born"],
        sex=Sex(told["sex"]),
        relation=Relation[told["relation"].upper()],
        happenings=tuple(_happening(one) for one in told["history"]),
        contacts=_contacts(told),
    )


def _happening(told: dict[str, Any]) -> Happening:
    segment, ward = told.get("segment"), told.get("ward_class")
    return Happening(
        Change(told["change"]),
        told["since"],
        Segment(segment) if segment else None,
        WardClass(ward) if ward else None,
    )


def _contacts(person: dict[str, Any]) -> tuple[NewContact, ...]:
    told = person.get("contacts", ())
    return tuple(NewContact(channel, to) for one in told for channel, to in one.items())
