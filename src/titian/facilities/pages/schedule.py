"""/petugas/jadwal/: a manager edits the weekly schedule and the days that differ."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.errors import (
    DayPassed,
    DayTooFar,
    ExceptionStands,
    HoursBackwards,
    NoPlaces,
    PractitionerBusy,
)
from titian.facilities.pages.forms import DoctorForm, EndForm, ExceptionForm, LineForm
from titian.facilities.pages.presenters import Week, line_of, week_of
from titian.facilities.types import ScheduleBoard
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of

_MENDABLE = (
    DayPassed,
    DayTooFar,
    ExceptionStands,
    HoursBackwards,
    NoPlaces,
    PractitionerBusy,
)


@staff_page
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The manager's facilities; straight on when there is one."""
    managed = facilities_read.facilities_managed_by(actor_of(request))
    if len(managed) == 1:
        return HttpResponseRedirect(reverse("facilities:week", args=[managed[0].code]))
    return render(request, "facilities/choose.html", {"facilities": managed})


@staff_page
@require_safe
def week(request: HttpRequest, code: str) -> HttpResponse:
    return _week_page(request, _board(request, code), DoctorForm())


@staff_page
@require_http_methods(["GET", "POST"])
def new_line(request: HttpRequest, code: str) -> HttpResponse:
    return _line(request, _board(request, code), None)


@staff_page
@require_http_methods(["GET", "POST"])
def change_line(request: HttpRequest, code: str, line_id: int) -> HttpResponse:
    return _line(request, _board(request, code), line_id)


@staff_page
@require_http_methods(["GET", "POST"])
def end_line(request: HttpRequest, code: str, line_id: int) -> HttpResponse:
    board = _board(request, code)
    form = EndForm(request.POST or None, initial={"berakhir": _tomorrow(board)})
    context = {"board": board, "line": line_of(board, line_id), "form": form}
    if not form.is_valid():
        return render(request, "facilities/end.html", context, status=422 if form.errors else 200)
    try:
        facilities.end_schedule(
            facility_id=board.facility.id,
            schedule_id=line_id,
            valid_until=form.cleaned_data["berakhir"],
            by=actor_of(request),
            at=clock.now(),
        )
    except _MENDABLE as refusal:
        return _again(request, "facilities/end.html", context, refusal)
    return _back(code)


@staff_page
@require_POST
def add_doctor(request: HttpRequest, code: str) -> HttpResponse:
    board, form = _board(request, code), DoctorForm(request.POST)
    if not form.is_valid():
        return _week_page(request, board, form, status=422)
    facilities.add_practitioner(
        facility_id=board.facility.id,
        name=form.cleaned_data["nama"],
        by=actor_of(request),
        at=clock.now(),
    )
    return _back(code)


@staff_page
@require_http_methods(["GET", "POST"])
def new_exception(request: HttpRequest, code: str) -> HttpResponse:
    board = _board(request, code)
    form = ExceptionForm(
        request.POST or None,
        initial={"jenis": "closed", "tanggal": _tomorrow(board)},
        services=board.services,
        practitioners=board.practitioners,
    )
    context = {"board": board, "form": form}
    page = "facilities/exception.html"
    if not form.is_valid():
        return render(request, page, context, status=422 if form.errors else 200)
    difference: dict[str, Any] = form.difference()
    try:
        facilities.add_exception(
            facility_id=board.facility.id, **difference, by=actor_of(request), at=clock.now()
        )
    except _MENDABLE as refusal:
        return _again(request, page, context, refusal)
    return _back(code)


@staff_page
@require_POST
def remove_exception(request: HttpRequest, code: str, exception_id: int) -> HttpResponse:
    board = _board(request, code)
    facilities.remove_exception(
        facility_id=board.facility.id,
        exception_id=exception_id,
        by=actor_of(request),
        at=clock.now(),
    )
    return _back(code)


def _line(request: HttpRequest, board: ScheduleBoard, line_id: int | None) -> HttpResponse:
    initial: dict[str, object] = {"cadangan": 0, "berlaku": _tomorrow(board)}
    if line_id is not None:
        initial |= line_of(board, line_id).as_initial()
    form = LineForm(
        request.POST or None,
        initial=initial,
        services=board.services,
        practitioners=board.practitioners,
    )
    context = {"board": board, "form": form, "is_new": line_id is None}
    if not form.is_valid():
        return render(request, "facilities/line.html", context, status=422 if form.errors else 200)
    try:
        facilities.set_schedule(
            facility_id=board.facility.id,
            sitting=form.sitting(),
            valid_from=form.cleaned_data["berlaku"],
            replaces=line_id,
            by=actor_of(request),
            at=clock.now(),
        )
    except _MENDABLE as refusal:
        return _again(request, "facilities/line.html", context, refusal)
    return _back(board.facility.code)


def _board(request: HttpRequest, code: str) -> ScheduleBoard:
    return facilities_read.schedule_board(code, viewer=actor_of(request), at=clock.now())


def _week_page(
    request: HttpRequest, board: ScheduleBoard, form: DoctorForm, status: int = 200
) -> HttpResponse:
    shown: Week = week_of(board)
    return render(request, "facilities/week.html", {"week": shown, "form": form}, status=status)


def _again(
    request: HttpRequest, page: str, context: dict[str, Any], refusal: Refusal
) -> HttpResponse:
    """The same form with what was wrong."""
    said = told(request, refusal)
    return render(request, page, context | {"told": said}, status=said.status)


def _tomorrow(board: ScheduleBoard) -> date:
    return board.today + timedelta(days=1)


def _back(code: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("facilities:week", args=[code]), status=303)
