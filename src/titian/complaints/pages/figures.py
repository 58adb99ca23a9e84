"""/petugas/keluhan-angka/: how an office answers, in numbers, for whoever watches over it."""

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.complaints import rules
from titian.complaints import selectors as complaints_read
from titian.complaints.pages.figure_presenters import COLUMNS, groups_of, lines_of
from titian.complaints.selectors.figures import Figures
from titian.kernel import clock
from titian.kernel.periods import day_of
from titian.platform.http.guards import staff_page
from titian.platform.http.requests import actor_of


@staff_page
@never_cache
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    found, newest = _found(request)
    context = {
        "figures": found,
        "newest": newest,
        "groups": groups_of(found),
        "answers": complaints_read.answers(actor_of(request)),
    }
    return render(request, "complaints/figures.html", context)


@staff_page
@never_cache
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The same numbers for a spreadsheet, and each office's categories; times in hours."""
    found, _newest = _found(request)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    named = f"angka-keluhan-{found.stretch.span}-{found.stretch.first}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{named}"'
    writer = csv.writer(answer)
    writer.writerow(COLUMNS)
    writer.writerows(lines_of(found))
    return answer


def _found(request: HttpRequest) -> tuple[Figures, bool]:
    """The figures asked for, and whether a later stretch has not begun."""
    at = clock.now()
    today = day_of(at)
    span, day = request.GET.get("jangka", ""), request.GET.get("hari", "")
    stretch = rules.stretch_asked(span, day, today=today)
    found = complaints_read.figures(stretch, viewer=actor_of(request), at=at)
    return found, stretch.after > today
