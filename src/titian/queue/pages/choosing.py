"""Choose whom for, which service, and a time; choosing a time holds the place."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from titian.facilities.types import FacilityKind
from titian.kernel import clock
from titian.platform.http.guards import member_page
from titian.platform.http.requests import actor_of, decided, note_region
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.errors import KeptElsewhere, ReferenceUnfit
from titian.queue.pages.answers import MENDABLE, cleaned, refused
from titian.queue.pages.booking_forms import HoldForm, KeyForm, PaperForm, WantedForm
from titian.queue.pages.papers import paper_of, papers_for
from titian.queue.pages.presenters import choice_of, held_page, times_of
from titian.queue.types import Booked, HoldView


@member_page
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Whom for and which service, at their own clinic or another on Titian."""
    wanted: dict[str, Any] = cleaned(WantedForm(request.GET))
    viewer, at = actor_of(request), clock.now()
    if wanted["acuan"] and not wanted["faskes"]:
        return _by_paper(request, wanted["acuan"], person_id=wanted["orang"], at=at)
    choice = choice_of(viewer, person_id=wanted["orang"], code=wanted["faskes"], at=at)
    note_region(request, choice.facility.regency_code if choice.facility else "")
    papers = papers_for(choice, viewer=viewer, at=at)
    askings = queue_read.askings(choice.people, at=at)
    context = {"choice": choice, "papers": papers, "askings": askings}
    return render(request, "queue/choose.html", context)


def _by_paper(
    request: HttpRequest, number: str, *, person_id: int | None, at: datetime
) -> HttpResponse:
    """A referral says whom for, where and which service: only the time is still to choose."""
    paper = paper_of(number, person_id=person_id, viewer=actor_of(request), at=at)
    if paper is None:
        raise ReferenceUnfit(why="unknown", number=number)
    if paper.service_id is None:
        return render(request, "queue/paper.html", {"paper": paper})
    query: dict[str, str | int] = {
        "orang": paper.person_id,
        "layanan": paper.service_id,
        "acuan": paper.number,
    }
    return HttpResponseRedirect(f"{reverse('queue:times')}?{urlencode(query)}", status=303)


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
    place = shown.facility
    note_region(request, place.regency_code)
    if place.keeps_own_queue and place.kind is FacilityKind.HOSPITAL and not wanted["acuan"]:
        query: dict[str, str | int] = {"faskes": place.code, "orang": wanted["orang"]}
        return HttpResponseRedirect(f"{reverse('queue:choose')}?{urlencode(query)}", status=303)
    return render(request, "queue/times.html", {"times": shown, "paper": wanted["acuan"]})


@member_page
@require_POST
def hold(request: HttpRequest) -> HttpResponse:
    """Keep the place for two minutes, or say at once that it is gone and what else is open."""
    at = clock.now()
    wanted: dict[str, Any] = cleaned(HoldForm(request.POST))
    session_id, person_id = wanted["sesi"], wanted["orang"]
    try:
        held = decided(request, HoldView) or queue.hold(
            person_id=person_id, session_id=session_id, by=actor_of(request), at=at
        )
    except MENDABLE as refusal:
        return refused(request, refusal, at=at, session_id=session_id, person_id=person_id)
    return _to_held(held.hold_id, wanted["acuan"])


@member_page
@require_safe
def held(request: HttpRequest, hold_id: int) -> HttpResponse:
    """The held place, to be checked before the number is given."""
    at = clock.now()
    try:
        kept = queue_read.held(hold_id, viewer=actor_of(request))
    except MENDABLE as refusal:
        return refused(request, refusal, at=at)
    paper: dict[str, Any] = cleaned(PaperForm(request.GET))
    shown = held_page(kept, viewer=actor_of(request), at=at)
    return render(request, "queue/held.html", {"held": shown, "paper": paper["acuan"]})


@member_page
@require_POST
def confirm(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Give the number. Pressing twice, or in two tabs, gives the same ticket."""
    at = clock.now()
    asked: dict[str, Any] = cleaned(KeyForm(request.POST))
    try:
        booked = decided(request, Booked) or queue.confirm(
            hold_id=hold_id, client_key=asked["kunci"], by=actor_of(request), at=at
        )
    except KeptElsewhere:
        return _ask_outside(request, hold_id, asked, at=at)
    except MENDABLE as refusal:
        return refused(request, refusal, at=at)
    return HttpResponseRedirect(reverse("queue:ticket", args=[booked.code]), status=303)


def _ask_outside(
    request: HttpRequest, hold_id: int, asked: dict[str, Any], *, at: datetime
) -> HttpResponse:
    """The facility's own system gives the number: it is asked by a worker, the page follows."""
    try:
        asking_id = queue.ask_outside(
            hold_id=hold_id,
            client_key=asked["kunci"],
            reference=asked["acuan"],
            by=actor_of(request),
            at=at,
        )
    except MENDABLE as refusal:
        return refused(request, refusal, at=at)
    return HttpResponseRedirect(reverse("queue:asking", args=[asking_id]), status=303)


@member_page
@require_POST
def extend(request: HttpRequest, hold_id: int) -> HttpResponse:
    at = clock.now()
    paper: dict[str, Any] = cleaned(PaperForm(request.POST))
    try:
        queue.extend(hold_id=hold_id, by=actor_of(request), at=at)
    except MENDABLE as refusal:
        return refused(request, refusal, at=at)
    return _to_held(hold_id, paper["acuan"])


def _to_held(hold_id: int, paper: str) -> HttpResponse:
    address = reverse("queue:held", args=[hold_id])
    query = f"?{urlencode({'acuan': paper})}" if paper else ""
    return HttpResponseRedirect(f"{address}{query}", status=303)


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
