"""What all pages of the counter share: its number, the screen, and acts that come back to it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from titian.kernel import clock
from titian.members.errors import IdentifierNotReadable, PersonUnknown
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told
from titian.platform.http.requests import actor_of
from titian.queue.errors import (
    AlreadyInLine,
    NobodyNamed,
    NobodyWaiting,
    NotToday,
    SessionFull,
    SessionNotOpen,
    TicketCannot,
    TicketUnknown,
    UndoTooLate,
)
from titian.queue.pages.desk_presenters import counter_page

COOKIE = "loket"
# What the screen can say at its top, so that work goes on; anything else is a page of its own.
MENDABLE = (
    AlreadyInLine,
    IdentifierNotReadable,
    NobodyNamed,
    NobodyWaiting,
    NotToday,
    PersonUnknown,
    SessionFull,
    SessionNotOpen,
    TicketCannot,
    TicketUnknown,
    UndoTooLate,
)

Params = ParamSpec("Params")


def act(
    view: Callable[Concatenate[HttpRequest, Params], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Params], HttpResponse]:
    """A button of the counter: POST, staff only; a refusal is said on the screen itself. Its
    address alone, say after unlocking, leads to the screen and does nothing."""

    @wraps(view)
    def acted(request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        if request.method != "POST":
            return back_to(session_named(request))
        try:
            return view(request, *args, **kwargs)
        except MENDABLE as refusal:
            return screen(request, session_named(request), refused=told(request, refusal))

    return staff_page(acted)


def screen(request: HttpRequest, session_id: int, refused: Told | None = None) -> HttpResponse:
    """The counter as it is now, with what could not be done at its top."""
    page = counter_page(
        session_id,
        desk=desk_of(request),
        added=request.GET.get("baru", ""),
        viewer=actor_of(request),
        at=clock.now(),
    )
    context = {"page": page, "session": page.counter.session, "told": refused}
    status = refused.status if refused else 200
    return render(request, "queue/desk/counter.html", context, status=status)


def session_named(request: HttpRequest) -> int:
    """The session that the address of this request is about."""
    match = request.resolver_match
    return int(match.kwargs["session_id"]) if match else 0


def back_to(session_id: int, **query: str) -> HttpResponse:
    address = reverse("queue:desk", args=[session_id])
    return HttpResponseRedirect(f"{address}?{urlencode(query)}" if query else address, status=303)


def desk_of(request: HttpRequest) -> int | None:
    """Which counter this PC is, as chosen once."""
    kept = request.COOKIES.get(COOKIE, "")
    if not (kept.isascii() and kept.isdecimal()) or len(kept) > 2 or int(kept) < 1:
        return None
    return int(kept)
