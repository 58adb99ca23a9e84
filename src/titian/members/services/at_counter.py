"""A family that nobody here knows is registered at a counter, all of the card at once (§1.3)."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime

from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityKind
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import rules
from titian.members.errors import AlreadyRegistered, RequestIncomplete, RequestNotAllowed
from titian.members.models import Family, Person
from titian.members.selectors.requests.seeing import has_role
from titian.members.services.registration import register_family
from titian.members.types import (
    Change,
    Happening,
    NewFamily,
    NewPerson,
    Relation,
    RequestKind,
    Segment,
    Sex,
    WardClass,
)
from titian.platform.db.sealing import blind_index

HEAD_FIELDS = ("full_name", "nik", "birth_date", "sex")
_SAMPLE, _REAL = "0009990000000", "0"
_SAMPLE_DISTRICT = "00"
_TRIES = 20
_FACILITY = "facility"  # the kind of a scope


def register_at_counter(*, wanted: Mapping[str, str], by: Actor, at: datetime) -> int:
    """Staff have the family card and the KTP before them; returns the head's id. Sent again it is
    the same family. Nobody is covered before the first payment.

    Raises `RequestNotAllowed`, what `rules.readable` refuses, `AlreadyRegistered` when the card or
    one of its people is on record: they ask for a change instead.
    """
    if not has_role(by, rules.ENTERING_ROLES):
        raise RequestNotAllowed
    today = day_of(at)
    head, card = _head(wanted, today), rules.readable(RequestKind.FAMILY, wanted, today=today)
    if (known := _same(card["kk_number"], head["nik"])) is not None:
        return known
    joins = Happening(Change.REGISTERED_UNPAID, today, Segment.PBPU, WardClass(card["ward_class"]))
    place = _facility(by)
    people = [_person(head, Relation.HEAD, joins, place)]
    for n in range(1, int(card.get("people", "0")) + 1):
        one = {name: card.get(f"person_{n}_{name}", "") for name in rules.PERSON_FIELDS}
        one["full_name"] = one.pop("name")
        people.append(_person(one, Relation(int(one["relation"])), joins, place))
    family = NewFamily(
        kk_number=card["kk_number"],
        people=tuple(people),
        village_code=card.get("village"),
        address=card["address"],
    )
    return register_family(family=family, by=by, at=at, source="counter")[0]


def _head(wanted: Mapping[str, str], today: date) -> dict[str, str]:
    given = {name: wanted[name] for name in HEAD_FIELDS if wanted.get(name, "").strip()}
    missing = [name for name in HEAD_FIELDS if name not in given]
    if missing:
        raise RequestIncomplete(missing=tuple(missing))
    return rules.readable(RequestKind.IDENTITY, {"why": "nik", **given}, today=today)


def _same(kk_number: str, nik: str) -> int | None:
    """The head of this card when it is the same family; another on the same card is refused."""
    found = Family.objects.filter(kk_index=blind_index("kk", kk_number)).values_list(
        "head_id", "head__nik_index"
    )
    row = found.first()
    if row is None:
        return None
    if row[1] is None or bytes(row[1]) != blind_index("nik", nik):
        raise AlreadyRegistered
    return int(row[0])


def _person(
    one: Mapping[str, str], relation: Relation, joins: Happening, place: int | None
) -> NewPerson:
    nik = one.get("nik") or None
    return NewPerson(
        nik=nik,
        card_number=free_card(nik),
        full_name=one["full_name"],
        birth_date=date.fromisoformat(one["birth_date"]),
        sex=Sex(one["sex"]),
        relation=relation,
        happenings=(joins,),
        facility_id=place,
    )


def free_card(nik: str | None) -> str:
    """A number nobody has, until the scheme gives one; who is a sample gets a sample's."""
    like = _SAMPLE if nik is None or nik[4:6] == _SAMPLE_DISTRICT else _REAL
    for _ in range(_TRIES):
        number = rules.temporary_card(secrets.randbelow(10**7), like)
        if not Person.objects.filter(card_index=blind_index("card", number)).exists():
            return number
    raise AlreadyRegistered


def _facility(by: Actor) -> int | None:
    """Who comes to the counter of a puskesmas or clinic is cared for there, until they choose."""
    codes = [grant.scope.code for grant in by.grants if grant.scope.kind == _FACILITY]
    for code in codes:
        place = facilities_read.facility_by_code(code)
        if place.kind is not FacilityKind.HOSPITAL:
            return place.id
    return None
