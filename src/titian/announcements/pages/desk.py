"""/petugas/pengumuman/: an editor writes, another reads and approves, either withdraws."""

from functools import partial
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.announcements import selectors as announcements_read
from titian.announcements import services as announcements
from titian.announcements.pages.forms import AnnouncementForm, StepForm
from titian.announcements.pages.steps import Step, pressed, told_editor
from titian.announcements.types import Act, AnnouncementView
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told
from titian.platform.http.requests import actor_of
from titian.regions import selectors as regions_read

_FORM, _SHEET = "announcements/form.html", "announcements/sheet.html"


@staff_page
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    found = announcements_read.drafts_and_told(viewer=actor_of(request))
    return render(request, "announcements/desk.html", {"sheets": found, "at": at})


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    own = announcements_read.codes_of(by)
    if request.method != "POST":
        named = regions_read.names_of(own)
        first = {"kunci": uuid4(), "dilihat": 0, "is_public": True}
        regions = ", ".join(named.get(code, code) for code in own if code)
        return _form(request, AnnouncementForm(own, initial={**first, "regions": regions}))
    form = AnnouncementForm(own, request.POST)
    if not form.is_valid():
        return _form(request, form)
    key = form.cleaned_data["kunci"]
    try:
        number = announcements.draft(new=form.new(), client_key=key, by=by, at=at)
    except Refusal as refusal:
        return _form(request, form, told_editor(request, refusal))
    return HttpResponseRedirect(reverse("announcements:sheet", args=[number]), status=303)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, announcement_id: int) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    own = announcements_read.codes_of(by)
    view = announcements_read.announcement_for_editing(announcement_id, viewer=by)
    if request.method != "POST":
        return _form(request, AnnouncementForm(own, initial=_written(view)), view=view)
    form = AnnouncementForm(own, request.POST)
    if not form.is_valid():
        return _form(request, form, view=view)
    said = form.cleaned_data
    try:
        announcements.change(
            announcement_id=announcement_id,
            new=form.new(),
            seen=said["dilihat"],
            client_key=said["kunci"],
            by=by,
            at=at,
        )
    except Refusal as refusal:
        return _form(request, form, told_editor(request, refusal), view)
    return HttpResponseRedirect(reverse("announcements:sheet", args=[announcement_id]), status=303)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, announcement_id: int) -> HttpResponse:
    """As its readers will have it, and the one press that comes next."""
    if request.method != "POST":
        return _sheet(request, announcement_id)
    take, shown = partial(_do, announcement_id), partial(_sheet, request, announcement_id)
    return pressed(request, take, shown, reverse("announcements:sheet", args=[announcement_id]))


def _do(number: int, step: Step) -> None:
    if step.act is Act.PROPOSE:
        announcements.propose(announcement_id=number, **step.plain)
    elif step.act is Act.APPROVE:
        announcements.approve(announcement_id=number, **step.plain)
    elif step.act is Act.RETURN:
        announcements.send_back(announcement_id=number, reason=step.reason, **step.plain)
    else:
        announcements.withdraw(announcement_id=number, reason=step.reason, **step.plain)


def _sheet(
    request: HttpRequest,
    number: int,
    refused: Told | None = None,
    form: StepForm | None = None,
    status: int = 200,
) -> HttpResponse:
    view = announcements_read.announcement_for_editing(number, viewer=actor_of(request))
    reason = form.cleaned_data.get("alasan", "") if form and form.is_valid() else ""
    context = {"view": view, "told": refused, "key": uuid4(), "reason": reason, "at": clock.now()}
    return render(request, _SHEET, context, status=refused.status if refused else status)


def _form(
    request: HttpRequest,
    form: AnnouncementForm,
    refused: Told | None = None,
    view: AnnouncementView | None = None,
) -> HttpResponse:
    status = refused.status if refused else 422 if form.is_bound else 200
    context = {"form": form, "told": refused, "view": view}
    return render(request, _FORM, context, status=status)


def _written(view: AnnouncementView) -> dict[str, object]:
    """What is there, in the hours of its own zone."""
    live = view.live
    zone = ZoneInfo(live.timezone)
    return {
        "kunci": uuid4(),
        "dilihat": view.seen,
        "kind": str(live.kind),
        "title": live.text.title,
        "body": live.text.body,
        "regions": ", ".join(live.audience.regions),
        "segments": list(live.audience.segments),
        "starts_at": f"{live.starts_at.astimezone(zone):%d-%m-%Y %H.%M}",
        "ends_at": f"{live.ends_at.astimezone(zone):%d-%m-%Y %H.%M}",
        "is_public": live.is_public,
        "is_told": view.is_told,
        "title_en": live.english.title if live.english else "",
        "body_en": live.english.body if live.english else "",
    }
