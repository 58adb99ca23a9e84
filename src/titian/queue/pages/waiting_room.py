"""The room before booking, when more come than can be served: one's place, one's turn, leaving.

The line itself is `platform.http.room`; nothing here asks the database.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from titian.kernel import clock
from titian.platform.http.guards import staff_page
from titian.platform.http.requests import actor_of
from titian.platform.http.room import tickets
from titian.platform.http.room.gate import FULL, news_of
from titian.platform.http.room.keeper import the_keeper
from titian.platform.http.room.rules import LATEST, Order
from titian.platform.http.room.tickets import Ticket
from titian.queue import services as queue
from titian.queue.pages.answers import cleaned
from titian.queue.pages.booking_forms import HoldForm, OrderForm


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """One's place; in one's turn the form that was sent before goes on as it was."""
    ticket = _ticket(request)
    standing = the_keeper().look(number=ticket.number, key=ticket.key) if ticket else None
    wish = HoldForm(dict(ticket.wish)) if ticket else None
    context = {
        "standing": standing,
        "wish": ticket.wish if ticket and wish and wish.is_valid() else None,
        "again": standing.again if standing else LATEST,
        "is_full": FULL in request.GET,
    }
    response = render(request, "queue/waiting_room.html", context)
    response.headers["Cache-Control"] = "no-store"
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


def _ticket(request: HttpRequest) -> Ticket | None:
    token = request.COOKIES.get(settings.TITIAN_SESSION_COOKIE, "")
    return tickets.find_ticket(request.COOKIES.get(tickets.COOKIE, ""), token=token)
