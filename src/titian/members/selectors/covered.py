"""How many people somebody else pays for, and how many a facility has: numbers, nobody's name."""

from collections.abc import Collection

from django.db.models import Count

from titian.members.models import Person
from titian.members.types import Segment, Status


def covered_by_city(city_code: str) -> int:
    """People of the city's villages whom a city pays for now."""
    return Person.objects.filter(
        segment=Segment.PBPU_PEMDA,
        status=Status.AKTIF,
        family__village__code__startswith=f"{city_code}.",
    ).count()


def people_at(facility_ids: Collection[int]) -> dict[int, int]:
    """Active people of each facility."""
    if not facility_ids:
        return {}
    active = Person.objects.filter(facility__in=list(facility_ids), status=Status.AKTIF)
    return dict(active.values_list("facility_id").annotate(n=Count("pk")).order_by())
