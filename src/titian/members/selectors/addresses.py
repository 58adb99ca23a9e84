"""Where a person can be told something: the own addresses on record, else the family head's."""

from collections.abc import Collection
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from titian.members.errors import PersonOutOfReach
from titian.members.models import Contact, Person
from titian.notifications.types import Address, Channel, Recipient
from titian.platform.db.sealing import unseal

_HOME = "Asia/Jakarta"


def addresses_on_record(person_id: int) -> tuple[Address, ...]:
    """The person's own verified addresses, preferred first; never another's."""
    found = Contact.objects.filter(person=person_id, verified_at__isnull=False).order_by("place")
    return tuple(Address(Channel(contact.channel), contact.to_sealed) for contact in found)


def recipient_of(person_id: int) -> Recipient:
    """Whom to tell what concerns this person; one statement."""
    found = recipients_of([person_id])
    if person_id not in found:
        raise PersonOutOfReach
    return found[person_id]


def recipients_of(person_ids: Collection[int]) -> dict[int, Recipient]:
    """Recipients of many, in one statement. Somebody without any address has none."""
    people = Person.objects.filter(pk__in=list(person_ids)).values_list(
        "id",
        "language",
        "facility__timezone",
        ArraySubquery(_sealed_addresses(OuterRef("pk"))),
        ArraySubquery(_sealed_addresses(OuterRef("family__head"))),
    )
    return {
        pk: Recipient(f"person:{pk}", _addresses(own or heads), language, timezone or _HOME)
        for pk, language, timezone, own, heads in people
    }


def _sealed_addresses(person: OuterRef) -> "QuerySet[Contact, Any]":
    verified = Contact.objects.filter(person=person, verified_at__isnull=False)
    return verified.order_by("place").values(address=JSONObject(channel="channel", to="to_sealed"))


def _addresses(found: list[dict[str, str]]) -> tuple[Address, ...]:
    return tuple(
        Address(Channel(one["channel"]), unseal(bytes.fromhex(one["to"].removeprefix("\\x"))))
        for one in found
    )
