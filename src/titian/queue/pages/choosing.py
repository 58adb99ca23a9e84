"""Choose whom for, which service, and a time; choosing a time holds the place."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from titian.kernel import clock
from titian.platform.http.guards import member_page
from titian.platform.http.requests import actor_of
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.pages.answers import MENDABLE, cleaned, refused
from titian.queue.pages.booking_forms import HoldForm, KeyForm, WantedForm
from titian.queue.pages.presenters import choice_of, held_page, times_of


@member_page
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Whom for and which service, at their own clinic or another on Titian."""
    wanted: dict[str, Any] = cleaned(WantedForm(request.GET))
    choice = choice_of(
        actor_of(request), person_id=wanted["orang"], code=wanted["faskes"], at=clock.now()
    )
    return render(request, "queue/choose.html", {"choice": choice})


@member_page
@require_safe
def times(request: HttpRequest) -> HttpResponse:
    """The next sessions of a service with the places that are really left."""
    wanted: dict[str, Any] = cleaned(WantedForm(request.GET))
    if not wanted["layanan"] or not wanted["orang"]:
        return HttpResponseRedirect(reverse("queue:choose"), status=303)
    shown = times_of(
        actor_of(request),
        person_id=wanted["orang"],
        service_id=wanted["layanan"],
        at=clock.now(),
    )
    return render(request, "queue/times.html", {"times": shown})


@member_page
@require_POST
def hold(request: HttpRequest) -> HttpResponse:
    """Keep the place for two minutes, or say at once that it is gone and what else is open."""
    at = clock.now()
    wanted: dict[str, Any] = cleaned(HoldForm(request.POST))
    session_id, person_id = wanted["sesi"], wanted["orang"]
    try:
        held = queue.hold(person_id=person_id, session_id=session_id, by=actor_of(request), at=at)
    except MENDABLE as refusal:
        return refused(request, refusal, at=at, session_id=session_id, person_id=person_id)
    return HttpResponseRedirect(reverse("queue:held", args=[held.hold_id]), status=303)


@member_page
@require_safe
def held(request: HttpRequest, hold_id: int) -> HttpResponse:
    """The held place, to be checked before the number is given."""
    at = clock.now()
    try:
        kept = queue_read.held(hold_id, viewer=actor_of(request))
    except MENDABLE as refusal:
        return refused(request, refusal, at=at)
    shown = held_page(kept, viewer=actor_of(request), at=at)
    return render(request, "queue/held.html", {"held": shown})


@member_page
@require_POST
def confirm(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Give the number. Pressing twice, or in two tabs, gives the same ticket."""
    at = clock.now()
    asked: dict[str, Any] = cleaned(KeyForm(request.POST))
    try:
        booked = queue.confirm(
            hold_id=hold_id, client_key=asked["kunci"], by=actor_of(request), at=at
        )
    except MENDABLE as refusal:
        return refused(request, refusal, at=at)
    return HttpResponseRedirect(reverse("queue:ticket", args=[booked.code]), status=303)


@member_page
@require_POST
def extend(request: HttpRequest, hold_id: int) -> HttpResponse:
    at = clock.now()
    try:
        queue.extend(hold_id=hold_id, by=actor_of(request), at=at)
    except MENDABLE as refusal:
        return refused(request, refusal, at=at)
    return HttpResponseRedirect(reverse("queue:held", args=[hold_id]), status=303)


@member_page
@require_POST
def release(request: HttpRequest, hold_id: int) -> HttpResponse:
    queue.release(hold_id=hold_id, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("queue:choose"), status=303)


@member_page
@require_POST
def watch(request: HttpRequest) -> HttpResponse:
    """Ask to be told when a place of a full session is free."""
    wanted: dict[str, Any] = cleaned(HoldForm(request.POST))
    queue.watch(
        session_id=wanted["sesi"],
        person_id=wanted["orang"],
        by=actor_of(request),
        at=clock.now(),
    )
    return render(request, "queue/watching.html")
