"""The report of one facility and day: on a page, and as a table for a spreadsheet."""

import csv
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.platform.http.guards import staff_page
from titian.platform.http.requests import actor_of
from titian.queue import selectors as queue_read
from titian.queue.pages.answers import cleaned
from titian.queue.pages.words import acts_word, odd_word, why_word
from titian.queue.types import Report

_COLUMNS = ("waktu", "nomor", "kode booking", "layanan", "apa", "sebab", "yang bertindak")


class DayForm(forms.Form):
    hari = forms.DateField(required=False)


@staff_page
@require_safe
def report(request: HttpRequest, facility_code: str = "") -> HttpResponse:
    viewer, at = actor_of(request), clock.now()
    places = queue_read.reported_facilities(viewer)
    code = facility_code or (places[0].code if places else "")
    if not code:
        return render(request, "queue/reconciliation.html", {"places": []})
    day = _day(request, at)
    context = {
        "report": _report(code, day, viewer, at),
        "code": code,
        "places": places,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
    }
    return render(request, "queue/reconciliation.html", context)


@staff_page
@require_safe
def table(request: HttpRequest, facility_code: str) -> HttpResponse:
    """Nothing personal: numbers, codes and reasons."""
    at = clock.now()
    day = _day(request, at)
    found = _report(facility_code, day, actor_of(request), at)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="antrean-{facility_code}-{day}.csv"'
    writer = csv.writer(response)
    writer.writerow(_COLUMNS)
    for line in found.mismatches:
        words = (odd_word(line.odd), why_word(line.why), acts_word(line.acts))
        cells = (line.at.isoformat(), line.label, line.booking_code, line.service_name, *words)
        writer.writerow([_cell(cell) for cell in cells])
    return response


def _report(code: str, day: date, viewer: Actor, at: datetime) -> Report:
    return queue_read.reconciliation(code, day, viewer=viewer, at=at)


def _day(request: HttpRequest, at: datetime) -> date:
    asked: dict[str, Any] = cleaned(DayForm(request.GET))
    day: date = asked["hari"] or day_of(at)
    return day


def _cell(text: str) -> str:
    """A spreadsheet must not take a facility's words for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t" and text else text
