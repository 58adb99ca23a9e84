"""/kota/<code>/angka/ for everybody, /petugas/angka/ for who works on it: how long it takes."""

import csv
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from titian.enrolment import rules
from titian.enrolment import selectors as enrolment_read
from titian.enrolment.pages.figure_presenters import COLUMNS, lines_of, month_links, titles_of
from titian.kernel import clock
from titian.kernel.periods import day_of
from titian.platform.http.guards import staff_page
from titian.platform.http.requests import actor_of

_KEPT = 300  # seconds that a browser may show the same again


@require_safe
@cache_control(public=True, max_age=_KEPT)
def open_figures(request: HttpRequest, code: str) -> HttpResponse:
    at = clock.now()
    month, today = _month(request, code, at)
    found = enrolment_read.figures(code, month, at=at)
    context = {"figures": found, "months": month_links(month, today)}
    return render(request, "enrolment/figures.html", context)


@require_safe
@cache_control(public=True, max_age=_KEPT)
def table(request: HttpRequest, code: str) -> HttpResponse:
    """The same numbers for a spreadsheet; times in minutes of work."""
    at = clock.now()
    month, _today = _month(request, code, at)
    found = enrolment_read.figures(code, month, at=at)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="angka-{code}-{month:%Y-%m}.csv"'
    writer = csv.writer(answer)
    writer.writerow(COLUMNS)
    writer.writerows(lines_of(found))
    return answer


@staff_page
@never_cache
@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """Every office and step, and what lies where now."""
    by, at = actor_of(request), clock.now()
    cities = enrolment_read.figured_cities(by)
    asked = request.GET.get("kota", "")
    code = asked or next((code for code, _name in cities), "")
    if not code:
        return render(request, "enrolment/staff_figures.html", {"cities": ()})
    month, today = _month(request, code, at)
    found = enrolment_read.figures_of_staff(code, month, viewer=by, at=at)
    context = {
        "figures": found,
        "cities": cities,
        "months": month_links(month, today),
        "titles": titles_of(code, today),
    }
    return render(request, "enrolment/staff_figures.html", context)


def _month(request: HttpRequest, code: str, at: datetime) -> tuple[date, date]:
    """The month asked for, and today in that city. Raises NotThisCity."""
    today = day_of(at, ZoneInfo(enrolment_read.city(code).timezone))
    return rules.month_asked(request.GET.get("bulan", ""), today), today
