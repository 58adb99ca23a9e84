"""/petugas/data/: officers of the branch answer requests about data before the law's clock ends."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.kernel import clock
from titian.kernel.clock import JAKARTA
from titian.members import selectors as members_read
from titian.members.errors import DataRequestGone, DataRequestOpen
from titian.members.pages.own_data_forms import DecideForm, EnterForm
from titian.members.pages.own_data_presenters import waiting_of
from titian.members.pages.own_data_wording import right_word, verdict_word
from titian.members.rules.own_data import AT_A_COUNTER, possible_decisions
from titian.members.selectors import own_data as own_data_read
from titian.members.services import own_data
from titian.members.types import DataRight, RequestView
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of

_LIST, _ONE = "members/own_data_desk.html", "members/own_data_request.html"
_ENTER = "members/own_data_enter.html"


@staff_page
@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits, the late ones first."""
    at = clock.now()
    rows = own_data_read.requests_to_decide(actor_of(request))
    context = {"rows": waiting_of(rows, at=at), "answered": "dijawab" in request.GET}
    return render(request, _LIST, context)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, request_id: int) -> HttpResponse:
    """Read one and answer it: granted, granted in part, or refused, with reasons in words."""
    at, by = clock.now(), actor_of(request)
    wanted = own_data_read.open_data_request(
        request_id, viewer=by, at=at, is_answering=request.method == "POST"
    )
    form = _form(request, wanted)
    if request.method != "POST" or not form.is_valid():
        return _shown(request, wanted, form, status=422 if form.errors else 200)
    answer = form.cleaned_data
    try:
        own_data.decide(
            request_id=request_id,
            verdict=answer["putusan"],
            reasons=answer["alasan"],
            by=by,
            at=at,
        )
    except DataRequestGone as refusal:
        said = told(request, refusal)
        return _shown(request, wanted, form, status=said.status, told=said)
    return HttpResponseRedirect(f"{reverse('members:data_requests')}?dijawab=1", status=303)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, person_id: int) -> HttpResponse:
    """Somebody without a phone stands here: which right, in their words, with their document."""
    at, by = clock.now(), actor_of(request)
    person = members_read.entered_for(person_id, viewer=by, at=at)
    rights = [(str(one), right_word(one)) for one in DataRight if one in AT_A_COUNTER]
    form = EnterForm(request.POST or None, initial={"kunci": uuid4()}, rights=rights)
    context = {"person": person, "form": form, "sent": "masuk" in request.GET}
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, _ENTER, context, status=status)
    asked = form.cleaned_data
    try:
        own_data.ask(
            person_id=person_id, right=asked["hak"], words=asked["kata"],
            client_key=asked["kunci"], by=by, at=at,
        )  # fmt: skip
    except DataRequestOpen as refusal:
        said = told(request, refusal)
        return render(request, _ENTER, {**context, "told": said}, status=said.status)
    address = reverse("members:data_request_enter", args=[person_id])
    return HttpResponseRedirect(f"{address}?masuk=1", status=303)


def _form(request: HttpRequest, wanted: RequestView) -> DecideForm:
    verdicts = tuple((step, verdict_word(step)) for step in possible_decisions(wanted.right))
    return DecideForm(request.POST or None, verdicts=verdicts)


def _shown(
    request: HttpRequest, wanted: RequestView, form: DecideForm, *, status: int, **more: object
) -> HttpResponse:
    seen_at = clock.now().astimezone(JAKARTA)
    row = waiting_of([wanted], at=seen_at)[0]
    context = {"row": row, "wanted": wanted, "form": form, **more}
    return render(request, _ONE, context, status=status)
