"""The counter: the screen, and its keys."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from titian.kernel import clock
from titian.platform.http.guards import staff_page
from titian.platform.http.requests import actor_of
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.pages.answers import cleaned
from titian.queue.pages.desk import COOKIE, act, back_to, desk_of, screen
from titian.queue.pages.desk_forms import CodeForm, DeskNumber, TicketForm

_KEPT = timedelta(days=365)


@staff_page
@never_cache
@require_safe
def show(request: HttpRequest, session_id: int) -> HttpResponse:
    return screen(request, session_id)


@staff_page
@never_cache
@require_safe
def revision(request: HttpRequest, session_id: int) -> JsonResponse:
    """A number that grows whenever the screen would look different."""
    session = queue_read.session_at_desk(session_id, viewer=actor_of(request))
    return JsonResponse({"revision": session.revision})


@staff_page
@require_POST
def choose_desk(request: HttpRequest, session_id: int) -> HttpResponse:
    """This PC is that counter, until somebody says otherwise."""
    chosen: dict[str, Any] = cleaned(DeskNumber(request.POST))
    response = back_to(session_id)
    response.set_cookie(
        COOKIE,
        str(chosen["nomor"]),
        max_age=_KEPT,
        path=reverse("queue:counter"),
        secure=settings.TITIAN_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


@act
def call(request: HttpRequest, session_id: int) -> HttpResponse:
    """The next one; a key pressed twice calls one person."""
    served = _ticket_of(request)
    queue.call_next(
        session_id=session_id,
        desk=desk_of(request) or 1,
        after=served,
        by=actor_of(request),
        at=clock.now(),
    )
    return back_to(session_id)


@act
def recall(request: HttpRequest, session_id: int) -> HttpResponse:
    return _told_of_one(queue.recall, request, session_id)


@act
def skip(request: HttpRequest, session_id: int) -> HttpResponse:
    return _told_of_one(queue.skip, request, session_id)


@act
def finish(request: HttpRequest, session_id: int) -> HttpResponse:
    return _told_of_one(queue.finish, request, session_id)


@act
def undo(request: HttpRequest, session_id: int) -> HttpResponse:
    queue.undo(session_id=session_id, by=actor_of(request), at=clock.now())
    return back_to(session_id)


@act
def check_in(request: HttpRequest, session_id: int) -> HttpResponse:
    """A booked row was pressed: that person is here."""
    asked: dict[str, Any] = cleaned(CodeForm(request.POST))
    queue.check_in(code=asked["kode"], by=actor_of(request), at=clock.now())
    return back_to(session_id)


def _told_of_one(
    service: Callable[..., object], request: HttpRequest, session_id: int
) -> HttpResponse:
    """A key that says something of the ticket the screen names."""
    service(
        session_id=session_id, ticket_id=_ticket_of(request), by=actor_of(request), at=clock.now()
    )
    return back_to(session_id)


def _ticket_of(request: HttpRequest) -> int:
    asked: dict[str, Any] = cleaned(TicketForm(request.POST))
    return int(asked["tiket"])
