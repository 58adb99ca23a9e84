"""A city covers people from a day on, or ends cover; `correcting` puts records right.

Each works within the caller's transaction and may run twice: who stands there already is left as
they are. Debts stay on the card they were made on, and known people stay on that card.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.text import folded
from titian.members.errors import AlreadyRegistered, ChangeNotPossible, PersonOutOfReach
from titian.members.events import FacilityChanged
from titian.members.models import Family, Person
from titian.members.services.at_counter import free_card
from titian.members.services.history import record_event
from titian.members.services.registration import register_family, register_onto
from titian.members.services.requests.effects_membership import close_all
from titian.members.types import (
    Change,
    CityCard,
    CityPerson,
    Happening,
    NewFamily,
    NewPerson,
    Relation,
    Segment,
    Status,
    WardClass,
)
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index
from titian.platform.db.transactions import require_transaction
from titian.platform.outbox import services as outbox

_SOURCE = "city"
_JOINS = (Segment.PBPU_PEMDA, WardClass.THIRD)  # what a city pays for (domain-rules §4)
_GONE = frozenset({Status.MENINGGAL, Status.DUPLIKAT})
_PAID_BY_OTHERS = frozenset({Segment.PPU_PN, Segment.PPU_BU, Segment.PBI_JK, Segment.VETERAN})


def enrol_by_city(
    *, card: CityCard, people: Sequence[CityPerson], on: date, by: Actor, at: datetime
) -> list[int]:
    """Cover them in class III, paid by the city; their ids in the order given.

    Raises `ChangeNotPossible` for who cannot be covered so, `AlreadyRegistered` when a record
    under the NIK is of another birth date. Then nobody is.
    """
    require_transaction()
    places = facilities_read.ids_of_codes(one.facility_code for one in people if one.facility_code)
    ids = {one: row.pk for one in people if (row := _known(card, one)) is not None}
    for one, pk in sorted(ids.items(), key=lambda pair: pair[1]):
        _cover(pk, one, places.get(one.facility_code), on, by, at)
    new = [one for one in people if one not in ids]
    fresh = [_new(one, places.get(one.facility_code), on) for one in new]
    ids |= dict(zip(new, _registered(card, fresh, by, at), strict=True))
    return [ids[one] for one in people]


def end_by_city(*, people: Sequence[CityPerson], on: date, by: Actor, at: datetime) -> list[int]:
    """Cover ends: by death, or because they left the city. Only what the city pays ends.

    Raises `PersonOutOfReach` for who is not on record.
    """
    require_transaction()
    rows = [_on_record(one) for one in people]
    for one, row in sorted(zip(people, rows, strict=True), key=lambda pair: pair[1].pk):
        _end(one, row, on, by, at)
    return [row.pk for row in rows]


def _known(card: CityCard, one: CityPerson) -> Person | None:
    """By NIK; a newborn without one by name and birth date on the card."""
    if one.nik:
        found = Person.objects.filter(nik_index=blind_index("nik", one.nik)).first()
        if found is not None and found.birth_date != one.birth_date:
            raise AlreadyRegistered
        return found
    return Person.objects.filter(
        family__kk_index=blind_index("kk", card.kk_number),
        name_key=folded(one.full_name)[:120],
        birth_date=one.birth_date,
    ).first()


def _on_record(one: CityPerson) -> Person:
    found = one.nik and Person.objects.filter(nik_index=blind_index("nik", one.nik)).first()
    if not found:
        raise PersonOutOfReach
    return found


def _locked(person_id: int) -> Person:
    return Person.objects.select_for_update(of=("self",)).get(pk=person_id)


def _cover(
    person_id: int, one: CityPerson, place: int | None, on: date, by: Actor, at: datetime
) -> None:
    row = _locked(person_id)
    if row.status == Status.AKTIF and row.segment == Segment.PBPU_PEMDA:
        return
    if row.status == Status.AKTIF and row.segment in _PAID_BY_OTHERS:
        raise ChangeNotPossible(change=Change.JOINED_SEGMENT)
    day = max(on, row.status_since)
    if row.status == Status.DITANGGUHKAN_LN:
        _happened(person_id, Happening(Change.RETURNED, day), by, at)
    _happened(person_id, Happening(Change.JOINED_SEGMENT, day, *_JOINS), by, at)
    if place is not None and one.facility_code:
        _cared_for(row, place, by, at)


def _end(one: CityPerson, row: Person, on: date, by: Actor, at: datetime) -> None:
    row = _locked(row.pk)
    if row.status in _GONE:
        return
    day = max(one.died_on or on, row.status_since)
    if one.died_on is not None:
        _happened(row.pk, Happening(Change.DIED, day), by, at)
        Person.objects.filter(pk=row.pk).update(died_on=one.died_on)
        close_all(row.pk, by, at)
    elif row.segment == Segment.PBPU_PEMDA and row.status == Status.AKTIF:
        _happened(row.pk, Happening(Change.LEFT_SEGMENT, day), by, at)


def care_at(person_id: int, place: int | None, *, by: Actor, at: datetime) -> None:
    """Where the city's letter says that they are cared for; nothing said is no change."""
    if place is not None:
        _cared_for(_locked(person_id), place, by, at)


def _cared_for(row: Person, place: int, by: Actor, at: datetime) -> None:
    if row.facility_id == place:
        return
    Person.objects.filter(pk=row.pk).update(facility=place)
    audit.record(audit.Entry(by, "members.facility_set", f"person:{row.pk}"), at=at)
    outbox.announce(FacilityChanged(row.pk, place), at=at)


def _new(one: CityPerson, place: int | None, on: date) -> NewPerson:
    return NewPerson(
        nik=one.nik,
        card_number=free_card(one.nik),
        full_name=one.full_name,
        birth_date=one.birth_date,
        sex=one.sex,
        relation=one.relation,
        happenings=(Happening(Change.REGISTERED, max(on, one.birth_date), *_JOINS),),
        facility_id=place,
    )


def _registered(card: CityCard, new: list[NewPerson], by: Actor, at: datetime) -> list[int]:
    """Onto their card, onto the one their head is on, or onto a card of their own."""
    if not new:
        return []
    family_id = _card_of(card)
    if family_id is not None:
        onto = [_beside_the_head(one) for one in new]
        return [register_onto(family_id=family_id, person=one, by=by, at=at) for one in onto]
    family = NewFamily(
        kk_number=card.kk_number,
        people=tuple(_with_one_head(new)),
        village_code=card.village_code,
        address=card.address,
    )
    return register_family(family=family, by=by, at=at, source=_SOURCE)


def _card_of(card: CityCard) -> int | None:
    found = Family.objects.filter(kk_index=blind_index("kk", card.kk_number))
    if card.head_nik and not found.exists():
        found = Family.objects.filter(head__nik_index=blind_index("nik", card.head_nik))
    return found.values_list("pk", flat=True).first()


def _beside_the_head(one: NewPerson) -> NewPerson:
    """The card on record has its head already."""
    return replace(one, relation=Relation.OTHER) if one.relation is Relation.HEAD else one


def _with_one_head(new: list[NewPerson]) -> list[NewPerson]:
    """The card's head when enrolled; else the oldest stands for it on our record."""
    heads = [one for one in new if one.relation is Relation.HEAD]
    head = heads[0] if heads else min(new, key=lambda one: one.birth_date)
    return [
        replace(one, relation=Relation.HEAD) if one is head else _beside_the_head(one)
        for one in new
    ]


def _happened(person_id: int, happening: Happening, by: Actor, at: datetime) -> None:
    record_event(person_id=person_id, happening=happening, by=by, at=at, source=_SOURCE)
