"""Whether what we say to somebody arrives: said on their first page and at the counter."""

from django.db.models import Subquery

from titian.members.models import Contact, Person
from titian.members.types import News, Standing, Unreached
from titian.notifications import selectors as notifications_read


def unreached(whose: Standing) -> Unreached | None:
    """What was last said and did not arrive, until the address changes or something arrives."""
    return news_of(whose).unreached


def news_of(whose: Standing) -> News:
    """What did not arrive and what is not read yet.

    For whoever holds this standing; one statement. Who has no address of their own is told at
    the head's.
    """
    ref = f"person:{whose.person_id}"
    lost, unread = notifications_read.unreached_at(ref), notifications_read.unread(ref)
    last, own, heads, number = (
        Person.objects.filter(pk=whose.person_id)
        .values_list(
            Subquery(lost[:1]),
            _newest(whose.person_id),
            _newest(whose.family_head),
            Subquery(unread[:1]),
        )
        .get()
    )
    address_since = own or heads
    if last is None or (address_since is not None and address_since > last):
        return News(None, number or 0)
    return News(Unreached(last, has_address=address_since is not None), number or 0)


def _newest(person_id: int) -> Subquery:
    """Since when the newest confirmed address of this person holds."""
    confirmed = Contact.objects.filter(person=person_id, verified_at__isnull=False)
    return Subquery(confirmed.order_by("-verified_at").values("verified_at")[:1])
