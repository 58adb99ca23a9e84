"""/petugas/kode/: see the document, then hand over a one-time code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.frontdoor import services as frontdoor
from titian.frontdoor.pages.forms import HandOver, WhoAtCounter
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.members import selectors as members_read
from titian.members.types import Opened
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of


@staff_page
@never_cache
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """A number, then the record to compare with the document, then the code, shown once."""
    frontdoor.require_handing_role(actor_of(request))
    if request.method == "GET":
        return _page(request, {"form": WhoAtCounter()})
    try:
        return _made(request) if "document" in request.POST else _compared(request)
    except Refusal as refusal:
        refused = told(request, refusal)
        context = {"form": WhoAtCounter(request.POST), "told": refused}
        return _page(request, context, status=refused.status)


def _compared(request: HttpRequest) -> HttpResponse:
    form = WhoAtCounter(request.POST)
    if not form.is_valid():
        return _page(request, {"form": form}, status=422)
    again = HandOver(initial={"number": form.cleaned_data["number"]})
    return _page(request, {"found": _found(request, form), "form": again})


def _made(request: HttpRequest) -> HttpResponse:
    form = HandOver(request.POST)
    if not form.is_valid():
        return _page(request, {"form": form, "found": _found(request, form)}, status=422)
    handed = frontdoor.hand_over(**form.cleaned_data, by=actor_of(request), at=clock.now())
    return _page(request, {"handed": handed})


def _found(request: HttpRequest, form: WhoAtCounter) -> Opened:
    """The record to hold against the document; the look is written down."""
    number = form.cleaned_data.get("number", "")
    return members_read.open_record(number, viewer=actor_of(request), at=clock.now())


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, "frontdoor/hand_over.html", context, status=status)
