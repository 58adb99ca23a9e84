"""/petugas/keluhan/<number>/…: a case goes to another office, or is answered with another."""

from collections.abc import Callable
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.pages.desk_forms import MergeForm, PassForm
from titian.complaints.pages.presenters import CasePage
from titian.complaints.types import CaseView
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told_here
from titian.platform.http.requests import actor_of


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request: HttpRequest, number: str) -> HttpResponse:
    """Who hands it on may not see it any more: the list is where they go on."""
    view = _view(request, number)
    offered = complaints_read.destinations(view)
    form = PassForm(request.POST, offered=offered)
    if request.method != "POST":
        return _shown(request, view, PassForm(initial=_fresh(view), offered=offered), "pass.html")

    def press() -> str:
        complaints.pass_on(
            number=number,
            to=form.destination,
            reason=form.cleaned_data["sebab"],
            seen=form.cleaned_data["dilihat"],
            client_key=form.cleaned_data["kunci"],
            by=actor_of(request),
            at=clock.now(),
        )
        return reverse("complaints:work_list")

    return _pressed(request, view, form, press, "pass.html")


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, number: str) -> HttpResponse:
    view = _view(request, number)
    form = MergeForm(request.POST)
    if request.method != "POST":
        return _shown(request, view, MergeForm(initial=_fresh(view)), "merge.html")

    def press() -> str:
        complaints.merge(
            number=number,
            into=form.cleaned_data["nomor"],
            seen=form.cleaned_data["dilihat"],
            client_key=form.cleaned_data["kunci"],
            by=actor_of(request),
            at=clock.now(),
        )
        return reverse("complaints:case", args=[number])

    return _pressed(request, view, form, press, "merge.html")


@staff_page
@never_cache
@require_POST
def take_apart(request: HttpRequest, number: str) -> HttpResponse:
    key = forms.UUIDField().clean(request.POST.get("kunci") or str(uuid4()))
    complaints.take_apart(number=number, client_key=key, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("complaints:case", args=[number]), status=303)


def _view(request: HttpRequest, number: str) -> CaseView:
    return complaints_read.case(number, viewer=actor_of(request), at=clock.now())


def _fresh(view: CaseView) -> dict[str, object]:
    return {"kunci": uuid4(), "dilihat": view.seen}


def _pressed(
    request: HttpRequest,
    view: CaseView,
    form: forms.Form,
    press: Callable[[], str],
    page: str,
) -> HttpResponse:
    if not form.is_valid():
        return _shown(request, view, form, page, status=422)
    try:
        address = press()
    except Refusal as refusal:
        return _shown(request, view, form, page, refused=told_here(request, refusal))
    return HttpResponseRedirect(address, status=303)


def _shown(
    request: HttpRequest,
    view: CaseView,
    form: forms.Form,
    page: str,
    *,
    refused: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    """The next press has seen what is on the page now."""
    shown = {"page": CasePage(view, clock.now()), "view": view, "form": form, "told": refused}
    status = refused.status if refused else status
    return render(request, f"complaints/{page}", shown, status=status)
