"""For which places a staff member may bring files and switch Titian on."""

from django.db.models import Q, QuerySet

from titian.facilities.models import Facility
from titian.facilities.rules.bringing import (
    brings_for,
    brings_plans,
    brings_plans_of,
    brings_regions,
    cities_of,
)
from titian.facilities.rules.managing import FACILITY, MANAGER, OPERATOR, is_everywhere
from titian.facilities.rules.names import plain_words
from titian.facilities.selectors.places import AREA, view_of
from titian.facilities.types import FacilityView
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import REGION

__all__ = [
    "brings_for",
    "brings_plans",
    "brings_plans_of",
    "brings_regions",
    "facilities_brought_by",
]


def facilities_brought_by(actor: Actor, text: str = "", *, limit: int = 50) -> list[FacilityView]:
    """The places this actor answers for, those on Titian first; `text` is a code or words."""
    rows = _within(actor)
    if text:
        rows = rows.filter(Q(code=text.strip()) | Q(words__contains=plain_words(text)))
    found = rows.select_related(*AREA).order_by("-uses_titian", "name", "pk")
    return [view_of(one) for one in found[:limit]]


def _within(actor: Actor) -> QuerySet[Facility]:
    if actor.kind is ActorKind.SYSTEM:
        return Facility.objects.all()
    reach = Q(pk__in=())
    regions = list(cities_of(actor))
    for grant in actor.grants:
        if grant.role == OPERATOR and is_everywhere(grant.scope):
            return Facility.objects.all()
        if grant.role == OPERATOR and grant.scope.kind == REGION:
            regions.append(grant.scope.code)
        elif grant.role in (OPERATOR, MANAGER) and grant.scope.kind == FACILITY:
            reach |= Q(code=grant.scope.code)
    for code in regions:
        below = f"{code}."
        reach |= Q(regency=code) | Q(regency__code__startswith=below) | Q(district=code)
    return Facility.objects.filter(reach)
