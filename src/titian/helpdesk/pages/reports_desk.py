"""/petugas/laporan/: what fails again and again, whom we told, and what follows."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.helpdesk import selectors as helpdesk_read
from titian.helpdesk import services as helpdesk
from titian.helpdesk.pages.report_forms import SettleForm
from titian.helpdesk.types import Act
from titian.kernel import clock
from titian.kernel.errors import Kind, Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told_here
from titian.platform.http.requests import actor_of

_MENDABLE = frozenset({Kind.CONFLICT, Kind.INVALID, Kind.NOT_ALLOWED, Kind.NOT_FOUND})


@staff_page
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    found = helpdesk_read.work_list_of_reports(viewer=actor_of(request), at=clock.now())
    return render(request, "helpdesk/reports_desk.html", {"reports": found})


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, number: str) -> HttpResponse:
    """What is known of it, and one press for what follows."""
    if request.method != "POST":
        return _shown(request, number, None)
    form = SettleForm(request.POST)
    if not form.is_valid():
        return _shown(request, number, form, status=422)
    try:
        _do(request, number, form)
    except Refusal as refusal:
        return _shown(request, number, form, told_here(request, refusal, _MENDABLE))
    return HttpResponseRedirect(reverse("helpdesk:report_case", args=[number]), status=303)


def _do(request: HttpRequest, number: str, form: SettleForm) -> None:
    said, by, at = form.cleaned_data, actor_of(request), clock.now()
    key = said["kunci"]
    match said["langkah"]:
        case Act.SEND:
            helpdesk.send_report(number=number, client_key=key, by=by, at=at)
        case Act.MERGE:
            into = said["gabung"]
            helpdesk.merge_reports(number=number, into=into, client_key=key, by=by, at=at)
        case act:
            helpdesk.settle_report(
                number=number,
                act=act,
                words=said["isi"],
                seen=said["dilihat"],
                client_key=key,
                by=by,
                at=at,
            )


def _shown(
    request: HttpRequest,
    number: str,
    form: SettleForm | None,
    refused: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    found = helpdesk_read.report(number, viewer=actor_of(request), at=clock.now())
    words = form["isi"].value() if form else ""
    context = {
        "view": found,
        "form": form or SettleForm(),
        "words": words or "",
        "key": uuid4(),
        "told": refused,
    }
    page = "helpdesk/report_desk.html"
    return render(request, page, context, status=refused.status if refused else status)
