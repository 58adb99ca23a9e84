"""/petugas/klaim/: a facility gathers, sends and follows what it is to be paid."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.claims import selectors as claims_read
from titian.claims import services as claims
from titian.claims.errors import AmountWrong, ClaimSent, DatesWrong, NotClaimsOfficer
from titian.claims.pages.forms import (
    CostsForm,
    DisputeForm,
    MonthForm,
    NumbersForm,
    PaperForm,
)
from titian.claims.pages.presenters import claim_page, month_page
from titian.claims.pages.sheet_forms import SheetForm
from titian.claims.types import ClaimPaperKind
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told, told_here
from titian.platform.http.requests import actor_of
from titian.referrals.errors import DiagnosisUnknown

_MENDABLE = (AmountWrong, ClaimSent, DatesWrong, DiagnosisUnknown)


@staff_page
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """My facilities; straight on when there is one. Raises NotClaimsOfficer."""
    places = claims_read.facilities_of(actor_of(request))
    if not places:
        raise NotClaimsOfficer
    if len(places) == 1:
        return HttpResponseRedirect(reverse("claims:month", args=[places[0].code]))
    return render(request, "claims/choose.html", {"facilities": places})


@staff_page
@never_cache
@require_safe
def month(request: HttpRequest, code: str) -> HttpResponse:
    """What came back first, then what is to be prepared and sent, then what runs."""
    form, at = MonthForm(request.GET), clock.now()
    page = month_page(code, month=form.month(day_of(at)), viewer=actor_of(request), at=at)
    return render(request, "claims/month.html", {"page": page, "done": form.cleaned_data})


@staff_page
@require_POST
def send_ready(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that the page showed as ready."""
    claims_read.own_facility(code, actor_of(request))
    form, asked = NumbersForm(request.POST), MonthForm(request.POST)
    at, back = clock.now(), reverse("claims:month", args=[code])
    first = asked.month(day_of(at))
    sent = kept = 0
    if form.is_valid():
        numbers = form.cleaned_data["nomor"]
        sent, kept = claims.submit_ready(letter_numbers=numbers, by=actor_of(request), at=at)
    query = urlencode({"bulan": f"{first:%Y-%m}", "terkirim": f"{sent}", "belum": f"{kept}"})
    return HttpResponseRedirect(f"{back}?{query}", status=303)


@staff_page
@never_cache
@require_safe
def claim(request: HttpRequest, number: str) -> HttpResponse:
    return _shown(request, number)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    """The care sheet, begun with what the visit and its letter say already."""
    by, at = actor_of(request), clock.now()
    known = claims_read.sheet_to_fill(number, viewer=by, at=at)
    form = SheetForm(request.POST or None, initial=SheetForm.of(known.sheet))
    context = {"form": form, "number": number, "filling": known}
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "claims/sheet.html", context, status=status)
    write = claims.change_sheet if known.is_written else claims.write_sheet
    try:
        write(letter_number=number, sheet=form.sheet(known.sheet), by=by, at=at)
    except _MENDABLE as refusal:
        said = told(request, refusal)
        return render(request, "claims/sheet.html", {**context, "told": said}, status=said.status)
    return _back(number)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def costs(request: HttpRequest, number: str) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    page = claim_page(number, viewer=by, at=at)
    form = CostsForm(request.POST or None, initial=CostsForm.of(page.claim.costs))
    context = {"form": form, "page": page}
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "claims/costs.html", context, status=status)
    try:
        claims.set_costs(letter_number=number, costs=form.costs(), by=by, at=at)
    except _MENDABLE as refusal:
        said = told(request, refusal)
        return render(request, "claims/costs.html", {**context, "told": said}, status=said.status)
    return _back(number)


@staff_page
@require_POST
def add_paper(request: HttpRequest, number: str) -> HttpResponse:
    form, sent = PaperForm(request.POST), request.FILES.get("berkas")
    if not form.is_valid():
        return _shown(request, number, paper_form=form, status=422)
    try:
        claims.add_paper(
            letter_number=number,
            kind=ClaimPaperKind(form.cleaned_data["jenis"]),
            content=sent.read() if sent else b"",
            size=(sent.size or 0) if sent else 0,
            client_key=form.cleaned_data["kunci"],
            by=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        return _said(request, number, refusal)
    return _back(number, "#berkas")


@staff_page
@require_POST
def remove_paper(request: HttpRequest, number: str, paper_id: int) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    claims.remove_paper(letter_number=number, paper_id=paper_id, by=by, at=at)
    return _back(number, "#berkas")


@staff_page
@require_safe
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """A document as it was written anew; the look is recorded."""
    kind, content = claims_read.paper(paper_id, viewer=actor_of(request), at=clock.now())
    response = HttpResponse(content, content_type=kind)
    response["Cache-Control"] = "no-store"
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@staff_page
@require_POST
def send(request: HttpRequest, number: str) -> HttpResponse:
    try:
        claims.submit(letter_number=number, by=actor_of(request), at=clock.now())
    except Refusal as refusal:
        return _said(request, number, refusal)
    return _back(number)


@staff_page
@require_POST
def recall(request: HttpRequest, number: str) -> HttpResponse:
    """Taken back to be mended, while nobody at the branch has decided."""
    try:
        claims.recall(letter_number=number, by=actor_of(request), at=clock.now())
    except Refusal as refusal:
        return _said(request, number, refusal)
    return _back(number)


@staff_page
@require_POST
def dispute(request: HttpRequest, number: str) -> HttpResponse:
    form = DisputeForm(request.POST)
    if not form.is_valid():
        return _shown(request, number, dispute_form=form, status=422)
    words, by = form.cleaned_data["kata"], actor_of(request)
    try:
        claims.dispute(letter_number=number, words=words, by=by, at=clock.now())
    except Refusal as refusal:
        return _said(request, number, refusal)
    return _back(number)


def _said(request: HttpRequest, number: str, refusal: Refusal) -> HttpResponse:
    """What can be mended is said on the claim's own page."""
    said = told_here(request, refusal)
    return _shown(request, number, refused=said, status=said.status)


def _shown(
    request: HttpRequest,
    number: str,
    *,
    paper_form: PaperForm | None = None,
    dispute_form: DisputeForm | None = None,
    refused: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    page = claim_page(number, viewer=actor_of(request), at=clock.now())
    context = {
        "page": page,
        "claim": page.claim,
        "paper_form": paper_form or PaperForm(initial={"kunci": uuid4()}),
        "dispute_form": dispute_form or DisputeForm(),
        "told": refused,
    }
    return render(request, "claims/claim.html", context, status=status)


def _back(number: str, part: str = "") -> HttpResponse:
    address = reverse("claims:claim", args=[number])
    return HttpResponseRedirect(f"{address}{part}", status=303)
