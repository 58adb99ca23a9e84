"""/iuran/bukti/: what was paid, one page each, and as a PDF to keep."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.contributions.pages.forms import WhoseForm, cleaned
from titian.contributions.pages.receipt_presenters import pdf_of
from titian.contributions.pages.whose import dues_asked, receipt_asked
from titian.kernel import clock
from titian.platform.http.guards import member_page


@member_page
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    wanted = cleaned(WhoseForm(request.GET))
    page = dues_asked(request, wanted["orang"], at=clock.now())
    return render(request, "contributions/receipts.html", {"page": page})


@member_page
@never_cache
@require_safe
def show(request: HttpRequest, payment_id: int) -> HttpResponse:
    """Paid: what, when, by which way, and whether the card is active."""
    page = receipt_asked(request, payment_id, at=clock.now())
    return render(request, "contributions/receipt.html", {"page": page})


@member_page
@never_cache
@require_safe
def document(request: HttpRequest, payment_id: int) -> HttpResponse:
    page = receipt_asked(request, payment_id, at=clock.now())
    name = f'attachment; filename="bukti-{page.payment.receipt}.pdf"'
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return HttpResponse(pdf_of(page), content_type="application/pdf", headers=headers)
