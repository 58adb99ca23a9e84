"""/petugas/jemput-bola/: officers plan visits and hold them on one phone, also without a signal."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.helpdesk.pages.outreach_forms import RESULTS, MarkForm, PlanForm, SignUpForm
from titian.helpdesk.selectors import outreach as outreach_read
from titian.helpdesk.services import outreach as helpdesk
from titian.helpdesk.types.outreach import Coming, Marked, Need, Result
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told, told_here
from titian.platform.http.requests import actor_of

_MOST_THINGS, _LONGEST = 200, 200_000
_ENDS = {"tutup": helpdesk.close_outreach, "batal": helpdesk.cancel_outreach}


@staff_page
@never_cache
@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    found = outreach_read.visits_of(viewer=actor_of(request))
    return render(request, "helpdesk/outreach_visits.html", {"visits": found})


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    outreach_read.visits_of(viewer=by, limit=1)  # who may not plan is told before typing
    form = PlanForm(request.POST or None, initial={"kunci": uuid4()})
    if not form.is_valid():
        return _plan_page(request, form, status=422 if form.is_bound else 200)
    key = form.cleaned_data["kunci"]
    try:
        code = helpdesk.plan_outreach(plan=form.plan(), client_key=key, by=by, at=clock.now())
    except Refusal as refusal:
        refused = told(request, refusal)
        return _plan_page(request, form, refused, refused.status)
    return _to(code)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, code: str) -> HttpResponse:
    """The list; each button works without the script, and with it also without a signal."""
    if request.method != "POST":
        return _shown(request, code, SignUpForm(initial={"kunci": uuid4()}))
    form = SignUpForm(request.POST)
    if not form.is_valid():
        return _shown(request, code, form, status=422)
    try:
        by, at = actor_of(request), clock.now()
        helpdesk.add_person(code=code, coming=form.coming(), by=by, at=at)
    except Refusal as refusal:
        return _shown(request, code, form, told_here(request, refusal))
    return _to(code)


@staff_page
@require_POST
def mark(request: HttpRequest, code: str) -> HttpResponse:
    form, at = MarkForm(request.POST), clock.now()
    if form.is_valid():
        said = form.cleaned_data
        marked = Marked(said["orang"], Result(said["hasil"]), at)
        helpdesk.mark(code=code, marked=marked, by=actor_of(request), at=at)
    return _to(code)


@staff_page
@require_POST
def end(request: HttpRequest, code: str) -> HttpResponse:
    verb = _ENDS.get(request.POST.get("langkah", ""))
    if verb:
        verb(code=code, by=actor_of(request), at=clock.now())
    return _to(code)


@staff_page
@require_POST
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """What the phone kept: each thing by its key, each with its own answer."""
    things = _things(request.body)
    if things is None:
        return JsonResponse({"error": "helpdesk.outreach_unreadable"}, status=422)
    done = helpdesk.bring(code=code, things=things, by=actor_of(request), at=clock.now())
    return JsonResponse({"done": [{"kunci": str(o.key), "ditolak": o.refused} for o in done]})


def _things(body: bytes) -> list[Coming | Marked] | None:
    """None for what no page of ours sends."""
    try:
        said = json.loads(body[: _LONGEST + 1])
        return [_thing(one) for one in said["catatan"][:_MOST_THINGS]]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return None


def _thing(said: dict[str, Any]) -> Coming | Marked:
    key = UUID(str(said["kunci"]))
    if "hasil" in said:
        at = datetime.fromtimestamp(int(said["pada"]) / 1000, tz=UTC)
        return Marked(key, Result(said["hasil"]), at)
    return Coming(key, str(said["nama"]), str(said.get("hp", "")), Need(said["perlu"]))


def _shown(
    request: HttpRequest,
    code: str,
    form: SignUpForm,
    refused: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    by = actor_of(request)
    context = {
        "visit": outreach_read.outreach(code),
        "people": outreach_read.people(code, viewer=by, at=clock.now()),
        "counts": outreach_read.counts(code, viewer=by),
        "form": form,
        "results": RESULTS,
        "told": refused,
        "works_offline": True,
    }
    page = "helpdesk/outreach_visit.html"
    return render(request, page, context, status=refused.status if refused else status)


def _plan_page(
    request: HttpRequest, form: PlanForm, refused: Told | None = None, status: int = 200
) -> HttpResponse:
    return render(
        request, "helpdesk/outreach_plan.html", {"form": form, "told": refused}, status=status
    )


def _to(code: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("helpdesk:outreach_visit", args=[code]), status=303)
