"""/petugas/pencocokan/: the scheme's list beside our records; the health office decides each."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.enrolment import rules
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import NotEnrolmentOfficer
from titian.enrolment.pages.reconciling_presenters import (
    AskForm,
    BringForm,
    DraftForm,
    KeepForm,
    counted,
    finding_asked,
    villages_of,
)
from titian.kernel import clock
from titian.kernel.errors import Kind, Refusal
from titian.kernel.periods import day_of
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import MENDABLE_BY_STAFF, Told, told, told_here
from titian.platform.http.requests import actor_of


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest) -> HttpResponse:
    """The lists of the last months; pressed, one more is brought."""
    if request.method != "POST":
        return _lists(request)
    form = BringForm(request.POST)
    sent = request.FILES.get("lembar")
    if not form.is_valid() or sent is None:
        return _lists(request, status=422)
    said = form.cleaned_data
    try:
        list_id = enrolment.bring_list(
            content=sent.read(rules.LIST_BYTES + 1),
            city=said["kota"],
            month=_first(said["bulan"], clock.now()),
            by=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        if refusal.kind is not Kind.INVALID:
            raise
        return _lists(request, told(request, refusal))
    return _to_list(list_id)


@staff_page
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """The scheme is asked for its list; it comes by itself."""
    form, at = AskForm(request.POST), clock.now()
    if not form.is_valid():
        return _lists(request, status=422)
    list_id = enrolment.ask_for_list(
        city=form.cleaned_data["kota"], month=_first("", at), by=actor_of(request), at=at
    )
    return _to_list(list_id)


@staff_page
@never_cache
@require_safe
def one(request: HttpRequest, list_id: int) -> HttpResponse:
    """How many lines say what, who must act, and what is still to decide."""
    by = actor_of(request)
    report = enrolment_read.list_report(list_id, viewer=by)
    asked = finding_asked(request.GET.get("apa", ""))
    context = {
        "report": report,
        "counted": counted(report),
        "asked": asked,
        "proposals": enrolment_read.proposals_of(list_id, viewer=by, finding=asked),
    }
    return render(request, "enrolment/list.html", context)


@staff_page
@require_POST
def keep_many(request: HttpRequest, list_id: int) -> HttpResponse:
    """Those ticked that are safe to keep."""
    ids = [int(one) for one in request.POST.getlist("usulan") if one.isdecimal() and len(one) < 19]
    enrolment.keep_safe(list_id=list_id, ids=ids, by=actor_of(request), at=clock.now())
    return _to_list(list_id)


@staff_page
@never_cache
@require_safe
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    return _proposal(request, proposal_id)


@staff_page
@require_POST
def keep(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """As our record has it, with a reason."""
    form, by, at = KeepForm(request.POST), actor_of(request), clock.now()
    reason = form.cleaned_data["alasan"] if form.is_valid() else ""
    try:
        enrolment.keep_proposal(proposal_id=proposal_id, reason=reason, by=by, at=at)
    except Refusal as refusal:
        return _refused(request, proposal_id, refusal)
    return _to_proposal(proposal_id)


@staff_page
@require_POST
def draft(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """An application that a village office completes and sends."""
    form, by, at = DraftForm(request.POST), actor_of(request), clock.now()
    village = form.cleaned_data["kelurahan"] if form.is_valid() else ""
    try:
        enrolment.draft_from_proposal(proposal_id=proposal_id, village=village, by=by, at=at)
    except Refusal as refusal:
        return _refused(request, proposal_id, refusal)
    return _to_proposal(proposal_id)


def _refused(request: HttpRequest, proposal_id: int, refusal: Refusal) -> HttpResponse:
    """What another officer or press would change is said here; anything else leaves as it came."""
    return _proposal(request, proposal_id, told_here(request, refusal, MENDABLE_BY_STAFF))


def _proposal(request: HttpRequest, proposal_id: int, refused: Told | None = None) -> HttpResponse:
    found = enrolment_read.proposal(proposal_id, viewer=actor_of(request), at=clock.now())
    context = {
        "proposal": found,
        "reasons": rules.KEEP_REASONS,
        "villages": villages_of(found.city),
        "told": refused,
    }
    status = refused.status if refused else 200
    return render(request, "enrolment/proposal.html", context, status=status)


def _lists(request: HttpRequest, refused: Told | None = None, status: int = 200) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    cities = enrolment_read.reconciled_cities(by)
    if not cities:
        raise NotEnrolmentOfficer
    context = {
        "cities": cities,
        "lists": [one for code, _ in cities for one in enrolment_read.lists_of(code, viewer=by)],
        "months": rules.months_told(day_of(at)),
        "columns": [known[0] for known in rules.LIST_COLUMNS.values()],
        "told": refused,
        "is_empty": status != 200,
    }
    status = refused.status if refused else status
    return render(request, "enrolment/lists.html", context, status=status)


def _first(said: str, at: datetime) -> date:
    return rules.month_asked(said, day_of(at))


def _to_list(list_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("enrolment:list", args=[list_id]), status=303)


def _to_proposal(proposal_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("enrolment:proposal", args=[proposal_id]), status=303)
