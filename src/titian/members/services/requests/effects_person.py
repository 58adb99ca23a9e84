"""What a yes does to people's records: what many ask for on one day, for all of them together."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from titian.facilities import selectors as facilities
from titian.facilities.errors import FacilityUnknown
from titian.kernel.actors import Actor
from titian.kernel.text import folded
from titian.members.errors import AlreadyRegistered, RequestValueWrong
from titian.members.events import FacilityChanged, NumberChanged
from titian.members.models import Contact, Family, Person
from titian.members.selectors.requests import Subject
from titian.members.services.contacts import write_contacts
from titian.members.services.requests.writing import Asked, lock_family
from titian.members.types import NewContact, RequestKind
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch
from titian.platform.db.sealing import blind_index, seal
from titian.platform.outbox import services as outbox

Wanted = Mapping[str, str]
_EMAIL = "email"
_LIVES = """UPDATE member_family SET address_sealed = new.address, village_id = new.village
FROM unnest(%s::bigint[], %s::bytea[], %s::text[]) AS new(id, address, village)
WHERE member_family.id = new.id RETURNING 1"""
_CHOSEN = """UPDATE member_person SET facility_id = new.facility
FROM unnest(%s::bigint[], %s::bigint[]) AS new(id, facility)
WHERE member_person.id = new.id RETURNING 1"""


def phone(asked: Sequence[Asked], *, by: Actor, at: datetime) -> None:
    """The new number comes first; the old phones are gone, e-mail stays. Codes that went to the
    old ones are void.
    """
    known = _contacts(asked)
    wanted = {}
    for one in asked:
        channel = one.wanted.get("channel") or one.subject.on_record["channel"] or "sms"
        kept = [old for old in known[one.subject.person_id] if old.channel == _EMAIL]
        wanted[one.subject.person_id] = [NewContact(channel, one.wanted["phone"]), *kept]
    write_contacts(wanted, by=by, at=at)
    outbox.announce(*(NumberChanged(person_id, at) for person_id in wanted), at=at)


def email(asked: Sequence[Asked], *, by: Actor, at: datetime) -> None:
    known = _contacts(asked)
    wanted = {}
    for one in asked:
        kept = [old for old in known[one.subject.person_id] if old.channel != _EMAIL]
        wanted[one.subject.person_id] = [*kept, NewContact(_EMAIL, one.wanted["email"])]
    write_contacts(wanted, by=by, at=at)
    outbox.announce(*(NumberChanged(person_id, at) for person_id in wanted), at=at)


def address(asked: Sequence[Asked], *, by: Actor, at: datetime) -> None:
    """Where the family lives; one address for the card."""
    wanted = {one.subject.family_id: one.wanted for one in asked}
    families = Family.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    rows = [_lives(family, wanted[family.pk]) for family in families]

    batch = Batch()
    batch.add("moved", _LIVES, [list(column) for column in zip(*rows, strict=True)])
    entries = [audit.Entry(by, "members.address_set", f"family:{pk}") for pk in wanted]
    audit.add_to(batch, entries, at=at)
    batch.run()


def _lives(family: Family, wanted: Wanted) -> tuple[int, bytes | None, str | None]:
    where = wanted.get("address") or family.address_sealed
    return family.pk, seal(where) if where else None, wanted.get("village") or family.village_id


def identity(of: Subject, wanted: Wanted, *, by: Actor, at: datetime) -> None:
    """Name (and its folding for finding), NIK, birth date, sex; the number of the card."""
    person = Person.objects.get(pk=of.person_id)
    _take_over(person, wanted)
    person.save()
    if "kk_number" in wanted:
        new_card_number(of.family_id, wanted["kk_number"])
    changed: dict[str, object] = {"fields": sorted(set(wanted) - {"why"})}
    audit.record(audit.Entry(by, "members.identity_set", f"person:{person.pk}", changed), at=at)


def _take_over(person: Person, wanted: Wanted) -> None:
    if "full_name" in wanted:
        person.full_name = wanted["full_name"]
        person.name_key = folded(person.full_name)[:120]
    if "birth_date" in wanted:
        person.birth_date = date.fromisoformat(wanted["birth_date"])
        if person.birth_date > person.status_since:
            raise RequestValueWrong(field="birth_date")
    person.sex = wanted.get("sex", person.sex)
    if "nik" in wanted:
        index = blind_index("nik", wanted["nik"])
        if Person.objects.filter(nik_index=index).exclude(pk=person.pk).exists():
            raise AlreadyRegistered
        person.nik_sealed, person.nik_index = wanted["nik"], index


def new_card_number(family_id: int, number: str) -> None:
    index = blind_index("kk", number)
    if Family.objects.filter(kk_index=index).exclude(pk=family_id).exists():
        raise AlreadyRegistered
    family = lock_family(family_id)
    family.kk_sealed, family.kk_index = number, index
    family.save(update_fields=["kk_sealed", "kk_index"])


def facility(asked: Sequence[Asked], *, by: Actor, at: datetime) -> None:
    places = facilities.ids_of_codes(one.wanted["facility"] for one in asked)
    chosen = [(one.subject.person_id, one.wanted["facility"]) for one in asked]
    if any(code not in places for _, code in chosen):
        raise FacilityUnknown
    batch = Batch()
    columns = [[pk for pk, _ in chosen], [places[code] for _, code in chosen]]
    batch.add("chosen", _CHOSEN, columns)
    audit.add_to(batch, [_chose(pk, code, by) for pk, code in chosen], at=at)
    outbox.add_to(batch, [FacilityChanged(pk, places[code]) for pk, code in chosen], at=at)
    batch.run()


def _chose(person_id: int, code: str, by: Actor) -> audit.Entry:
    return audit.Entry(by, "members.facility_set", f"person:{person_id}", {"facility": code})


def _contacts(asked: Sequence[Asked]) -> Mapping[int, list[NewContact]]:
    """What each has on record, preferred first."""
    found: dict[int, list[NewContact]] = {one.subject.person_id: [] for one in asked}
    for row in Contact.objects.filter(person__in=list(found)).order_by("person", "place"):
        known = NewContact(row.channel, row.to_sealed, row.verified_at is not None)
        found[row.person_id].append(known)
    return found


EFFECTS = {RequestKind.IDENTITY: identity}
TOGETHER = {
    RequestKind.PHONE: phone,
    RequestKind.EMAIL: email,
    RequestKind.ADDRESS: address,
    RequestKind.FACILITY: facility,
}
