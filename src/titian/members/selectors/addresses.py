"""Where a person can be told something: the own addresses on record, else the family head's."""

from collections.abc import Collection
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat, JSONObject

from titian.members.errors import PersonOutOfReach
from titian.members.models import Contact, Person, Restriction
from titian.notifications import selectors as notifications_read
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


def recipients_of(
    person_ids: Collection[int], *, unless_resting: bool = False
) -> dict[int, Recipient]:
    """Recipients of many, in one statement. Somebody without any address has none, but may have
    devices. Who is told by the family's head hears it as the head wishes.

    What neither care nor the law needs, such as a reminder, is said `unless_resting`: not to
    those whose data rest (UU 27/2022 art. 41).
    """
    asked = Person.objects.filter(pk__in=list(person_ids))
    if unless_resting:
        asked = asked.exclude(Exists(alive_restrictions().filter(person=OuterRef("pk"))))
    asked = asked.annotate(own_ref=_ref("pk"), heads_ref=_ref("family__head_id"))
    people = asked.values_list(
        "id",
        "language",
        "facility__timezone",
        ArraySubquery(_sealed_addresses(OuterRef("pk"))),
        ArraySubquery(_sealed_addresses(OuterRef("family__head"))),
        Subquery(notifications_read.wishes_in(OuterRef("own_ref"))),
        Subquery(notifications_read.wishes_in(OuterRef("heads_ref"))),
    )
    return {
        pk: Recipient(
            f"person:{pk}",
            _addresses(own or heads),
            language,
            timezone or _HOME,
            notifications_read.wishes_from(wished if own or wished else by_head),
        )
        for pk, language, timezone, own, heads, wished, by_head in people
    }


def _ref(field: str) -> Concat:
    return Concat(Value("person:"), Cast(F(field), CharField()))


def alive_restrictions() -> "QuerySet[Restriction]":
    """People whose data rest now."""
    return Restriction.objects.filter(lifted_at__isnull=True)


def _sealed_addresses(person: OuterRef) -> "QuerySet[Contact, Any]":
    verified = Contact.objects.filter(person=person, verified_at__isnull=False)
    return verified.order_by("place").values(address=JSONObject(channel="channel", to="to_sealed"))


def _addresses(found: list[dict[str, str]]) -> tuple[Address, ...]:
    return tuple(
        Address(Channel(one["channel"]), unseal(bytes.fromhex(one["to"].removeprefix("\\x"))))
        for one in found
    )
