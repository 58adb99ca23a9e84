"""Whose age soon changes what they are entitled to: for reminders."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from titian.members import rules
from titian.members.models import Person
from titian.members.types import Relation, Segment, Standing, Status

_BY_WORK = (Segment.PPU_PN, Segment.PPU_BU)


@dataclass(frozen=True, slots=True)
class Turning:
    """A child on a worker's card and the birthday that is coming."""

    person_id: int
    family_id: int
    full_name: str
    birthday: date


def is_adult(whose: Standing, *, on: date) -> bool:
    """Whether somebody decides alone on a day who may see what is theirs."""
    return rules.is_adult(whose.birth_date, on)


def turning(age: int, *, since: date, until: date, after_id: int, limit: int) -> list[Turning]:
    """Active children insured through a parent's work who turn this age on one of these days."""
    children = Person.objects.filter(
        relation=Relation.CHILD, segment__in=_BY_WORK, status=Status.AKTIF, pk__gt=after_id
    ).filter(Q(birth_date__gte=_born(age, since), birth_date__lte=_born(age, until)))
    rows = children.order_by("pk").values_list("pk", "family_id", "full_name", "birth_date")
    return [
        Turning(pk, family, name, _birthday(born, age)) for pk, family, name, born in rows[:limit]
    ]


def _born(age: int, day: date) -> date:
    """Who turns this age on that day was born then; 29 February counts as 1 March."""
    try:
        return day.replace(year=day.year - age)
    except ValueError:
        return date(day.year - age, 3, 1)


def _birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)
