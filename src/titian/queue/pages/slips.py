"""The ticket on 58 mm of paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.kernel import clock
from titian.platform.http.guards import staff_page
from titian.platform.http.requests import actor_of
from titian.queue.pages.desk_presenters import slip_of


@staff_page
@never_cache
@require_safe
def slip(request: HttpRequest, session_id: int, code: str) -> HttpResponse:
    shown = slip_of(code, viewer=actor_of(request), at=clock.now())
    return render(request, "queue/desk/slip.html", {"slip": shown, "session_id": session_id})
