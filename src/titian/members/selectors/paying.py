"""Families as dues see them: for processes above that bill and take payments."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, Q

from titian.kernel.actors import Actor
from titian.members.errors import PersonOutOfReach
from titian.members.models import Family, Person
from titian.members.selectors.reach import helped_by, subject_of
from titian.members.selectors.standing import standing
from titian.members.types.helping import Help
from titian.members.types.payers import Payer, PayerGroup, PayingFamily
from titian.members.types.people import Relation, Segment, Status, WardClass
from titian.platform.db.sealing import blind_index

_GONE = (Status.MENINGGAL, Status.DUPLIKAT)
_PAYER = (
    "family_id",
    "family__head_id",
    "family__head__full_name",
    "family__months_in_arrears",
    "id",
    "segment",
    "ward_class",
    "status",
    "status_since",
    "birth_date",
    "relation",
)


def families_of_cards(card_numbers: Collection[str]) -> list[int]:
    """The families whose people have one of these cards; one statement."""
    indexes = [blind_index("card", number) for number in card_numbers]
    found = Person.objects.filter(card_index__in=indexes).exclude(status=Status.DUPLIKAT)
    return sorted(set(found.values_list("family_id", flat=True)))


def paying_families(family_ids: Collection[int]) -> dict[int, PayingFamily]:
    """Families with their living people, the oldest registration first; one statement."""
    people = Person.objects.filter(family__in=list(family_ids)).exclude(status__in=_GONE)
    rows = people.order_by("family_id", "relation", "id").values_list(*_PAYER)
    return {family: _family([*members]) for family, members in groupby(rows, key=itemgetter(0))}


def payer_groups(*, after: int, until: int) -> list[PayerGroup]:
    """The living of the families with ids above `after` up to `until`, counted by how they pay."""
    people = Person.objects.filter(family__gt=after, family__lte=until).exclude(status__in=_GONE)
    rows = people.values_list(
        "family_id", "family__months_in_arrears", "segment", "ward_class", "status"
    ).annotate(people=Count("id"))
    return [
        PayerGroup(family, months, Segment(segment), WardClass(ward), Status(status), count)
        for family, months, segment, ward, status, count in rows.order_by("family_id")
    ]


def family_after(after: int, count: int) -> int | None:
    """The id of the last of the next `count` families, None when there are none."""
    families = Family.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
    return max(families[:count], default=None)


def family_of(person_id: int) -> int:
    found = Person.objects.filter(pk=person_id).values_list("family_id", flat=True).first()
    if found is None:
        raise PersonOutOfReach
    return found


def region_of(person_id: int) -> str:
    """The family's village, else the regency of the person's facility; "" when neither is known."""
    found = Person.objects.filter(pk=person_id)
    row = found.values_list("family__village", "facility__regency").first()
    return next((code for code in row or () if code), "")


def months_in_arrears(family_ids: Collection[int]) -> dict[int, int]:
    """What was last said of these families."""
    found = Family.objects.filter(pk__in=list(family_ids))
    return dict(found.values_list("pk", "months_in_arrears"))


def _family(rows: Sequence[tuple[Any, ...]]) -> PayingFamily:
    family_id, head_id, head_name, months = rows[0][:4]
    return PayingFamily(
        family_id, head_id, head_name, months, tuple(_payer(*row[4:]) for row in rows)
    )


def _payer(
    pk: int, segment: str, ward: str, status: str, since: Any, born: Any, relation: int
) -> Payer:
    return Payer(
        pk, Segment(segment), WardClass(ward), Status(status), since, born, Relation(relation)
    )


def sees_dues(family_id: int, *, viewer: Actor, on: date) -> bool:
    """Whether the viewer reaches the head of the family, is one of it, or helps one with dues.

    A look by staff is recorded, of the head.
    """
    head = Family.objects.filter(pk=family_id).values_list("head_id", flat=True).first()
    subject = subject_of(viewer)
    if head is None:
        return False
    if subject is not None:
        near = Q(pk=subject) | helped_by(subject, on=on, to=Help.DUES)
        return Person.objects.filter(near, family=family_id).exists()
    try:
        standing(head, viewer=viewer, on=on)
    except PersonOutOfReach:
        return False
    return True


def card_of(person_id: int) -> str:
    """The card number of a person; for making a number to pay to, after `sees_dues`."""
    return Person.objects.get(pk=person_id).card_sealed
