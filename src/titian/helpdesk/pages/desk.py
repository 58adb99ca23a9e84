"""/petugas/pojok/: somebody is helped with everything on one page, and goes home with a lesson."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.contributions import selectors as contributions_read
from titian.contributions.errors import NotYourDues
from titian.contributions.types import Dues
from titian.facilities import selectors as facilities_read
from titian.facilities.types import SessionLabels
from titian.helpdesk import selectors as helpdesk_read
from titian.helpdesk import services as helpdesk
from titian.helpdesk.errors import NotAtThisHelpDesk
from titian.helpdesk.pages.desk_finding import Looked, looked_for
from titian.helpdesk.pages.desk_forms import OUTCOMES, BookForm, FindForm, HandBackForm
from titian.helpdesk.selectors.receipts import lost_codes
from titian.helpdesk.types import Serving
from titian.helpdesk.types.receipts import Lost
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Kind, Refusal
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.types import Opened
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told_here
from titian.platform.http.requests import actor_of
from titian.queue import selectors as queue_read
from titian.queue.types import OpenPlace

_MENDABLE = frozenset({Kind.CONFLICT, Kind.INVALID, Kind.NOT_FOUND})
_AHEAD = timedelta(days=7)
_PLACES = 20


@dataclass(frozen=True, slots=True)
class Place:
    """One session that can be booked, with its names."""

    open: OpenPlace
    labels: SessionLabels | None


@dataclass(frozen=True, slots=True)
class AtDesk:
    """Everything the person at the desk may need, each look written down."""

    serving: Serving
    opened: Opened | None
    dues: Dues | None
    places: list[Place]
    lost: list[Lost]


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """No number in an address: who is found is opened as a session of the desk."""
    by = actor_of(request)
    desks = helpdesk_read.desks_of(by)
    if not desks:
        raise NotAtThisHelpDesk
    if request.method != "POST":
        return _asked(request, desks, FindForm(initial={"kunci": uuid4(), "tempat": desks[0][0]}))
    form = FindForm(request.POST)
    if not form.is_valid():
        return _asked(request, desks, form, status=422)
    try:
        found = looked_for(form.cleaned_data, by=by, at=clock.now())
    except Refusal as refusal:
        return _asked(request, desks, form, refused=told_here(request, refusal, _MENDABLE))
    if found.served_id is None:
        return _asked(request, desks, form, found)
    return _to(found.served_id)


@staff_page
@never_cache
@require_safe
def serve(request: HttpRequest, served_id: int) -> HttpResponse:
    return _at_desk(request, served_id)


@staff_page
@require_POST
def book(request: HttpRequest, served_id: int) -> HttpResponse:
    form = BookForm(request.POST)
    if not form.is_valid():
        return _at_desk(request, served_id, status=422)
    key: UUID = form.cleaned_data["kunci"]
    try:
        booked = helpdesk.book_at_desk(
            served_id=served_id,
            session_id=form.cleaned_data["sesi"],
            client_key=key,
            by=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        return _at_desk(request, served_id, refused=told_here(request, refusal, _MENDABLE))
    address = reverse("helpdesk:desk_serve", args=[served_id])
    return HttpResponseRedirect(f"{address}?nomor={booked.code}", status=303)


@staff_page
@require_POST
def hand_back(request: HttpRequest, served_id: int) -> HttpResponse:
    form = HandBackForm(request.POST)
    if not form.is_valid():
        return _at_desk(request, served_id, form, status=422)
    try:
        helpdesk.hand_back(
            served_id=served_id,
            service=form.cleaned_data["jenis"],
            outcome=form.cleaned_data["hasil"],
            by=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        return _at_desk(request, served_id, form, refused=told_here(request, refusal, _MENDABLE))
    return HttpResponseRedirect(reverse("helpdesk:desk_card", args=[served_id]), status=303)


@staff_page
@never_cache
@require_safe
def card(request: HttpRequest, served_id: int) -> HttpResponse:
    """What the person can do alone next time; on paper stands nothing about them."""
    found = helpdesk_read.served(served_id, viewer=actor_of(request), at=clock.now())
    return render(request, "helpdesk/desk_card.html", {"served": found})


def _asked(
    request: HttpRequest,
    desks: list[tuple[str, str]],
    form: FindForm,
    found: Looked | None = None,
    refused: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    code = str(form["tempat"].value() or desks[0][0])
    by, at = actor_of(request), clock.now()
    day = helpdesk_read.desk_day(code, on=None, viewer=by, at=at)
    context = {
        "form": form,
        "desks": desks,
        "chosen": code,
        "found": found,
        "day": day,
        "told": refused,
        "key": uuid4(),
    }
    page = "helpdesk/desk_find.html"
    return render(request, page, context, status=refused.status if refused else status)


def _at_desk(
    request: HttpRequest,
    served_id: int,
    form: HandBackForm | None = None,
    refused: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    serving = helpdesk_read.serving(served_id, viewer=by)
    if serving.is_over and refused is None:
        return HttpResponseRedirect(reverse("helpdesk:desk_card", args=[served_id]))
    context = {
        "desk": _everything(serving, by, at),
        "form": form or HandBackForm(),
        "find": FindForm(initial={"kunci": uuid4(), "tempat": serving.facility_code}),
        "outcomes": OUTCOMES,
        "key": uuid4(),
        "number": request.GET.get("nomor", "")[:12],
        "told": refused,
    }
    page = "helpdesk/desk_serve.html"
    return render(request, page, context, status=refused.status if refused else status)


def _everything(serving: Serving, by: Actor, at: datetime) -> AtDesk:
    if serving.person_id is None:
        return AtDesk(serving, None, None, [], [])
    opened = members_read.open_in_person(serving.person_id, viewer=by, at=at)
    dues = _dues(serving.person_id, by, at)
    lost = lost_codes(serving.person_id, viewer=by, at=at)
    return AtDesk(serving, opened, dues, _places(serving, at), lost)


def _dues(person_id: int, by: Actor, at: datetime) -> Dues | None:
    try:
        return contributions_read.dues_of(person_id, viewer=by, at=at)
    except NotYourDues:
        return None


def _places(serving: Serving, at: datetime) -> list[Place]:
    found = queue_read.open_places(
        facility_id=serving.facility_id, at=at, until=day_of(at + _AHEAD), limit=_PLACES
    )
    free = [one for one in found if one.left]
    names = facilities_read.labels(
        [one.service_id for one in free], [one.practitioner_id for one in free]
    )
    return [Place(one, names.get((one.service_id, one.practitioner_id))) for one in free]


def _to(served_id: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("helpdesk:desk_serve", args=[served_id]), status=303)
