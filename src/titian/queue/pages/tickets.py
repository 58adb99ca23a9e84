"""The ticket: to show, to follow, to give back, to say "I am here"."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.platform.http.guards import member_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.errors import KeptElsewhere, WrongPlaceCode
from titian.queue.pages.answers import MENDABLE, cleaned, refused
from titian.queue.pages.booking_forms import MoveForm, PlaceCodeForm
from titian.queue.pages.presenters import live_fields, ticket_page, times_of
from titian.queue.types import ErrandKind


@member_page
@require_safe
def ticket(request: HttpRequest, code: str) -> HttpResponse:
    shown = ticket_page(code, viewer=actor_of(request), at=clock.now())
    return render(request, "queue/ticket.html", {"ticket": shown})


@member_page
@require_safe
def live(request: HttpRequest, code: str) -> HttpResponse:
    """Position and range in half a kilobyte; 304 when nothing has changed."""
    at = clock.now()
    found = queue_read.ticket_for(code, viewer=actor_of(request), at=at)
    fields = live_fields(queue_read.ticket_view(found, at=at), seen_look=request.GET.get("s", ""))
    body = json.dumps(fields, separators=(",", ":"))
    etag = f'"{sha256(body.encode()).hexdigest()[:16]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    return HttpResponse(body, content_type="application/json", headers=headers)


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Ask once, then give the place back."""
    at, by = clock.now(), actor_of(request)
    if request.method == "POST":
        try:
            queue.cancel(code=code, by=by, at=at)
        except KeptElsewhere:
            _ask(ErrandKind.CANCEL, code, by=by, at=at)
        return HttpResponseRedirect(reverse("queue:ticket", args=[code]), status=303)
    shown = ticket_page(code, viewer=by, at=at)
    return render(request, "queue/cancel.html", {"ticket": shown})


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Choose another time; the old place is given back in the same moment."""
    at, by = clock.now(), actor_of(request)
    if request.method == "POST":
        wanted: dict[str, Any] = cleaned(MoveForm(request.POST))
        try:
            moved = queue.move(
                code=code,
                session_id=wanted["sesi"],
                client_key=wanted["kunci"],
                by=by,
                at=at,
            )
        except MENDABLE as refusal:
            return refused(request, refusal, at=at)
        return HttpResponseRedirect(reverse("queue:ticket", args=[moved.code]), status=303)
    found = queue_read.ticket_for(code, viewer=by, at=at)
    shown = times_of(by, person_id=found.person_id or 0, service_id=found.session.service_id, at=at)
    context = {"times": shown, "code": found.code, "now": found.session_id, "key": uuid4()}
    return render(request, "queue/move.html", context)


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: HttpRequest, code: str) -> HttpResponse:
    """Check in oneself with the code that stands on the board at the facility."""
    at, by = clock.now(), actor_of(request)
    context: dict[str, object] = {}
    status = 200
    if request.method == "POST":
        form = PlaceCodeForm(request.POST)
        typed = form.cleaned_data["kode"] if form.is_valid() else ""
        try:
            queue.check_in(code=code, by=by, at=at, typed_at_place=typed)
            return HttpResponseRedirect(reverse("queue:ticket", args=[code]), status=303)
        except KeptElsewhere:
            _ask(ErrandKind.CHECK_IN, code, by=by, at=at)
            return HttpResponseRedirect(reverse("queue:ticket", args=[code]), status=303)
        except WrongPlaceCode as refusal:
            context["told"] = told(request, refusal)
            status = 422
    context["ticket"] = ticket_page(code, viewer=by, at=at)
    return render(request, "queue/arrive.html", context, status=status)


@member_page
@require_POST
def pharmacy(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the facility's pharmacy for a number."""
    _ask(ErrandKind.PHARMACY, code, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("queue:ticket", args=[code]), status=303)


def _ask(what: ErrandKind, code: str, *, by: Actor, at: datetime) -> None:
    """A facility's own system is asked by a worker; the ticket's page tells how it stands."""
    queue.ask_to(what=what, code=code, client_key=uuid4(), by=by, at=at)
