"""Addresses on record, sealed, in the person's order of preference."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain

from django.db import transaction

from titian.kernel.actors import Actor
from titian.kernel.text import folded
from titian.members.errors import PersonOutOfReach
from titian.members.models import Contact, Person
from titian.members.types import NewContact
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index


@transaction.atomic
def replace_contacts(
    *, person_id: int, contacts: Sequence[NewContact], by: Actor, at: datetime
) -> None:
    """These are the person's addresses from now on, preferred first.

    Whether `by` may say so (a counter saw the document, the member proved themselves) is
    decided by whoever calls.
    """
    person = Person.objects.select_for_update(of=("self",)).filter(pk=person_id).first()
    if person is None:
        raise PersonOutOfReach

    write_contacts({person.pk: contacts}, by=by, at=at)


def write_contacts(wanted: Mapping[int, Sequence[NewContact]], *, by: Actor, at: datetime) -> None:
    """The addresses of many people, whose rows the caller holds, in the statements of one."""
    Contact.objects.filter(person__in=list(wanted)).delete()
    rows = (contact_rows(person_id, given, at) for person_id, given in wanted.items())
    Contact.objects.bulk_create(chain.from_iterable(rows))

    audit.record(*(_entry(person_id, given, by) for person_id, given in wanted.items()), at=at)


def _entry(person_id: int, contacts: Sequence[NewContact], by: Actor) -> audit.Entry:
    data: dict[str, object] = {"channels": [contact.channel for contact in contacts]}
    return audit.Entry(by, "members.contacts_set", f"person:{person_id}", data)


def contact_rows(person_id: int, contacts: Sequence[NewContact], at: datetime) -> list[Contact]:
    return [
        Contact(
            person_id=person_id,
            channel=contact.channel,
            place=place,
            to_sealed=contact.to,
            to_index=blind_index("contact", contact_key(contact.to)),
            verified_at=at if contact.verified else None,
        )
        for place, contact in enumerate(contacts, start=1)
    ]


def contact_key(to: str) -> str:
    """One spelling per address: lower case for e-mail, digits for phones."""
    return to.strip().lower() if "@" in to else "".join(folded(to).split())
