"""/petugas/pemeriksaan/: an agency's officers decide one case after the other."""

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.enrolment import services as enrolment
from titian.enrolment.pages.verifying_forms import (
    ListForm,
    OfficeForm,
    TogetherForm,
    VerdictForm,
)
from titian.enrolment.pages.verifying_presenters import (
    CasePage,
    case_page,
    own_office,
    work_page,
)
from titian.enrolment.types import Verdict
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import MENDABLE_BY_STAFF, Told, told_here
from titian.platform.http.requests import actor_of


@staff_page
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """The urgent on top with their countdown, then the soonest clock; nobody's name."""
    by, said = actor_of(request), ListForm(request.GET).said()
    office_code = own_office(by, str(said.get("kantor") or ""))
    page = work_page(office_code, str(said.get("jenis") or ""), viewer=by, at=clock.now())
    done, left = said.get("disetujui"), said.get("tersisa")
    context = {"page": page, "listed": page.listed, "done": done, "left": left, "key": uuid4()}
    return render(request, "enrolment/work_list.html", context)


@staff_page
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """The next case nobody has in hand is mine; back to the list when there is none."""
    by, form = actor_of(request), OfficeForm(request.POST)
    office_code = own_office(by, form.cleaned_data["kantor"] if form.is_valid() else "")
    taken = enrolment.claim_next(office_code=office_code, by=by, at=clock.now())
    return _to_list(office_code) if taken is None else _to_case(taken)


@staff_page
@require_POST
def together(request: HttpRequest) -> HttpResponse:
    """Yes to all of this list about which every register agrees."""
    by, form = actor_of(request), TogetherForm(request.POST)
    if not form.is_valid():
        return _to_list(own_office(by))
    said = form.cleaned_data
    office_code = own_office(by, said["kantor"])
    done, left = enrolment.decide_many(
        step_ids=said["kasus"], client_key=said["kunci"], by=by, at=clock.now()
    )
    return _to_list(office_code, disetujui=done, tersisa=left)


@staff_page
@require_POST
def give_back(request: HttpRequest, step_id: int) -> HttpResponse:
    enrolment.release(step_id=step_id, by=actor_of(request), at=clock.now())
    return _to_list("")


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, step_id: int) -> HttpResponse:
    """The card, its papers, what the registers say; then one press decides."""
    by = actor_of(request)
    page = case_page(step_id, viewer=by, at=clock.now())
    if request.method != "POST":
        return _case(request, page, VerdictForm(initial={"kunci": uuid4()}))
    form = VerdictForm(request.POST, repairs=page.case.repairs)
    if not form.is_valid():
        return _case(request, page, form)
    try:
        _decide(step_id, form.cleaned_data, by)
    except Refusal as refusal:
        return _case(request, page, form, told_here(request, refusal, MENDABLE_BY_STAFF))
    return _to_list(page.case.step.office_code)


def _decide(step_id: int, said: dict[str, Any], by: Actor) -> None:
    verdict = Verdict(said["putusan"])
    enrolment.decide(
        step_id=step_id,
        verdict=verdict,
        reason=said["alasan"],
        words=said["kata"],
        repairs=said["kurang"] if verdict is Verdict.RETURN else (),
        client_key=said["kunci"],
        by=by,
        at=clock.now(),
    )


def _to_list(office_code: str, **said: int) -> HttpResponseRedirect:
    asked = {**({"kantor": office_code} if office_code else {}), **said}
    address = reverse("enrolment:work_list")
    return HttpResponseRedirect(f"{address}?{urlencode(asked)}" if asked else address, status=303)


def _to_case(step_id: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("enrolment:case", args=[step_id]), status=303)


def _case(
    request: HttpRequest, page: CasePage, form: VerdictForm, refused: Told | None = None
) -> HttpResponse:
    wrong = 422 if form.errors else 200
    context = {"page": page, "case": page.case, "view": page.case.application}
    context |= {"step": page.case.step, "form": form, "told": refused}
    status = refused.status if refused else wrong
    return render(request, "enrolment/case.html", context, status=status)
