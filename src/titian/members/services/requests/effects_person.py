"""What a yes does to one person's record. Each returns what was there before."""

from collections.abc import Mapping
from datetime import date, datetime

from titian.facilities import selectors as facilities
from titian.kernel.actors import Actor
from titian.kernel.text import folded
from titian.members.errors import AlreadyRegistered, RequestValueWrong
from titian.members.events import FacilityChanged, NumberChanged
from titian.members.models import Contact, Family, Person
from titian.members.selectors.requests import Subject
from titian.members.services.contacts import replace_contacts
from titian.members.services.requests.writing import lock_family
from titian.members.types import NewContact, RequestKind
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index
from titian.platform.outbox import services as outbox

Wanted = Mapping[str, str]
_EMAIL = "email"


def phone(of: Subject, wanted: Wanted, *, by: Actor, at: datetime) -> None:
    """The new number comes first; the old phones are gone, e-mail stays. Codes that went to the
    old ones are void.
    """
    new = NewContact(wanted.get("channel") or of.on_record["channel"] or "sms", wanted["phone"])
    kept = [one for one in _contacts(of.person_id) if one.channel == _EMAIL]
    replace_contacts(person_id=of.person_id, contacts=[new, *kept], by=by, at=at)
    outbox.announce(NumberChanged(of.person_id, at), at=at)


def email(of: Subject, wanted: Wanted, *, by: Actor, at: datetime) -> None:
    kept = [one for one in _contacts(of.person_id) if one.channel != _EMAIL]
    contacts = [*kept, NewContact(_EMAIL, wanted["email"])]
    replace_contacts(person_id=of.person_id, contacts=contacts, by=by, at=at)
    outbox.announce(NumberChanged(of.person_id, at), at=at)


def address(of: Subject, wanted: Wanted, *, by: Actor, at: datetime) -> None:
    """Where the family lives; one address for the card."""
    family = lock_family(of.family_id)
    family.address_sealed = wanted.get("address") or family.address_sealed
    family.village_id = wanted.get("village") or family.village_id
    family.save(update_fields=["address_sealed", "village"])
    audit.record(audit.Entry(by, "members.address_set", f"family:{family.pk}"), at=at)


def identity(of: Subject, wanted: Wanted, *, by: Actor, at: datetime) -> None:
    """Name (and its folding for finding), NIK, birth date, sex; the number of the card."""
    person = Person.objects.get(pk=of.person_id)
    _take_over(person, wanted)
    person.save()
    if "kk_number" in wanted:
        _new_card_number(of.family_id, wanted["kk_number"])
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


def _new_card_number(family_id: int, number: str) -> None:
    index = blind_index("kk", number)
    if Family.objects.filter(kk_index=index).exclude(pk=family_id).exists():
        raise AlreadyRegistered
    family = lock_family(family_id)
    family.kk_sealed, family.kk_index = number, index
    family.save(update_fields=["kk_sealed", "kk_index"])


def facility(of: Subject, wanted: Wanted, *, by: Actor, at: datetime) -> None:
    place = facilities.facility_by_code(wanted["facility"])
    Person.objects.filter(pk=of.person_id).update(facility=place.id)
    said: dict[str, object] = {"facility": place.code}
    audit.record(audit.Entry(by, "members.facility_set", f"person:{of.person_id}", said), at=at)
    outbox.announce(FacilityChanged(of.person_id, place.id), at=at)


def _contacts(person_id: int) -> list[NewContact]:
    found = Contact.objects.filter(person=person_id).order_by("place")
    return [NewContact(one.channel, one.to_sealed, one.verified_at is not None) for one in found]


EFFECTS = {
    RequestKind.PHONE: phone,
    RequestKind.EMAIL: email,
    RequestKind.ADDRESS: address,
    RequestKind.IDENTITY: identity,
    RequestKind.FACILITY: facility,
}
