"""Places the city pays for: counted, and given to who waits, in the published order."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from titian.enrolment.models import Application, City
from titian.enrolment.selectors.room import has_room
from titian.enrolment.services.moving import move
from titian.enrolment.types import Act, ApplicationState
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.kernel.periods import day_of
from titian.members import selectors as members_read

RULE = Actor.system("enrolment")


def admit(*, at: datetime) -> int:
    """Who waits goes on while there is room; the first one that does not fit stops the line."""
    cities = Application.objects.filter(state=ApplicationState.WAITING).values_list(
        "city", flat=True
    )
    admitted = 0
    for city in sorted(set(cities)):
        while _admit_first(city, at):
            admitted += 1
    return admitted


@transaction.atomic
def _admit_first(city: str, at: datetime) -> bool:
    waiting = Application.objects.filter(city=city, state=ApplicationState.WAITING)
    row = waiting.select_for_update(of=("self",)).order_by("waiting_since", "pk").first()
    if row is None:
        return False
    City.objects.select_for_update(of=("self",)).get(pk=city)
    if not has_room(row, on=day_of(at, JAKARTA)):
        return False
    move(row, Act.ADMIT, by=RULE, at=at)
    return True


def take_places(city: str, people: int) -> None:
    """So many people more, or fewer, are covered; within the caller's transaction."""
    City.objects.filter(pk=city).update(people_now=Greatest(F("people_now") + people, 0))


def recount() -> int:
    """What our own records say, once a night: deaths and moves are in it too."""
    cities = list(City.objects.order_by("pk").values_list("pk", flat=True))
    for city in cities:
        _recount(city)
    return len(cities)


@transaction.atomic
def _recount(city: str) -> None:
    """Whoever is covered meanwhile takes their place before it, and is counted, or after it."""
    row = City.objects.select_for_update(of=("self",), no_key=True).get(pk=city)
    row.people_now = members_read.covered_by_city(city)
    row.save(update_fields=["people_now"])
