"""/petugas/keluhan/: officers see their cases by the clock, and answer in the case."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.pages.forms import AnswerForm
from titian.complaints.pages.lead_presenters import address_of_lead
from titian.complaints.pages.presenters import CasePage
from titian.complaints.pages.template_presenters import filled_for
from titian.complaints.types import Act, Category
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import MENDABLE_BY_STAFF, Told, told_here
from titian.platform.http.requests import actor_of

_SAYS = {Act.ANSWER: complaints.answer, Act.ASK: complaints.ask, Act.RESOLVE: complaints.resolve}


@staff_page
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """The soonest promise first; what is late stands on top and says so."""
    found = complaints_read.work_list(viewer=actor_of(request), at=clock.now())
    shown = {
        "work": found,
        "has_incidents": complaints_read.manages_incidents(actor_of(request)),
        "supervises": complaints_read.supervises(actor_of(request)),
    }
    return render(request, "complaints/work_list.html", shown)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, number: str) -> HttpResponse:
    """What was said until now; one text, and what it means."""
    if request.method != "POST":
        return _shown(request, number)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _shown(request, number, form, status=422)
    said = form.cleaned_data
    try:
        _SAYS[said["langkah"]](
            number=number,
            words=said["isi"],
            seen=said["dilihat"],
            client_key=said["kunci"],
            by=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        return _shown(request, number, form, told_here(request, refusal, MENDABLE_BY_STAFF))
    return HttpResponseRedirect(reverse("complaints:case", args=[number]), status=303)


@staff_page
@never_cache
@require_safe
def photo(request: HttpRequest, number: str) -> HttpResponse:
    found = complaints_read.photo(number, viewer=actor_of(request), at=clock.now())
    return HttpResponse(found.content, content_type=found.kind.value)


def _shown(
    request: HttpRequest,
    number: str,
    form: AnswerForm | None = None,
    refused: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    """A refused answer stays in the form; what was written meanwhile is now on the page, and
    the next press has seen it.
    """
    at = clock.now()
    found = complaints_read.case(number, viewer=actor_of(request), at=at)
    page, offered = CasePage(found, at), complaints_read.templates_for(found)
    begun = None if form else filled_for(page, offered, request.GET.get("templat", ""))
    words = form["isi"].value() if form else begun.text if begun else ""
    context = {
        "page": page,
        "view": found,
        "templates": offered.templates,
        "begun": begun,
        "form": form or AnswerForm(),
        "words": words or "",
        "key": uuid4(),
        "told": refused,
        "categories": list(Category),
        "lead": address_of_lead(found.about, actor_of(request)),
    }
    status = refused.status if refused else status
    return render(request, "complaints/case.html", context, status=status)
