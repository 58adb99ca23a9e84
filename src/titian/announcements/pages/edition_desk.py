"""/petugas/pekan/: editors put an edition together, another approves it for its hour."""

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
from titian.announcements.pages.edition_forms import EditionForm, HourForm
from titian.announcements.pages.forms import StepForm
from titian.announcements.pages.steps import Step, pressed, told_editor
from titian.announcements.types import Act, EditionView
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told
from titian.platform.http.requests import actor_of
from titian.regions import selectors as regions_read


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """The editions there are, and a new one."""
    by, at = actor_of(request), clock.now()
    own = announcements_read.codes_of(by)
    if request.method != "POST":
        named = regions_read.names_of(own)
        first = {"kunci": uuid4(), "region": "".join(named.get(one, "") for one in own[:1])}
        return _desk(request, EditionForm(own, initial=first))
    form = EditionForm(own, request.POST)
    if not form.is_valid():
        return _desk(request, form)
    key = form.cleaned_data["kunci"]
    try:
        number = announcements.draft_edition(new=form.new(), client_key=key, by=by, at=at)
    except Refusal as refusal:
        return _desk(request, form, told_editor(request, refusal))
    return HttpResponseRedirect(reverse("announcements:edition", args=[number]), status=303)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edition(request: HttpRequest, edition_id: int) -> HttpResponse:
    """All of it as readers will have it, with the consents behind it, and the next press."""
    if request.method != "POST":
        return _edition(request, edition_id)
    take, shown = partial(_do, edition_id), partial(_edition, request, edition_id)
    return pressed(request, take, shown, reverse("announcements:edition", args=[edition_id]))


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hour(request: HttpRequest, edition_id: int) -> HttpResponse:
    """When it comes out, while it is a draft."""
    by, at = actor_of(request), clock.now()
    view = announcements_read.edition_for_editing(edition_id, viewer=by, at=at)
    zone = ZoneInfo(view.timezone)
    if request.method != "POST":
        now = f"{view.publish_at.astimezone(zone):%d-%m-%Y %H.%M}"
        first = {"kunci": uuid4(), "dilihat": view.seen, "publish_at": now}
        return _hour(request, view, HourForm(zone, initial=first))
    form = HourForm(zone, request.POST)
    if not form.is_valid():
        return _hour(request, view, form)
    said = form.cleaned_data
    try:
        announcements.change_edition(
            edition_id=edition_id,
            publish_at=said["publish_at"],
            seen=said["dilihat"],
            client_key=said["kunci"],
            by=by,
            at=at,
        )
    except Refusal as refusal:
        return _hour(request, view, form, told_editor(request, refusal))
    return HttpResponseRedirect(reverse("announcements:edition", args=[edition_id]), status=303)


@staff_page
@never_cache
@require_safe
def draft_photo(request: HttpRequest, article_id: int) -> HttpResponse:
    found = announcements_read.draft_photo(article_id, viewer=actor_of(request))
    return HttpResponse(found.content, content_type=found.kind.value)


def _do(number: int, step: Step) -> None:
    if step.act is Act.PROPOSE:
        announcements.propose_edition(edition_id=number, **step.plain)
    elif step.act is Act.APPROVE:
        announcements.approve_edition(edition_id=number, **step.plain)
    elif step.act is Act.RETURN:
        announcements.return_edition(edition_id=number, reason=step.reason, **step.plain)
    else:
        announcements.withdraw_edition(edition_id=number, reason=step.reason, **step.plain)


def _desk(request: HttpRequest, form: EditionForm, refused: Told | None = None) -> HttpResponse:
    found = announcements_read.editions(viewer=actor_of(request))
    status = refused.status if refused else 422 if form.is_bound else 200
    context = {"editions": found, "form": form, "told": refused}
    return render(request, "announcements/edition_desk.html", context, status=status)


def _hour(
    request: HttpRequest, view: EditionView, form: HourForm, refused: Told | None = None
) -> HttpResponse:
    status = refused.status if refused else 422 if form.is_bound else 200
    context = {"view": view, "form": form, "told": refused}
    return render(request, "announcements/hour.html", context, status=status)


def _edition(
    request: HttpRequest,
    number: int,
    refused: Told | None = None,
    form: StepForm | None = None,
    status: int = 200,
) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    view = announcements_read.edition_for_editing(number, viewer=by, at=at)
    reason = form.cleaned_data.get("alasan", "") if form and form.is_valid() else ""
    context = {"view": view, "told": refused, "key": uuid4(), "reason": reason}
    page = "announcements/edition.html"
    return render(request, page, context, status=refused.status if refused else status)
