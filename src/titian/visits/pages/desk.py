"""/petugas/kunjungan/: the day's list of a facility without a system of its own, and who comes."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.facilities import selectors as facilities_read
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.members import selectors as members_read
from titian.members.errors import IdentifierNotReadable, PersonUnknown
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of
from titian.visits import services as visits
from titian.visits.errors import DayNotPossible, NotRecordingHere, TicketNotHere
from titian.visits.pages.desk_forms import ComingForm, DayForm, TicketForm
from titian.visits.pages.desk_presenters import DayPage, day_page, place_of
from titian.visits.pages.history import cleaned
from titian.visits.types import Coming

_MENDABLE = (IdentifierNotReadable, PersonUnknown, DayNotPossible, TicketNotHere)


@staff_page
@never_cache
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Who works at one place goes there at once."""
    mine = facilities_read.facilities_where_care_is_recorded(actor_of(request))
    if not mine:
        raise NotRecordingHere
    if len(mine) == 1:
        return HttpResponseRedirect(reverse("visits:desk_day", args=[mine[0].code]))
    return render(request, "visits/desk/places.html", {"places": mine})


@staff_page
@never_cache
@require_safe
def day(request: HttpRequest, facility_code: str) -> HttpResponse:
    return _shown(request, _page(request, facility_code))


@staff_page
@require_POST
def take(request: HttpRequest, facility_code: str) -> HttpResponse:
    """The person of a ticket that was called or is finished: one tap, and their visit is open."""
    asked = cleaned(TicketForm(request.POST))
    by, at = actor_of(request), clock.now()
    place = place_of(facility_code, viewer=by)
    try:
        came = visits.register_ticket(ticket_id=asked["tiket"], facility_id=place.id, by=by, at=at)
    except _MENDABLE as refusal:
        return _shown(request, _page(request, facility_code), refusal=refusal)
    return _open(came.visit_id)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def come(request: HttpRequest, facility_code: str) -> HttpResponse:
    """Somebody without a ticket, by the number in their hand."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("visits:desk_day", args=[facility_code]))
    page = _page(request, facility_code)
    form = ComingForm(request.POST, services=page.services)
    if not form.is_valid():
        return _shown(request, page, form)
    try:
        return _open(_came(request, page, form.cleaned_data))
    except _MENDABLE as refusal:
        return _shown(request, page, form, refusal)


def _came(request: HttpRequest, page: DayPage, typed: dict[str, Any]) -> int:
    by, at = actor_of(request), clock.now()
    person = members_read.find_by_identifier(typed["siapa"], viewer=by, at=at)
    coming = Coming(
        person_id=person.person_id,
        facility_id=page.place.id,
        service_code=typed["layanan"],
        on=page.day,
    )
    return visits.register_visit(coming=coming, by=by, at=at).visit_id


def _page(request: HttpRequest, facility_code: str) -> DayPage:
    asked = cleaned(DayForm(request.GET))
    return day_page(facility_code, asked["hari"], viewer=actor_of(request), at=clock.now())


def _shown(
    request: HttpRequest,
    page: DayPage,
    form: ComingForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    said = told(request, refusal) if refusal else None
    form = form or ComingForm(services=page.services)
    status = said.status if said else (422 if form.errors else 200)
    context = {"page": page, "form": form, "told": said}
    return render(request, "visits/desk/day.html", context, status=status)


def _open(visit_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("visits:desk_visit", args=[visit_id]), status=303)
