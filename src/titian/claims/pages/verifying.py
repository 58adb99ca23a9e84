"""/petugas/verifikasi/: officers of the branch decide one claim after the other, and pay."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.claims import selectors as claims_read
from titian.claims import services as claims
from titian.claims.pages.forms import NumbersForm, VerdictForm
from titian.claims.pages.presenters import BranchPage, CasePage, case_page
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import MENDABLE_BY_STAFF, Told, told_here
from titian.platform.http.requests import actor_of

_STAYS = frozenset({"complete", "check"})  # the officer goes on with the same claim


@staff_page
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """Soonest clock first; what is late stands on top and says so."""
    return _list(request)


@staff_page
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """The next claim nobody has in hand is mine; back to the list when there is none."""
    taken = claims.take_next(by=actor_of(request), at=clock.now())
    if not taken:
        return HttpResponseRedirect(reverse("claims:work_list"), status=303)
    return HttpResponseRedirect(reverse("claims:case", args=[taken]), status=303)


@staff_page
@require_POST
def give_back(request: HttpRequest, number: str) -> HttpResponse:
    claims.give_back(letter_number=number, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("claims:work_list"), status=303)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, number: str) -> HttpResponse:
    """What was done, what it cost, its papers; then one press decides."""
    by = actor_of(request)
    page = case_page(number, viewer=by, at=clock.now())
    if request.method != "POST":
        return _case(request, page, VerdictForm(initial={"kunci": uuid4()}))
    form = VerdictForm(request.POST, missable=page.missable)
    if not form.is_valid():
        return _case(request, page, form)
    try:
        _decide(number, form.cleaned_data, by)
    except Refusal as refusal:
        return _case(request, page, form, told_here(request, refusal, MENDABLE_BY_STAFF))
    stays = form.cleaned_data["putusan"] in _STAYS
    back = reverse("claims:case", args=[number]) if stays else reverse("claims:work_list")
    return HttpResponseRedirect(back, status=303)


@staff_page
@require_POST
def pay(request: HttpRequest) -> HttpResponse:
    """One transfer for what the page showed as approved."""
    form = NumbersForm(request.POST)
    if not form.is_valid():
        return _list(request, status=422)
    said = form.cleaned_data
    try:
        claims.pay(
            letter_numbers=said["nomor"],
            payment_ref=said["acuan"],
            by=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        answer = told_here(request, refusal, MENDABLE_BY_STAFF)
        return _list(request, refused=answer, status=answer.status)
    return HttpResponseRedirect(reverse("claims:work_list"), status=303)


def _decide(number: str, said: dict[str, Any], by: Actor) -> None:
    """The press as one call of the service that it means."""
    key, at = said["kunci"], clock.now()
    match said["putusan"]:
        case "complete":
            claims.complete(letter_number=number, client_key=key, by=by, at=at)
        case "check":
            claims.check(letter_number=number, client_key=key, by=by, at=at)
        case "approve":
            approved = said["jumlah"]
            claims.approve(letter_number=number, approved=approved, client_key=key, by=by, at=at)
        case "send_back":
            _send_back(number, said, by)
        case "refuse":
            claims.refuse(
                letter_number=number,
                reason=said["alasan"],
                words=said["kata"],
                client_key=key,
                by=by,
                at=at,
            )
        case settled:
            claims.settle(
                letter_number=number,
                approved=said["jumlah"] if settled == "grant" else None,
                words=said["kata"],
                client_key=key,
                by=by,
                at=at,
            )


def _send_back(number: str, said: dict[str, Any], by: Actor) -> None:
    claims.send_back(
        letter_number=number,
        reason=said["alasan"],
        missing=said["kurang"],
        words=said["kata"],
        client_key=said["kunci"],
        by=by,
        at=clock.now(),
    )


def _list(request: HttpRequest, refused: Told | None = None, status: int = 200) -> HttpResponse:
    waiting = claims_read.branch_list(viewer=actor_of(request), at=clock.now())
    context = {"page": BranchPage(waiting), "told": refused}
    return render(request, "claims/work_list.html", context, status=status)


def _case(
    request: HttpRequest, page: CasePage, form: VerdictForm, refused: Told | None = None
) -> HttpResponse:
    wrong = 422 if form.errors else 200
    context = {"page": page, "claim": page.claim, "form": form, "told": refused}
    status = refused.status if refused else wrong
    return render(request, "claims/case.html", context, status=status)
