"""/petugas/persetujuan/: a hospital asks leave for an unusual letter, its branch answers."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.members import selectors as members_read
from titian.members.errors import IdentifierNotReadable, PersonUnknown
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import MENDABLE_BY_STAFF, Told, told, told_here
from titian.platform.http.requests import actor_of
from titian.referrals.types import CareKind
from titian.visits import services as visits
from titian.visits.errors import ApprovalDay
from titian.visits.pages.approving_forms import AnswerForm, AskForm, MonthForm
from titian.visits.pages.approving_presenters import (
    AskedPage,
    CasePage,
    approval_page,
    asked_page,
    branch_page,
)
from titian.visits.types import ApprovalAsked, ApprovalKind

_MENDABLE = (IdentifierNotReadable, PersonUnknown, ApprovalDay)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, facility_code: str) -> HttpResponse:
    """What this hospital asked for the days of a month, with the answers; and a new question."""
    page = _asked_page(request, facility_code)
    form = AskForm(request.POST or None, initial={"tanggal": page.today})
    if not form.is_valid():
        return _asked(request, page, form)
    try:
        _ask(request, page, form.cleaned_data)
    except _MENDABLE as refusal:
        return _asked(request, page, form, told(request, refusal))
    day = form.cleaned_data["tanggal"]
    back = reverse("visits:approvals_asked", args=[facility_code])
    return HttpResponseRedirect(f"{back}?bulan={day:%Y-%m}", status=303)


@staff_page
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """What waits for the branch: asked first, answered first."""
    page = branch_page(viewer=actor_of(request), at=clock.now())
    return render(request, "visits/approvals/list.html", {"page": page})


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, approval_id: int) -> HttpResponse:
    """Who it is for and why; one press says yes or no."""
    by, at = actor_of(request), clock.now()
    page = approval_page(approval_id, viewer=by, at=at)
    form = AnswerForm(request.POST or None)
    if not form.is_valid():
        return _case(request, page, form)
    try:
        visits.answer_approval(
            approval_id=approval_id,
            is_granted=form.cleaned_data["putusan"] == "ya",
            words=form.cleaned_data["kata"],
            by=by,
            at=at,
        )
    except Refusal as refusal:
        return _case(request, page, form, told_here(request, refusal, MENDABLE_BY_STAFF))
    return HttpResponseRedirect(reverse("visits:approvals"), status=303)


def _ask(request: HttpRequest, page: AskedPage, typed: dict[str, Any]) -> None:
    by, at = actor_of(request), clock.now()
    person = members_read.find_by_identifier(typed["siapa"], viewer=by, at=at)
    asked_for = ApprovalAsked(
        person_id=person.person_id,
        facility_id=page.place.id,
        on=typed["tanggal"],
        care_kind=CareKind(typed["rawat"]),
        kind=ApprovalKind(typed["jenis"]),
        reason=typed["alasan"],
    )
    visits.ask_approval_here(asked=asked_for, by=by, at=at)


def _asked_page(request: HttpRequest, code: str) -> AskedPage:
    month = MonthForm(request.GET).month()
    return asked_page(code, month, viewer=actor_of(request), at=clock.now())


def _asked(
    request: HttpRequest, page: AskedPage, form: AskForm, refused: Told | None = None
) -> HttpResponse:
    status = refused.status if refused else (422 if form.errors else 200)
    context = {"page": page, "form": form, "told": refused}
    return render(request, "visits/approvals/asked.html", context, status=status)


def _case(
    request: HttpRequest, page: CasePage, form: AnswerForm, refused: Told | None = None
) -> HttpResponse:
    status = refused.status if refused else (422 if form.errors else 200)
    context = {"page": page, "case": page.case, "form": form, "told": refused}
    return render(request, "visits/approvals/case.html", context, status=status)
