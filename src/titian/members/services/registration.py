"""A family card enters the scheme with everyone on it."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction
from psycopg.errors import UniqueViolation

from titian.kernel.actors import Actor
from titian.kernel.text import folded
from titian.members import rules
from titian.members.errors import AlreadyRegistered, FamilyIncomplete, PersonOutOfReach
from titian.members.events import FamilyRegistered, PersonRegistered
from titian.members.models import Contact, Family, MembershipEvent, Person
from titian.members.services.contacts import contact_rows
from titian.members.services.history import event_row, project
from titian.members.types import NewFamily, NewPerson, Relation
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index
from titian.platform.db.transactions import require_transaction
from titian.platform.outbox import services as outbox


@transaction.atomic
def register_family(
    *, family: NewFamily, by: Actor, at: datetime, source: str = "titian"
) -> list[int]:
    """Register a family card with its people; returns their ids in the order given.

    Raises `FamilyIncomplete`, `AlreadyRegistered`, or `ChangeNotPossible` for a history that
    cannot have happened.
    """
    if [person.relation for person in family.people].count(Relation.HEAD) != 1:
        raise FamilyIncomplete
    ids = _reserved_ids(len(family.people))

    made = _family_row(family, ids)
    people = [_person_row(new, made, pk) for new, pk in zip(family.people, ids, strict=True)]
    _write(made, people, family, by, at, source)

    audit.record(audit.Entry(by, "members.registered", f"family:{made.pk}"), at=at)
    outbox.announce(FamilyRegistered(made.pk), at=at)
    return ids


def register_onto(*, family_id: int, person: NewPerson, by: Actor, at: datetime) -> int:
    """One more person on a family card, within the caller's transaction; returns their id.

    Raises `AlreadyRegistered`, or `ChangeNotPossible` for a history that cannot have happened.
    """
    require_transaction()
    row = _person_row(person, Family(id=family_id), _reserved_ids(1)[0])

    _write_people([(row, person)], by, at, "request")

    audit.record(audit.Entry(by, "members.registered", f"person:{row.pk}"), at=at)
    outbox.announce(PersonRegistered(row.pk, family_id), at=at)
    return row.pk


def open_card(*, card: NewFamily, head_id: int, by: Actor, at: datetime) -> int:
    """A new family card for somebody on record, who must move onto it in the caller's
    transaction; its other people follow. Raises `AlreadyRegistered`.
    """
    require_transaction()
    index = blind_index("kk", card.kk_number)
    if Family.objects.filter(kk_index=index).exists():
        raise AlreadyRegistered
    family = Family(
        kk_sealed=card.kk_number,
        kk_index=index,
        head_id=head_id,
        village_id=card.village_code,
        address_sealed=card.address or None,
    )
    family.save(force_insert=True)

    audit.record(audit.Entry(by, "members.registered", f"family:{family.pk}"), at=at)
    outbox.announce(FamilyRegistered(family.pk), at=at)
    return family.pk


@transaction.atomic
def set_dues_standing(*, family_id: int, months_in_arrears: int, by: Actor, at: datetime) -> None:
    """What the dues say about a family, told from above so that no rule here looks upward."""
    changed = Family.objects.filter(pk=family_id).update(months_in_arrears=months_in_arrears)
    if not changed:
        raise PersonOutOfReach
    data: dict[str, object] = {"months_in_arrears": months_in_arrears}
    audit.record(audit.Entry(by, "members.dues_set", f"family:{family_id}", data), at=at)


def _write(
    made: Family, people: list[Person], family: NewFamily, by: Actor, at: datetime, source: str
) -> None:
    pairs = list(zip(people, family.people, strict=True))
    _write_people(pairs, by, at, source, made)


def _write_people(
    pairs: list[tuple[Person, NewPerson]],
    by: Actor,
    at: datetime,
    source: str,
    made: Family | None = None,
) -> None:
    try:
        with transaction.atomic():
            if made is not None:
                made.save(force_insert=True)
                for person, _ in pairs:
                    person.family = made
            Person.objects.bulk_create([person for person, _ in pairs])
            MembershipEvent.objects.bulk_create(
                [event for pair in pairs for event in _history_rows(*pair, by, at, source)]
            )
            Contact.objects.bulk_create(
                [row for person, new in pairs for row in contact_rows(person.pk, new.contacts, at)]
            )
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            raise AlreadyRegistered from error
        raise


def _family_row(family: NewFamily, ids: list[int]) -> Family:
    head = next(
        pk for new, pk in zip(family.people, ids, strict=True) if new.relation is Relation.HEAD
    )
    return Family(
        kk_sealed=family.kk_number,
        kk_index=blind_index("kk", family.kk_number),
        head_id=head,
        village_id=family.village_code,
        address_sealed=family.address or None,
        months_in_arrears=family.months_in_arrears,
    )


def _person_row(new: NewPerson, family: Family, pk: int) -> Person:
    person = Person(
        id=pk,
        nik_sealed=new.nik,
        nik_index=None if new.nik is None else blind_index("nik", new.nik),
        card_sealed=new.card_number,
        card_index=blind_index("card", new.card_number),
        full_name=new.full_name,
        name_key=folded(new.full_name)[:120],
        birth_date=new.birth_date,
        sex=new.sex,
        family=family,
        relation=new.relation,
        facility_id=new.facility_id,
    )
    project(person, rules.folded(new.happenings))
    return person


def _history_rows(
    person: Person, new: NewPerson, by: Actor, at: datetime, source: str
) -> list[MembershipEvent]:
    return [
        event_row(person, happening, rules.folded(new.happenings[:n]), source=source, by=by, at=at)
        for n, happening in enumerate(new.happenings, start=1)
    ]


def _reserved_ids(count: int) -> list[int]:
    """Ids before the rows exist: the family names its head, the head its family."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('member_person', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]
