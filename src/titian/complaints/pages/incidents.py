"""/gangguan/: what troubles many people now, told to everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.complaints import selectors as complaints_read
from titian.kernel import clock


@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    shown = {
        "now": complaints_read.open_incidents(),
        "ended": complaints_read.lately_ended(at=clock.now()),
    }
    return render(request, "complaints/incidents.html", shown)


@never_cache
@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    found = complaints_read.public_incident(slug)
    return render(request, "complaints/incident.html", {"incident": found})
