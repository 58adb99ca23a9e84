"""People move onto the family card that the registry names; whoever is left keeps a head."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import QuerySet

from titian.kernel.actors import Actor
from titian.members.errors import ChangeNotPossible
from titian.members.models import Family, Person
from titian.members.services.registration import open_card
from titian.members.services.requests.effects_family import require_debts_paid
from titian.members.services.requests.effects_membership import hand_on
from titian.members.services.requests.effects_person import new_card_number
from titian.members.types import CityCard, NewFamily, Relation, Status
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index

_GONE = (Status.MENINGGAL, Status.DUPLIKAT)


def of_other_cards(card: CityCard, person_ids: Collection[int]) -> list[int]:
    """Who of these stands on another card on record."""
    people = Person.objects.filter(pk__in=list(person_ids))
    elsewhere = people.exclude(family__kk_index=blind_index("kk", card.kk_number))
    return list(elsewhere.order_by("pk").values_list("pk", flat=True))


def move_onto_card(
    card: CityCard, relations: Mapping[int, Relation], *, by: Actor, at: datetime
) -> None:
    """A card on record takes them; one that nobody knows is a whole family's new number, or a new
    card. Raises `ChangeNotPossible` when a known card would be left without anybody.
    """
    movers = sorted(relations)
    require_debts_paid(movers)
    old = list(Person.objects.filter(pk__in=movers).values_list("family", flat=True).distinct())
    target = Family.objects.filter(kk_index=blind_index("kk", card.kk_number)).first()
    if target is None and len(old) == 1 and not _living(old).exclude(pk__in=movers).exists():
        new_card_number(old[0], card.kk_number)
    elif target is None:
        head = _first_of(relations)
        _moved(_opened(card, head, by, at), {**relations, head: Relation.HEAD}, old)
    else:
        _moved(target.pk, {pk: _beside(one) for pk, one in relations.items()}, old)
    for pk in movers:
        audit.record(audit.Entry(by, "members.card_changed", f"person:{pk}"), at=at)


def _moved(family_id: int, relations: Mapping[int, Relation], old: Collection[int]) -> None:
    Person.objects.filter(pk__in=list(relations)).update(family=family_id)
    for card in Family.objects.filter(pk__in=list(old), head__in=list(relations)).order_by("pk"):
        if not _living([card.pk]).exists():
            raise ChangeNotPossible(change="family")
        hand_on(card.pk)
    for pk, relation in relations.items():
        Person.objects.filter(pk=pk).update(relation=relation)


def _living(families: Collection[int]) -> "QuerySet[Person]":
    return Person.objects.filter(family__in=list(families)).exclude(status__in=_GONE)


def _opened(card: CityCard, head: int, by: Actor, at: datetime) -> int:
    new = NewFamily(
        kk_number=card.kk_number, people=(), village_code=card.village_code, address=card.address
    )
    return open_card(card=new, head_id=head, by=by, at=at)


def _first_of(relations: Mapping[int, Relation]) -> int:
    """The head of the new card, else the oldest."""
    heads = [pk for pk, one in relations.items() if one is Relation.HEAD]
    oldest = Person.objects.filter(pk__in=list(relations)).order_by("birth_date", "pk")
    return heads[0] if heads else oldest.values_list("pk", flat=True)[0]


def _beside(relation: Relation) -> Relation:
    """The card on record has its head already."""
    return Relation.OTHER if relation is Relation.HEAD else relation
