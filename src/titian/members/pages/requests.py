"""/ubah/: what can be changed for a person, and one form for each kind of change."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.kernel import clock
from titian.kernel.actors import ActorKind
from titian.kernel.errors import Kind, Refusal
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.pages.requests_forms import (
    ChangeForm,
    WhoseForm,
    initial_of,
    optional_of,
)
from titian.members.pages.requests_papers import Papers, blank, point_out, received
from titian.members.pages.requests_presenters import (
    AskPage,
    ask_page,
    changes_page,
    kind_of,
    places_for,
)
from titian.members.pages.requests_ready import first_said, shown_of
from titian.members.types import Prepared, RequestKind
from titian.platform.http.guards import member_page
from titian.platform.http.refusals import Told, told
from titian.platform.http.requests import actor_of, note_region

# What can be mended on the form itself; what is not there or not allowed is a page of its own.
MENDABLE = (Kind.CONFLICT, Kind.INVALID, Kind.TRY_LATER)


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it came, or as it begins, with its papers and what was refused."""

    form: ChangeForm
    papers: Papers
    refused: Told | None = None

    @property
    def status(self) -> int:
        if self.refused:
            return self.refused.status
        return 422 if self.form.errors or self.papers.wrong else 200


@member_page
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    asked = cleaned(WhoseForm(request.GET))
    page = changes_page(actor_of(request), asked["orang"], at=clock.now())
    note_region(request, page.person.region)
    return render(request, "members/requests_list.html", {"page": page})


@member_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """A link with what was said to the assistant opens the same form, filled in."""
    asked, kind = cleaned(WhoseForm(request.GET)), kind_of(slug)
    ready = members_read.find_prepared(
        asked["siap"], kind=kind, viewer=actor_of(request), at=clock.now()
    )
    if ready is not None and ready.request_id is not None:
        return HttpResponseRedirect(request_address(request, ready.request_id), status=303)
    person_id = asked["orang"] or (ready.person_id if ready else None)
    return asking(request, kind, person_id, ready)


def asking(
    request: HttpRequest, kind: RequestKind, person_id: int | None, ready: Prepared | None = None
) -> HttpResponse:
    """The form of one kind for one person; sent and in order, on to the request's own page."""
    at, by = clock.now(), actor_of(request)
    answer = cleaned(WhoseForm(request.GET))["alasan"] or first_said(kind, ready)
    page = ask_page(by, kind, person_id, answer, at=at)
    note_region(request, page.person.region)
    if request.method != "POST" or page.asks_first:
        return _shown(request, page, _begun(page, ready))
    filled = _filled(request, page, at)
    if filled.status != 200:
        return _shown(request, page, filled)
    try:
        made = members.ask(
            person_id=page.person.person_id,
            kind=kind,
            wanted={**page.first, **filled.form.wanted()},
            papers=filled.papers.new,
            client_key=filled.form.cleaned_data["kunci"],
            by=by,
            at=at,
        )
    except Refusal as refusal:
        return _shown(request, page, _refused(request, filled, refusal))
    return HttpResponseRedirect(request_address(request, made.request_id), status=303)


def request_address(request: HttpRequest, request_id: int) -> str:
    """Where one request is followed, by its person or by who entered it at a counter."""
    staff = actor_of(request).kind is ActorKind.STAFF
    name = "members:desk_follow" if staff else "members:change_request"
    return reverse(name, args=[request_id])


def cleaned(form: forms.Form) -> dict[str, Any]:
    """The values of a form that our own pages filled in; anything else is a bad request."""
    if not form.is_valid():
        raise BadRequest
    values: dict[str, Any] = form.cleaned_data
    return values


def _form(
    page: AskPage, data: QueryDict | None = None, ready: Prepared | None = None
) -> ChangeForm:
    initial = {**initial_of(page.person, page.offer), "kunci": uuid4()}
    if ready is not None:
        initial |= shown_of(ready)
    return ChangeForm(data, fields=page.fields, optional=optional_of(page.offer), initial=initial)


def _begun(page: AskPage, ready: Prepared | None = None) -> Filled:
    return Filled(_form(page, ready=ready), blank(page.papers))


def _filled(request: HttpRequest, page: AskPage, at: datetime) -> Filled:
    """What was sent. The papers are taken in first: a wrong field loses none of them."""
    papers = received(request, page.papers, by=actor_of(request), at=at)
    form = _form(page, request.POST)
    if not form.is_valid() and "kunci" in form.errors:
        raise BadRequest
    return Filled(form, papers)


def _refused(request: HttpRequest, filled: Filled, refusal: Refusal) -> Filled:
    """What can be mended is said on the form, beside the field it is about."""
    if refusal.kind not in MENDABLE:
        raise refusal
    point_out(refusal, filled.form, filled.papers)
    return Filled(filled.form, filled.papers, told(request, refusal))


def _shown(request: HttpRequest, page: AskPage, filled: Filled) -> HttpResponse:
    context: dict[str, object] = {
        "page": page,
        "offer": page.offer,
        "person": page.person,
        "form": filled.form,
        "papers": filled.papers,
        "told": filled.refused,
        "is_staff": actor_of(request).kind is ActorKind.STAFF,
        "ready": cleaned(WhoseForm(request.GET))["siap"],
    }
    template = "members/requests_ask.html"
    if page.asks_first:
        template = "members/requests_why.html"
    elif page.offer.kind is RequestKind.FACILITY:
        template = "members/requests_facility.html"
        asked = cleaned(WhoseForm(request.GET))
        context["text"] = asked["cari"]
        found = places_for(page.person, asked["cari"], asked["dekat"])
        context |= {"found": found, "places": found.near or found.facilities}
    return render(request, template, context, status=filled.status)
