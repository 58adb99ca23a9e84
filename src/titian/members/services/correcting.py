"""A city's letter puts records right. Each change is a request done at once: what was there before
stays with it, and the member hears. A number that may be somebody else's is left to a person.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.text import folded
from titian.members import rules
from titian.members.errors import PersonOutOfReach, RequestAlreadyOpen
from titian.members.models import ChangeRequest, Family, Person
from titian.members.selectors.requests import Subject, subjects_facts
from titian.members.services.card_moving import move_onto_card, of_other_cards
from titian.members.services.enrolling import care_at
from titian.members.services.requests.effects_person import identity
from titian.members.services.requests.telling import EFFECTIVE, RECEIVED, tell, tell_all, whom_all
from titian.members.services.requests.wishing import due_by
from titian.members.services.requests.writing import Asked, begin, done, lock_cards, move
from titian.members.types import (
    Asker,
    CityCard,
    CityCorrection,
    CityPerson,
    Decider,
    RequestKind,
    Status,
)
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index
from titian.platform.db.transactions import require_transaction
from titian.regions import selectors as regions_read

_GONE = (Status.MENINGGAL, Status.DUPLIKAT)
_WHY = "typing"
Wanted = dict[str, str]


def correct_by_city(
    *, card: CityCard, people: Sequence[CityPerson], by: Actor, at: datetime
) -> list[CityCorrection]:
    """NIK, name, birth date, sex, family card, facility and address as the registry has them.

    Raises `PersonOutOfReach`, `RequestAlreadyOpen` while somebody handles the same,
    `RequestValueWrong` for a birth after the cover began, `ChangeNotPossible` for a card whose
    head would stay alone.
    """
    require_transaction()
    places = facilities_read.ids_of_codes(one.facility_code for one in people if one.facility_code)
    found = [_whose(card, one) for one in people]
    lock_cards([row.pk for row, _ in found])
    sure: list[tuple[CityPerson, Person]] = []
    for one, (row, is_sure) in zip(people, found, strict=True):
        if is_sure:
            sure.append((one, row))
        else:
            _propose(card, row, _unlike(one, row), by, at)
    _put_right({row.pk: _unlike(one, row) for one, row in sure}, by, at)
    _onto(card, [pair for pair in sure if of_other_cards(card, [pair[1].pk])], by, at)
    for one, row in sure:
        care_at(row.pk, places.get(one.facility_code), by=by, at=at)
    _lives(card, by, at)
    return [CityCorrection(row.pk, is_proposed=not is_sure) for row, is_sure in found]


def _whose(card: CityCard, one: CityPerson) -> tuple[Person, bool]:
    """The record meant, and whether it is surely theirs: by NIK, else by name and birth on the
    card. A NIK under which somebody of another name and birth date stands is in doubt.
    """
    living = Person.objects.exclude(status__in=_GONE)
    numbered = one.nik and living.filter(nik_index=blind_index("nik", one.nik)).first()
    named = living.filter(
        family__kk_index=blind_index("kk", card.kk_number),
        name_key=folded(one.full_name)[:120],
        birth_date=one.birth_date,
    )[:2]
    called = named[0] if len(named) == 1 else None
    if called is not None and (not numbered or numbered.pk == called.pk):
        return called, True
    if called is not None:
        return called, False
    if not numbered:
        raise PersonOutOfReach
    alike = numbered.name_key == folded(one.full_name)[:120]
    return numbered, alike or numbered.birth_date == one.birth_date


def _unlike(one: CityPerson, row: Person) -> Wanted:
    """What the registry has otherwise than the record."""
    wanted: Wanted = {}
    if folded(one.full_name)[:120] != row.name_key:
        wanted["full_name"] = one.full_name
    if one.nik and one.nik != row.nik_sealed:
        wanted["nik"] = one.nik
    if one.birth_date != row.birth_date:
        wanted["birth_date"] = one.birth_date.isoformat()
    if one.sex != row.sex:
        wanted["sex"] = one.sex.value
    return wanted


def _put_right(changes: Mapping[int, Wanted], by: Actor, at: datetime) -> None:
    def effect(subjects: Mapping[int, Subject]) -> None:
        for pk, subject in subjects.items():
            identity(subject, changes[pk], by=by, at=at)

    _done_at_once(
        {pk: wanted for pk, wanted in changes.items() if wanted},
        RequestKind.IDENTITY, effect, by, at,
    )  # fmt: skip


def _onto(
    card: CityCard, movers: Sequence[tuple[CityPerson, Person]], by: Actor, at: datetime
) -> None:
    relations = {row.pk: one.relation for one, row in movers}

    def effect(subjects: Mapping[int, Subject]) -> None:
        move_onto_card(card, {pk: relations[pk] for pk in subjects}, by=by, at=at)

    wanted = {"kk_number": card.kk_number, "address": card.address}
    _done_at_once(dict.fromkeys(relations, wanted), RequestKind.FAMILY, effect, by, at)


def _done_at_once(
    changes: Mapping[int, Wanted],
    kind: RequestKind,
    effect: Callable[[Mapping[int, Subject]], None],
    by: Actor,
    at: datetime,
) -> None:
    """Asked, decided and done in one transaction, with what was on record before; then told."""
    if not changes:
        return
    rows = [_asked(pk, kind, wanted, Decider.RULE, at, by, at) for pk, wanted in changes.items()]
    for row in rows:
        row.effective_at = row.decided_at = at
        row.decided_by = by.ref
        move(row, "yes", by=by, at=at, reason=rules.CITY_LETTER)
    subjects = subjects_facts(list(changes), at=at)
    to = whom_all(rows)

    effect(subjects)

    of = [Asked(row, subjects[row.person_id], changes[row.person_id]) for row in rows]
    done(of, by=by, at=at)
    tell_all(rows, EFFECTIVE, to=to, at=at)


def _propose(card: CityCard, row: Person, wanted: Wanted, by: Actor, at: datetime) -> None:
    """For an officer of the branch to decide; one that lies there already is enough."""
    alive = ChangeRequest.objects.filter(
        person=row.pk, kind=RequestKind.IDENTITY, step__in=rules.ALIVE
    )
    if alive.exists():
        return
    amounts = subjects_facts([row.pk], at=at)[row.pk].facts.amounts
    due = due_by(RequestKind.IDENTITY, amounts, regions_read.timezone_of(card.village_code), at)
    said = {**wanted, "why": _WHY}
    asked = _asked(row.pk, RequestKind.IDENTITY, said, Decider.OFFICER, due, by, at)
    tell(asked, RECEIVED, at=at)


def _asked(
    person_id: int,
    kind: RequestKind,
    wanted: Wanted,
    decider: Decider,
    due_at: datetime,
    by: Actor,
    at: datetime,
) -> ChangeRequest:
    alive = ChangeRequest.objects.filter(person=person_id, kind=kind, step__in=rules.ALIVE)
    there = alive.values_list("pk", flat=True).first()
    if there is not None:
        raise RequestAlreadyOpen(request_id=there)
    row = ChangeRequest(
        person_id=person_id, kind=kind, step="open", client_key=uuid4(), asked_by=by.ref,
        asked_as=Asker.OFFICER, asked_at=at, wanted_sealed=json.dumps(wanted), decider=decider,
        due_at=due_at, reason=rules.CITY_LETTER,
    )  # fmt: skip
    row.save(force_insert=True)
    begin(row, by=by, at=at)
    return row


def _lives(card: CityCard, by: Actor, at: datetime) -> None:
    found = Family.objects.select_for_update(of=("self",))
    row = found.filter(kk_index=blind_index("kk", card.kk_number)).first()
    if row is None or (row.address_sealed, row.village_id) == (card.address, card.village_code):
        return
    row.address_sealed, row.village_id = card.address or None, card.village_code
    row.save(update_fields=["address_sealed", "village"])
    audit.record(audit.Entry(by, "members.address_set", f"family:{row.pk}"), at=at)
