"""A newborn comes onto the family card; a new family card takes its people over."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Q

from titian.kernel.actors import Actor
from titian.members import rules
from titian.members.errors import AlreadyRegistered, ChangeNotPossible, RequestNeedsActive
from titian.members.models import Person
from titian.members.selectors.requests import Subject
from titian.members.services.registration import open_card, register_onto
from titian.members.services.requests.writing import lock_people
from titian.members.types import (
    Change,
    Happening,
    NewFamily,
    NewPerson,
    Relation,
    RequestKind,
    Segment,
    Sex,
    Status,
    WardClass,
)
from titian.platform.db.sealing import blind_index

Wanted = Mapping[str, str]
_GONE = (Status.MENINGGAL, Status.DUPLIKAT)
_OWN = (Segment.PBPU, Segment.BP)
_TRIES = 20


def newborn(of: Subject, wanted: Wanted, *, by: Actor, at: datetime) -> None:
    """Insured as the parent is; the NIK follows within three months (§1.4)."""
    birth_date = date.fromisoformat(wanted["birth_date"])
    parent = Person.objects.get(pk=of.person_id)
    baby = NewPerson(
        nik=None,
        card_number=_temporary_card(parent.card_sealed),
        full_name=wanted.get("baby_name") or _baby_of(parent),
        birth_date=birth_date,
        sex=Sex(wanted["sex"]),
        relation=Relation.CHILD,
        happenings=rules.born(of.facts, birth_date),
        facility_id=parent.facility_id,
    )
    register_onto(family_id=of.family_id, person=baby, by=by, at=at)


def _baby_of(parent: Person) -> str:
    """Called after the mother until it has a name (§1.4)."""
    wives = Person.objects.filter(family=parent.family_id, sex=Sex.FEMALE, relation=Relation.SPOUSE)
    mother = parent if parent.sex == Sex.FEMALE else wives.first()
    name = f"Ny. {mother.full_name}" if mother else parent.full_name
    return f"Bayi {name}"[:120]


def family(of: Subject, wanted: Wanted, *, by: Actor, at: datetime) -> None:
    """The asker heads a new card. Who is on record moves onto it and stays insured as they are;
    who is not is registered and pays first. Nobody leaves a card without its head.
    """
    card = NewFamily(
        kk_number=wanted["kk_number"],
        people=(),
        village_code=wanted.get("village"),
        address=wanted["address"],
    )
    new_people = [_person(n, of, wanted) for n in range(1, int(wanted.get("people", "0")) + 1)]
    known = {one: _find(one) for one in new_people}
    moving = [of.person_id, *(row.pk for row in known.values() if row)]
    lock_people(of.person_id, *moving)
    _require_heads_stay(moving)
    require_debts_paid(moving)

    family_id = open_card(card=card, head_id=of.person_id, by=by, at=at)
    Person.objects.filter(pk=of.person_id).update(family=family_id, relation=Relation.HEAD)
    for one, row in known.items():
        if row:
            Person.objects.filter(pk=row.pk).update(family=family_id, relation=one.relation)
        else:
            register_onto(family_id=family_id, person=one, by=by, at=at)


def _require_heads_stay(moving: list[int]) -> None:
    """A head moves only together with everybody living on the card."""
    heads = Person.objects.filter(pk__in=moving, family__head__in=moving)
    left = heads.filter(pk__in=moving).values("family")
    behind = Person.objects.filter(family__in=left).exclude(pk__in=moving)
    if behind.exclude(status__in=_GONE).exists():
        raise ChangeNotPossible(change="family")


def require_debts_paid(moving: list[int]) -> None:
    """A debt stays on the card it was made on, and whoever owes it stays with it."""
    in_debt = Q(status=Status.NONAKTIF_TUNGGAKAN) | Q(family__months_in_arrears__gt=0)
    if Person.objects.filter(in_debt, pk__in=moving, segment__in=_OWN).exists():
        raise RequestNeedsActive


def _find(one: NewPerson) -> Person | None:
    """Who is on record under this NIK; another birth date is somebody's mistake, or a lie."""
    if one.nik is None:
        return None
    found = Person.objects.filter(nik_index=blind_index("nik", one.nik)).first()
    if found is not None and found.birth_date != one.birth_date:
        raise AlreadyRegistered
    return found


def _person(n: int, of: Subject, wanted: Wanted) -> NewPerson:
    """One line of the form, as somebody who pays for the class of the card."""
    given = {name: wanted.get(f"person_{n}_{name}", "") for name in rules.PERSON_FIELDS}
    joins = Happening(
        Change.REGISTERED_UNPAID, of.facts.today, Segment.PBPU, WardClass(wanted["ward_class"])
    )
    head = Person.objects.get(pk=of.person_id)
    return NewPerson(
        nik=given["nik"] or None,
        card_number=_temporary_card(head.card_sealed),
        full_name=given["name"],
        birth_date=date.fromisoformat(given["birth_date"]),
        sex=Sex(given["sex"]),
        relation=Relation(int(given["relation"])),
        happenings=(joins,),
        facility_id=head.facility_id,
    )


def _temporary_card(of_relative: str) -> str:
    """A free number of our own range until the scheme issues one; samples stay samples."""
    for _ in range(_TRIES):
        number = rules.temporary_card(secrets.randbelow(10**7), of_relative)
        if not Person.objects.filter(card_index=blind_index("card", number)).exists():
            return number
    raise AlreadyRegistered


EFFECTS = {RequestKind.NEWBORN: newborn, RequestKind.FAMILY: family}
