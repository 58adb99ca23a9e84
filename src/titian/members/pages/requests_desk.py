"""/petugas/perubahan/: officers decide one request after the other; at a counter they enter one."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.members import services as members
from titian.members.pages.requests import MENDABLE, asking, cleaned
from titian.members.pages.requests_desk_presenters import CasePage, case_page, list_page
from titian.members.pages.requests_following import following, served
from titian.members.pages.requests_forms import DecisionForm, KindForm
from titian.members.pages.requests_presenters import changes_page, kind_of
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told
from titian.platform.http.requests import actor_of

_SHOWN = 50


@staff_page
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """Soonest clock first; what is late stands on top and says so."""
    asked = cleaned(KindForm(request.GET))
    page = list_page(actor_of(request), kind=asked["jenis"], limit=_SHOWN, at=clock.now())
    context = {"page": page, "decided": asked["putus"], "is_empty": bool(asked["kosong"])}
    return render(request, "members/requests_desk.html", context)


@staff_page
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """The next case nobody has in hand is mine; back to the list when there is none."""
    taken = members.claim_next(by=actor_of(request), at=clock.now())
    if taken is None:
        address = f"{reverse('members:desk_changes')}?kosong=1"
        return HttpResponseRedirect(address, status=303)
    return HttpResponseRedirect(reverse("members:desk_change", args=[taken]), status=303)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, request_id: int) -> HttpResponse:
    """What is, what is wanted, what the registry says, the papers; then one press decides."""
    at, by = clock.now(), actor_of(request)
    page = case_page(request_id, viewer=by, at=at)
    if request.method != "POST":
        return _shown(request, page, DecisionForm(initial={"kunci": uuid4()}))
    form = DecisionForm(request.POST, missing=page.missable)
    if not form.is_valid():
        return _shown(request, page, form)
    decided = form.cleaned_data
    try:
        members.decide(
            request_id=request_id,
            verdict=decided["putusan"],
            reason=decided["alasan"] or page.approving,
            missing=decided["kurang"],
            words=decided["kata"],
            client_key=decided["kunci"],
            by=by,
            at=at,
        )
    except Refusal as refusal:
        if refusal.kind not in MENDABLE:
            raise
        return _shown(request, page, form, told(request, refusal))
    address = f"{reverse('members:desk_changes')}?putus={decided['putusan']}"
    return HttpResponseRedirect(address, status=303)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, request_id: int) -> HttpResponse:
    """What was entered at a counter, as its person would see it."""
    return following(request, request_id)


@staff_page
@require_safe
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    return served(request, paper_id)


@staff_page
@never_cache
@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """What can be changed for the person at the counter, by the same rules as from home."""
    page = changes_page(actor_of(request), person_id, at=clock.now())
    return render(request, "members/requests_list.html", {"page": page, "is_staff": True})


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, person_id: int, slug: str) -> HttpResponse:
    return asking(request, kind_of(slug), person_id)


def _shown(
    request: HttpRequest, page: CasePage, form: DecisionForm, refused: Told | None = None
) -> HttpResponse:
    wrong = 422 if form.errors else 200
    status = refused.status if refused else wrong
    context = {"page": page, "case": page.case, "view": page.case.view, "form": form}
    return render(
        request, "members/requests_case.html", {**context, "told": refused}, status=status
    )
