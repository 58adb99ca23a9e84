"""The named people and staff as the YAML files tell them."""

from base64 import b32encode
from dataclasses import dataclass
from datetime import date, timedelta
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
class Work:
    """Whom an employer pays for, by their place on the family card."""

    place: int
    employer_code: str
    employer_name: str
    regency: str
    wage: int
    started_on: date


@dataclass(frozen=True, slots=True)
class PastDues:
    """So many months before this one were paid; with `parts`, by a plan agreed in the first."""

    months: int
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Household:
    """A family card to register, who on it has consented to be seen by the head, and its dues;
    who is a kader, and who lets whom on the same card help.
    """

    family: NewFamily
    facility_codes: tuple[str, ...]
    consenting: tuple[int, ...]
    works: tuple[Work, ...] = ()
    past_dues: PastDues | None = None
    kaders: tuple[int, ...] = ()
    helpers: tuple[tuple[int, int], ...] = ()  # who is helped, by whom


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


def households(today: date) -> tuple[Household, ...]:
    """What the file tells as so many days or months ago is reckoned from today."""
    return tuple(_household(family, today) for family in _told()["families"])


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


def _household(told: dict[str, Any], today: date) -> Household:
    people = told["people"]
    family = NewFamily(
        kk_number=told["kk"],
        people=tuple(_new_person(person, today) for person in people),
        village_code=told["village"],
        address=told["address"],
        months_in_arrears=told.get("months_in_arrears", 0),
    )
    return Household(
        family,
        facility_codes=tuple(person["facility"] for person in people),
        consenting=tuple(n for n, person in enumerate(people) if person.get("consents")),
        works=tuple(Work(n, **one["work"]) for n, one in enumerate(people) if "work" in one),
        past_dues=PastDues(**told["past_dues"]) if "past_dues" in told else None,
        kaders=tuple(n for n, one in enumerate(people) if one.get("kader")),
        helpers=tuple((n, one["helped_by"]) for n, one in enumerate(people) if "helped_by" in one),
    )


def _new_person(told: dict[str, Any], today: date) -> NewPerson:
    return NewPerson(
        nik=told.get("nik"),
        card_number=told["card"],
        full_name=told["name"],
        birth_date=told["born"],
        sex=Sex(told["sex"]),
        relation=Relation[told["relation"].upper()],
        happenings=tuple(_happening(one, today) for one in told["history"]),
        contacts=_contacts(told),
    )


def _happening(told: dict[str, Any], today: date) -> Happening:
    segment, ward = told.get("segment"), told.get("ward_class")
    return Happening(
        Change(told["change"]),
        _day(told["since"], today),
        Segment(segment) if segment else None,
        WardClass(ward) if ward else None,
    )


def _day(told: date | dict[str, int], today: date) -> date:
    """A day; so many days ago; or the first of the month so many months ago."""
    if isinstance(told, date):
        return told
    if "days_ago" in told:
        return today - timedelta(days=told["days_ago"])
    return months_before(today, told["months_ago"])


def months_before(day: date, count: int) -> date:
    years, index = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(years, index + 1, 1)


def _contacts(person: dict[str, Any]) -> tuple[NewContact, ...]:
    told = person.get("contacts", ())
    return tuple(NewContact(channel, to) for one in told for channel, to in one.items())
