"""/jemput-bola/: where officers come to the village, and signing up for it, without an account."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.accounts import services as accounts
from titian.accounts.errors import SlowDown
from titian.accounts.types import Answer, Hit, Limited
from titian.helpdesk.pages.outreach_forms import SignUpForm
from titian.helpdesk.selectors import outreach as outreach_read
from titian.helpdesk.services import outreach as helpdesk
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.refusals import Told, slowed_page, told_here
from titian.platform.http.requests import actor_of
from titian.platform.http.visitors import address_of
from titian.regions import selectors as regions_read

_PAGE = "helpdesk/outreach.html"


@never_cache
@require_safe
def coming_visits(request: HttpRequest) -> HttpResponse:
    """All visits to come, or those of a region given by its code."""
    region = request.GET.get("wilayah", "")[:13]
    known = regions_read.names_of([region]) if region else {}
    context = {
        "visits": outreach_read.upcoming(region if known else "", at=clock.now()),
        "region_name": known.get(region, ""),
    }
    return render(request, "helpdesk/outreaches.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, code: str) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, code, SignUpForm(initial={"kunci": uuid4()}))
    form = SignUpForm(request.POST)
    if not form.is_valid():
        return _shown(request, code, form, status=422)
    by, at = actor_of(request), clock.now()
    try:
        _count(request)
        number = helpdesk.sign_up(code=code, coming=form.coming(), by=by, at=at)
    except SlowDown as slow:
        return slowed_page(request, slow, slow.puzzle, _PAGE, _context(code, form))
    except Refusal as refusal:
        return _shown(request, code, form, told_here(request, refusal))
    address = reverse("helpdesk:outreach", args=[code])
    return HttpResponseRedirect(f"{address}?nomor={number}", status=303)


def _count(request: HttpRequest) -> None:
    """One phone may sign up a whole lane: it is slowed, never shut out. Raises SlowDown."""
    address = address_of(request)
    hits = (Hit(Limited.ADDRESS, address), Hit(Limited.NIK, f"outreach:{address}"))
    accounts.admit(*hits, bound="outreach", answer=Answer.of(request.POST), at=clock.now())


def _shown(
    request: HttpRequest,
    code: str,
    form: SignUpForm,
    refused: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    number = request.GET.get("nomor", "")
    context = {
        **_context(code, form),
        "told": refused,
        "number": number if number.isdecimal() and len(number) <= 4 else "",
    }
    return render(request, _PAGE, context, status=refused.status if refused else status)


def _context(code: str, form: SignUpForm) -> dict[str, object]:
    found = outreach_read.outreach(code)
    return {
        "visit": found,
        "form": form,
        "is_open": found.state == "planned" and clock.now() < found.ends_at,
        "counts": outreach_read.results(code),
    }
