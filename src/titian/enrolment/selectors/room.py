"""Whether the city still pays for so many people more, and who waits in which order."""

from datetime import date, datetime

from django.db.models import Count, Min, Q, QuerySet

from titian.enrolment.errors import NotThisCity
from titian.enrolment.models import Application, Candidate, City
from titian.enrolment.selectors.city import terms_on
from titian.enrolment.types import ApplicationState, QuotaView, WaitingLine
from titian.kernel.clock import JAKARTA
from titian.kernel.periods import day_of

_ON_THE_WAY = (ApplicationState.APPROVED, ApplicationState.SENT)
_END = 4
_MOST = 500


def has_room(row: Application, *, on: date | None = None) -> bool:
    """For everybody proposed, with nobody waiting before them. The caller holds the city's row.

    Taken are the people covered now and those on the way to it.
    """
    day = on or day_of(row.submitted_at or row.drafted_at, JAKARTA)
    paid = terms_on(row.city_id, day).people_paid
    if paid is None:
        return True
    before = _waiting(row.city_id).exclude(pk=row.pk)
    if row.waiting_since is not None:
        earlier = Q(waiting_since=row.waiting_since, pk__lt=row.pk)
        before = before.filter(Q(waiting_since__lt=row.waiting_since) | earlier)
    if before.exists():
        return False
    wanted = Candidate.objects.filter(is_proposed=True, application=row).count()
    return _taken(row.city_id, apart_from=row.pk) + wanted <= paid


def waiting_now(city: str) -> tuple[int, datetime | None]:
    """How many people wait, and since when the first of them."""
    people = Count("people", filter=Q(people__is_proposed=True))
    found = _waiting(city).aggregate(n=people, since=Min("waiting_since"))
    return found["n"], found["since"]


def waiting_list(city: str, *, on: date) -> QuotaView:
    """The published order: who waits longest comes first, by the end of the code.

    Raises NotThisCity.
    """
    row = City.objects.filter(pk=city).first()
    if row is None:
        raise NotThisCity(village=city)
    people = Count("people", filter=Q(people__is_proposed=True))
    found = _waiting(city).annotate(n=people).order_by("waiting_since", "pk")
    rows = found.values_list("code", "n", "waiting_since")[:_MOST]
    lines = [
        WaitingLine(place, code[-_END:], n, since)
        for place, (code, n, since) in enumerate(rows, 1)
        if since is not None
    ]
    return QuotaView(row.name, terms_on(city, on).people_paid, row.people_now, tuple(lines))


def _waiting(city: str) -> "QuerySet[Application]":
    return Application.objects.filter(city=city, state=ApplicationState.WAITING)


def _taken(city: str, *, apart_from: int) -> int:
    now = City.objects.values_list("people_now", flat=True).get(pk=city)
    on_the_way = Candidate.objects.filter(
        is_proposed=True,
        application__city=city,
        application__state__in=_ON_THE_WAY,
        application__procedure__body__effect="enrol",
    )
    return now + on_the_way.exclude(application=apart_from).count()
