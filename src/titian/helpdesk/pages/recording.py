"""At a desk: a failure written down in two taps, and a code that brings its person ahead."""

from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.facilities import selectors as facilities_read
from titian.helpdesk.errors import RecordingTooMuch
from titian.helpdesk.pages.receipt_forms import KINDS, PlaceForm, RecordForm
from titian.helpdesk.selectors.receipts import places_today, require_help_desk
from titian.helpdesk.services.priority import give_place
from titian.helpdesk.services.recording import record_failure
from titian.helpdesk.types.receipts import FailureKind
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Kind, Refusal
from titian.kernel.periods import day_of
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told, told_here
from titian.platform.http.requests import actor_of
from titian.queue import selectors as queue_read

_MENDABLE = frozenset({Kind.CONFLICT, Kind.INVALID, Kind.NOT_FOUND})


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, facility_code: str) -> HttpResponse:
    """Each kind is one button; the code is on the page that follows."""
    by, at = actor_of(request), clock.now()
    if request.method != "POST":
        return _kinds(request, facility_code, by, at)
    form = RecordForm(request.POST)
    if not form.is_valid():
        return _kinds(request, facility_code, by, at, status=422)
    try:
        code = record_failure(
            kind=FailureKind(form.cleaned_data["jenis"]),
            facility_code=facility_code,
            client_key=form.cleaned_data["kunci"],
            by=by,
            at=at,
        )
    except RecordingTooMuch as refusal:
        return _kinds(request, facility_code, by, at, told(request, refusal))
    address = reverse("helpdesk:receipt", args=[f"{code[:3]}-{code[3:]}"])
    return HttpResponseRedirect(address, status=303)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, session_id: int) -> HttpResponse:
    """The code and whose it is; then back to the counter, with the number."""
    if request.method != "POST":
        kept = {"kunci": uuid4(), "kode": request.GET.get("kode", "")[:20]}
        return _place_page(request, session_id, PlaceForm(initial=kept))
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _place_page(request, session_id, form, status=422)
    try:
        given = give_place(
            session_id=session_id,
            claimed=form.claimed(),
            client_key=form.cleaned_data["kunci"],
            by=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        return _place_page(request, session_id, form, told_here(request, refusal, _MENDABLE))
    address = f"{reverse('queue:desk', args=[session_id])}?baru={given.ticket_code}"
    return HttpResponseRedirect(address, status=303)


def _kinds(
    request: HttpRequest,
    facility_code: str,
    by: Actor,
    at: datetime,
    refused: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    require_help_desk(by, facility_code)
    facility = facilities_read.facility_by_code(facility_code)
    today = day_of(at, ZoneInfo(facility.timezone))
    context = {
        "facility": facility,
        "kinds": KINDS,
        "key": uuid4(),
        "places": places_today(facility.id, on=today),
        "told": refused,
    }
    status = refused.status if refused else status
    return render(request, "helpdesk/record.html", context, status=status)


def _place_page(
    request: HttpRequest,
    session_id: int,
    form: PlaceForm,
    refused: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    session = queue_read.session_at_desk(session_id, viewer=actor_of(request))
    context = {"form": form, "session": session, "told": refused}
    status = refused.status if refused else status
    return render(request, "helpdesk/place.html", context, status=status)
