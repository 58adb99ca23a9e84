"""Whether what we say to somebody arrives: said on their first page and at the counter."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat

from titian.members.models import Contact, Person
from titian.members.types import News, Standing, Unreached
from titian.notifications import selectors as notifications_read
from titian.platform.db.prepared import Prepared


def unreached(whose: Standing) -> Unreached | None:
    """What was last said and did not arrive, until the address changes or something arrives."""
    return news_of(whose).unreached


def unreached_of(several: Collection[Standing]) -> dict[int, Unreached | None]:
    """As `unreached`, of many at once, by person."""
    ref = Concat(Value("person:"), Cast(OuterRef("pk"), TextField()))
    rows = Person.objects.filter(pk__in=[one.person_id for one in several]).values_list(
        "pk",
        Subquery(notifications_read.unreached_at(ref)[:1]),
        _newest(OuterRef("pk")),
        _newest(OuterRef("family__head_id")),
    )
    return {pk: _unreached(last, own or heads) for pk, last, own, heads in rows}


def news_of(whose: Standing) -> News:
    """What did not arrive and what is not read yet.

    For whoever holds this standing; one statement. Who has no address of their own is told at
    the head's.
    """
    ref = f"person:{whose.person_id}"
    ((last, own, heads, number),) = _NEWS(person=whose.person_id, head=whose.family_head, ref=ref)
    return News(_unreached(last, own or heads), number or 0)


def _news(
    person: int, head: int, ref: str
) -> "QuerySet[Person, tuple[datetime | None, datetime | None, datetime | None, int | None]]":
    lost, unread = notifications_read.unreached_at(ref), notifications_read.unread(ref)
    return Person.objects.filter(pk=person).values_list(
        Subquery(lost[:1]), _newest(person), _newest(head), Subquery(unread[:1])
    )


_NEWS = Prepared(_news)


def _unreached(last: datetime | None, address_since: datetime | None) -> Unreached | None:
    if last is None or (address_since is not None and address_since > last):
        return None
    return Unreached(last, has_address=address_since is not None)


def _newest(person_id: "int | OuterRef") -> Subquery:
    """Since when the newest confirmed address of this person holds."""
    confirmed = Contact.objects.filter(person=person_id, verified_at__isnull=False)
    return Subquery(confirmed.order_by("-verified_at").values("verified_at")[:1])
