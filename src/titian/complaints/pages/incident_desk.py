"""/petugas/gangguan/: officers open a trouble of many, tell it truthfully, and end it."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.pages.incident_forms import AlikeForm, IncidentForm, NoticeForm
from titian.complaints.types import NoticeStep
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import MENDABLE_BY_STAFF, Told, told_here
from titian.platform.http.requests import actor_of


@staff_page
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    found = complaints_read.incidents(viewer=actor_of(request))
    context = {"incidents": found, "answers": complaints_read.answers(actor_of(request))}
    return render(request, "complaints/desk_incidents.html", context)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        complaints_read.incidents(viewer=actor_of(request))
        return _asked(request, IncidentForm(initial={"kunci": uuid4()}))
    form = IncidentForm(request.POST)
    if not form.is_valid():
        return _asked(request, form, status=422)
    try:
        slug = complaints.open_incident(
            new=form.new(),
            client_key=form.cleaned_data["kunci"],
            by=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        return _asked(request, form, told_here(request, refusal, MENDABLE_BY_STAFF))
    return _back(slug)


@staff_page
@never_cache
@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    return _shown(request, slug, NoticeForm(initial={"kunci": uuid4()}))


@staff_page
@never_cache
@require_POST
def write(request: HttpRequest, slug: str) -> HttpResponse:
    form = NoticeForm(request.POST)
    if not form.is_valid():
        return _shown(request, slug, form, status=422)
    said = form.cleaned_data
    try:
        complaints.write_notice(
            slug=slug,
            step=NoticeStep(said["macam"]),
            words=said["isi"],
            client_key=said["kunci"],
            by=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        return _shown(request, slug, form, told_here(request, refusal, MENDABLE_BY_STAFF))
    return _back(slug)


@staff_page
@never_cache
@require_POST
def approve(request: HttpRequest, slug: str, notice_id: int) -> HttpResponse:
    complaints.approve_notice(slug=slug, notice_id=notice_id, by=actor_of(request), at=clock.now())
    return _back(slug)


@staff_page
@never_cache
@require_POST
def attach(request: HttpRequest, slug: str) -> HttpResponse:
    numbers, by = request.POST.getlist("nomor"), actor_of(request)
    complaints.attach(slug=slug, numbers=numbers, by=by, at=clock.now())
    return _back(slug)


@staff_page
@never_cache
@require_POST
def detach(request: HttpRequest, slug: str) -> HttpResponse:
    number, by = request.POST.get("nomor", ""), actor_of(request)
    complaints.detach(slug=slug, number=number, by=by, at=clock.now())
    return _back(slug)


def _back(slug: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("complaints:desk_incident", args=[slug]), status=303)


def _asked(
    request: HttpRequest, form: IncidentForm, refused: Told | None = None, status: int = 200
) -> HttpResponse:
    status = refused.status if refused else status
    shown = {"form": form, "told": refused}
    return render(request, "complaints/desk_incident_new.html", shown, status=status)


def _shown(
    request: HttpRequest,
    slug: str,
    form: NoticeForm,
    refused: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    viewer, alike = actor_of(request), AlikeForm(request.GET or None)
    shown = {
        "incident": complaints_read.incident(slug, viewer=viewer),
        "attached": complaints_read.attached(slug, viewer=viewer),
        "alike": complaints_read.attachable(slug, viewer=viewer, **alike.filters()),
        "filters": alike,
        "form": form,
        "told": refused,
    }
    status = refused.status if refused else status
    return render(request, "complaints/desk_incident.html", shown, status=status)
