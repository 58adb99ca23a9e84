"""Whom something is said to that concerns a region or a segment, a part at a time."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from titian.kernel.actors import Actor, ActorKind
from titian.members.errors import LookNotAllowed
from titian.members.models import Contact, Person
from titian.members.types import Status

_GONE = (Status.MENINGGAL, Status.DUPLIKAT)


_SPAN = 20_000  # people looked through in one statement, by their ids
_SPANS = 20


def audience(
    *,
    regions: Collection[str],
    segments: Collection[str],
    after: int,
    limit: int,
    viewer: Actor,
    span: int = _SPAN,
) -> tuple[list[int], int | None]:
    """The next people by id who have a confirmed address of their own: of a family that shares
    the head's, the head alone; and after whom to go on, None at the end. No region is the whole
    country, no segment is everybody; where a family's village is not known, its place of care
    says the city. For rules alone.

    However few live in a region, a part looks through so many ids and no more.
    """
    if viewer.kind is not ActorKind.SYSTEM:
        raise LookNotAllowed
    wanted = _of(regions) & (Q(segment__in=list(segments)) if segments else Q())
    found: list[int] = []
    for _ in range(_SPANS):
        upto = _end_of_span(after, span)
        found += _reachable(wanted, after, upto)[: limit - len(found)]
        if len(found) == limit:
            return found, found[-1]
        if upto is None:
            return found, None
        after = upto
    return found, after


def _end_of_span(after: int, span: int) -> int | None:
    ids = Person.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
    return next(iter(ids[span - 1 : span]), None)


def _reachable(wanted: Q, after: int, upto: int | None) -> QuerySet[Person, int]:
    confirmed = Contact.objects.filter(person=OuterRef("pk"), verified_at__isnull=False)
    span = Q(pk__gt=after) & (Q() if upto is None else Q(pk__lte=upto))
    people = Person.objects.filter(Exists(confirmed), wanted, span).exclude(status__in=_GONE)
    return people.order_by("pk").values_list("pk", flat=True)


def _of(regions: Collection[str]) -> Q:
    found = Q()
    for code in regions:
        home = Q(family__village=code) | Q(family__village__code__startswith=f"{code}.")
        care = Q(facility__regency=code) | Q(facility__regency__code__startswith=f"{code}.")
        found |= home | Q(family__village__isnull=True) & care
    return found
