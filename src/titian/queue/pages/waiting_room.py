"""The room before booking, when more come than can be served: one's place, one's turn, leaving.

The line itself is `platform.http.room`; nothing here asks the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from titian.kernel import clock
from titian.kernel.actors import ActorKind
from titian.platform.http.guards import staff_page
from titian.platform.http.requests import actor_of
from titian.platform.http.room import tickets
from titian.platform.http.room.gate import FULL, news_of
from titian.platform.http.room.keeper import Standing, the_keeper
from titian.platform.http.room.rules import LATEST, Order
from titian.platform.http.room.tickets import Ticket
from titian.queue import services as queue
from titian.queue.pages.answers import cleaned
from titian.queue.pages.booking_forms import HoldForm, MoveForm, OrderForm


@dataclass(frozen=True, slots=True)
class Wish:
    """The form that was sent before: it goes on as it was."""

    address: str
    fields: Mapping[str, str]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """One's place; in one's turn the form that was sent before goes on as it was."""
    ticket = _ticket(request)
    standing = the_keeper().look(number=ticket.number, key=ticket.key) if ticket else None
    found = None if standing else _place_of_name(request)
    if found:
        ticket, standing = found
    context = {
        "standing": standing,
        "wish": _wish(ticket) if ticket else None,
        "again": standing.again if standing else LATEST,
        "is_full": FULL in request.GET,
    }
    response = render(request, "queue/waiting_room.html", context)
    response.headers["Cache-Control"] = "no-store"
    if found:
        _keep(response, found[0])
    return response


@require_safe
def news(request: HttpRequest) -> JsonResponse:
    """What the page asks by its script; the gate answers the same before Django is asked."""
    ticket = _ticket(request)
    standing = the_keeper().look(number=ticket.number, key=ticket.key) if ticket else None
    return JsonResponse(news_of(standing), headers={"Cache-Control": "no-store"})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Do not wait any longer; whoever is behind is nearer."""
    if ticket := _ticket(request):
        the_keeper().leave(number=ticket.number, key=ticket.key)
    response = HttpResponseRedirect(reverse("queue:choose"), status=303)
    response.delete_cookie(tickets.COOKIE, samesite="Lax")
    return response


@staff_page
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """How many wait, how fast they are let in, and the switch."""
    queue.may_order_room(by=actor_of(request))
    return render(request, "queue/waiting_room_desk.html", {"figures": the_keeper().figures()})


@staff_page
@require_POST
def order(request: HttpRequest) -> HttpResponse:
    wanted: dict[str, Any] = cleaned(OrderForm(request.POST))
    queue.order_room(Order(wanted["perintah"]), by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("queue:room_desk"), status=303)


def _wish(ticket: Ticket) -> Wish | None:
    """A place to hold, or another time for a number; nothing for who lined up by another door."""
    said = dict(ticket.wish)
    code = said.pop("kode", "")
    if code:
        sound = MoveForm(said).is_valid()
        return Wish(reverse("queue:move", args=[code]), said) if sound else None
    return Wish(reverse("queue:hold"), said) if HoldForm(said).is_valid() else None


def _place_of_name(request: HttpRequest) -> tuple[Ticket, Standing] | None:
    """Of who lined up in a conversation and follows its link here, and of who lost the cookie."""
    token = _token(request)
    if not token or not the_keeper().figures().is_open:
        return None
    actor = actor_of(request)
    key = tickets.key_of(tickets.name_of(actor)) if actor.kind is ActorKind.MEMBER else 0
    standing = the_keeper().find(key=key) if key else None
    if standing is None:
        return None
    return Ticket(standing.number, key, tickets.mark_of(token)), standing


def _keep(response: HttpResponse, ticket: Ticket) -> None:
    response.set_cookie(
        tickets.COOKIE,
        tickets.written(ticket),
        max_age=tickets.KEPT_SECONDS,
        secure=settings.TITIAN_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _token(request: HttpRequest) -> str:
    return request.COOKIES.get(settings.TITIAN_SESSION_COOKIE, "")


def _ticket(request: HttpRequest) -> Ticket | None:
    token = _token(request)
    return tickets.find_ticket(request.COOKIES.get(tickets.COOKIE, ""), token=token)
