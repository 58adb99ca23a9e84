"""/petugas/pojok/hari-ini/: everything that fails today, on one page for the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.complaints import selectors as complaints_read
from titian.helpdesk import selectors as helpdesk_read
from titian.helpdesk.errors import NotAtThisHelpDesk
from titian.helpdesk.selectors.today import failures_today
from titian.kernel import clock
from titian.platform.http.guards import staff_page
from titian.platform.http.requests import actor_of


@staff_page
@never_cache
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    desks = helpdesk_read.desks_of(by)
    code = request.GET.get("tempat", "")[:20] or (desks[0][0] if desks else "")
    if not code:
        raise NotAtThisHelpDesk
    context = {
        "day": failures_today(code, viewer=by, at=at),
        "incidents": complaints_read.open_incidents(),
        "place": code,
        "at": at,
    }
    return render(request, "helpdesk/desk_today.html", context)
