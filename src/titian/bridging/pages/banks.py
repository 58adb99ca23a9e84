"""/petugas/bank/: calls of banks worth a look, their daily files, and what did not agree."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.bridging import selectors as bridging_read
from titian.bridging import services as bridging
from titian.bridging.pages.bank_forms import CallFilter, SettleForm, StatementForm
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.types import Settlement
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told
from titian.platform.http.requests import actor_of

# What can be mended on the same page: another file, another way to settle.
_OF_FILES = (bridging.StatementUnreadable, bridging.BankUnknown)
_OF_BOOKING = (
    contributions.DifferenceSettled,
    contributions.FirstPaymentLapsed,
    contributions.FirstPaymentTooEarly,
    contributions.NothingDue,
    contributions.PayerUnknown,
    contributions.RequestInconsistent,
    contributions.SecondPersonNeeded,
    contributions.WrongAmount,
)


@staff_page
@never_cache
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    form = CallFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = bridging_read.odd_calls(
        viewer=actor_of(request),
        partner=asked.get("mitra", ""),
        outcome=asked.get("kode", ""),
        day=asked.get("hari"),
        before=asked.get("sebelum"),
    )
    older = request.GET.copy()
    older["sebelum"] = str(page.older_than or "")
    context = {
        "form": form,
        "page": page,
        "older": older.urlencode(),
        "has_files": contributions_read.may_handle_money(actor_of(request)),
    }
    return render(request, "bridging/calls.html", context)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """The list; by POST a new file, which is laid beside the books at once."""
    seen = contributions_read.statements(viewer=actor_of(request))
    form = StatementForm(request.POST or None, request.FILES or None)
    unbooked = contributions_read.unbooked_debits(viewer=actor_of(request))
    context = {"statements": seen, "form": form, "unbooked": unbooked}
    if not form.is_valid():
        return render(request, "bridging/files.html", context, status=422 if form.errors else 200)
    try:
        taken = bridging.take_statement(
            content=form.cleaned_data["berkas"].read(),
            partner=form.cleaned_data["bank"],
            by=actor_of(request),
            at=clock.now(),
        )
    except _OF_FILES as refusal:
        said = told(request, refusal)
        context["told"] = said
        return render(request, "bridging/files.html", context, status=said.status)
    return HttpResponseRedirect(reverse("bridging:file", args=[taken]), status=303)


@staff_page
@never_cache
@require_safe
def file(request: HttpRequest, statement_id: int) -> HttpResponse:
    return _file(request, statement_id)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, statement_id: int, difference_id: int) -> HttpResponse:
    form = SettleForm(request.POST or None)
    if not form.is_valid():
        return _settling(request, statement_id, difference_id, form)
    try:
        contributions.settle_difference(
            difference_id=difference_id,
            how=Settlement(form.cleaned_data["cara"]),
            note=form.cleaned_data["alasan"],
            by=actor_of(request),
            at=clock.now(),
        )
    except _OF_BOOKING as refusal:
        return _settling(request, statement_id, difference_id, form, refusal)
    return HttpResponseRedirect(reverse("bridging:file", args=[statement_id]), status=303)


def _file(request: HttpRequest, statement_id: int) -> HttpResponse:
    seen, differences = contributions_read.statement(statement_id, viewer=actor_of(request))
    context = {
        "statement": seen,
        "waiting": [one for one in differences if one.settlement is None],
        "settled": [one for one in differences if one.settlement is not None],
    }
    return render(request, "bridging/file.html", context)


def _settling(
    request: HttpRequest,
    statement_id: int,
    difference_id: int,
    form: SettleForm,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """One difference with the form; what could not be done is said at its top."""
    seen, differences = contributions_read.statement(statement_id, viewer=actor_of(request))
    one = next((d for d in differences if d.difference_id == difference_id), None)
    if one is None:
        raise BadRequest
    said: Told | None = told(request, refusal) if refusal else None
    context = {"statement": seen, "one": one, "form": form, "told": said}
    status = said.status if said else 422 if form.errors else 200
    return render(request, "bridging/settle.html", context, status=status)
