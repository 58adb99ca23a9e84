"""/laporan/: what failed, whom we told, what they answered, how long; and the party's own link."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.accounts import services as accounts
from titian.accounts.errors import SlowDown
from titian.accounts.types import Answer, Hit, Limited
from titian.helpdesk import selectors as helpdesk_read
from titian.helpdesk import services as helpdesk
from titian.helpdesk.errors import ReportGone
from titian.helpdesk.pages.report_forms import PartyForm
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.refusals import Told, slowed_page, told_here
from titian.platform.http.visitors import address_of

_BOUND = "report"
_ANSWER = "helpdesk/report_answer.html"


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Everybody reads it; nothing in it is about a person."""
    at = clock.now()
    context = {"reports": helpdesk_read.published(at=at), "at": at}
    return render(request, "helpdesk/reports.html", context)


@require_safe
def report(request: HttpRequest, number: str) -> HttpResponse:
    at = clock.now()
    context = {"report": helpdesk_read.published_one(number, at=at), "at": at}
    return render(request, "helpdesk/report.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The link is the key: it is in no log of ours."""
    try:
        return _answer(request, token)
    except ReportGone:
        _count(request)
        raise


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, token, None)
    form = PartyForm(request.POST)
    if not form.is_valid():
        return _shown(request, token, form, status=422)
    said = form.cleaned_data
    try:
        _count(request, Answer.of(request.POST))
        helpdesk.answer_report(
            token=token,
            act=said["langkah"],
            words=said["isi"],
            seen=said["dilihat"],
            client_key=said["kunci"],
            at=clock.now(),
        )
    except SlowDown as slow:
        return slowed_page(request, slow, slow.puzzle, _ANSWER, _context(token, form))
    except Refusal as refusal:
        return _shown(request, token, form, told_here(request, refusal))
    return HttpResponseRedirect(reverse("helpdesk:report_answer", args=[token]), status=303)


def _count(request: HttpRequest, answer: Answer | None = None) -> None:
    """A link that opens nothing may be a guess. Raises SlowDown."""
    hit = Hit(Limited.ADDRESS, address_of(request))
    accounts.admit(hit, bound=_BOUND, answer=answer, at=clock.now())


def _shown(
    request: HttpRequest,
    token: str,
    form: PartyForm | None,
    refused: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {**_context(token, form), "told": refused}
    return render(request, _ANSWER, context, status=refused.status if refused else status)


def _context(token: str, form: PartyForm | None) -> dict[str, object]:
    """A refused answer stays in the form; the next press has seen what is on the page now."""
    found = helpdesk_read.report_of_link(token, at=clock.now())
    words = form["isi"].value() if form else ""
    return {"view": found, "form": form or PartyForm(), "words": words or "", "key": uuid4()}
