"""/kota/<code>/: what a city promises, for everybody: to read, to send on, to print."""

from datetime import date
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from titian.enrolment import rules
from titian.enrolment import selectors as enrolment_read
from titian.enrolment.pages.checklist_presenters import (
    Checklist,
    checklist,
    checklists,
    paper_of,
    poster_of,
)
from titian.enrolment.types import ApplicationKind
from titian.kernel import clock
from titian.kernel.periods import day_of


@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    """Where one can enrol through the city at all."""
    return render(request, "enrolment/cities.html", {"cities": enrolment_read.cities()})


@require_safe
def city(request: HttpRequest, code: str) -> HttpResponse:
    """Every kind that can be applied for, with the promised times."""
    found, kinds = checklists(code, _today(code))
    return render(request, "enrolment/city.html", {"city": found, "kinds": kinds})


@require_safe
def one_kind(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    found, at = _found(code, kind), clock.now()
    last_month = rules.month_before(_today(code).replace(day=1))
    lately = enrolment_read.promise_kept(code, found.kind, last_month, at=at)
    return render(request, "enrolment/checklist.html", {"list": found, "lately": lately})


@require_safe
def paper(_request: HttpRequest, code: str, kind: str) -> HttpResponse:
    return _pdf(paper_of(_found(code, kind)), f"syarat-{kind}.pdf")


@require_safe
def poster(_request: HttpRequest, code: str, kind: str) -> HttpResponse:
    return _pdf(poster_of(_found(code, kind)), f"poster-{kind}.pdf")


def _found(code: str, kind: str) -> Checklist:
    if kind not in set(ApplicationKind):
        raise Http404
    return checklist(code, ApplicationKind(kind), _today(code))


def _today(code: str) -> date:
    return day_of(clock.now(), ZoneInfo(enrolment_read.city(code).timezone))


def _pdf(made: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
