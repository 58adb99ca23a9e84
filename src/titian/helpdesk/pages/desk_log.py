"""/petugas/pojok/catatan/: what was done at the desk on a day, as a page and as a file."""

import csv
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.helpdesk import selectors as helpdesk_read
from titian.helpdesk.pages.desk_forms import outcome_word, service_word
from titian.helpdesk.types import DeskDay
from titian.kernel import clock
from titian.platform.http.guards import staff_page
from titian.platform.http.requests import actor_of


@staff_page
@never_cache
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    code = _place(request)
    context = {"day": _day(request, code), "place": code}
    return render(request, "helpdesk/desk_log.html", context)


@staff_page
@never_cache
@require_safe
def log_file(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="catatan-pojok.csv"'
    day = _day(request, _place(request))
    writer = csv.writer(answer)
    writer.writerow(["hari", "tempat", "layanan", "hasil", "kali", "menit"])
    for one in day.lines:
        times = "<5" if one.times is None else one.times
        took = "" if one.minutes is None else one.minutes
        words = (service_word(one.service), outcome_word(one.outcome))
        writer.writerow([day.on.isoformat(), one.facility, *words, times, took])
    return answer


def _place(request: HttpRequest) -> str:
    """The one asked for, else the first desk of one's own; empty is all of them."""
    desks = helpdesk_read.desks_of(actor_of(request))
    asked = request.GET.get("tempat", "")[:20]
    return asked or (desks[0][0] if desks else "")


def _day(request: HttpRequest, code: str) -> DeskDay:
    by, at, on = actor_of(request), clock.now(), _date(request.GET.get("hari", ""))
    if code:
        return helpdesk_read.desk_day(code, on=on, viewer=by, at=at)
    return helpdesk_read.all_desks(on=on, viewer=by, at=at)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
