"""/iuran/cicilan/: arrears paid in parts (REHAB): choose, agree, follow, give up."""

from collections.abc import Mapping
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.contributions import services as contributions
from titian.contributions.errors import PlanNotPossible
from titian.contributions.pages.forms import PersonForm, PlanForm, WhoseForm, cleaned
from titian.contributions.pages.whose import dues_asked
from titian.contributions.types import PlanOffer
from titian.kernel import clock
from titian.platform.http.guards import member_page
from titian.platform.http.refusals import Told, told
from titian.platform.http.requests import actor_of


@member_page
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The running plan, or what could be agreed, or why not and what else helps."""
    asked = cleaned(WhoseForm(request.GET))
    return _shown(request, asked["orang"], chosen=asked["pilih"])


@member_page
@require_POST
def agree(request: HttpRequest) -> HttpResponse:
    """Agree once: pressed twice, or in two tabs, it is the same plan."""
    at, by = clock.now(), actor_of(request)
    asked = cleaned(PlanForm(request.POST))
    page = dues_asked(request, asked["orang"], at=at)
    try:
        contributions.agree_plan(
            family_id=page.dues.family_id,
            scheme=asked["skema"],
            parts=asked["bagian"],
            client_key=str(asked["kunci"]),
            by=by,
            at=at,
        )
    except PlanNotPossible as refusal:
        return _refused(request, asked["orang"], refusal)
    return _back("contributions:plan", asked["orang"])


@member_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give_up(request: HttpRequest) -> HttpResponse:
    """Ask once, say what becomes of it, then end the plan."""
    at, by = clock.now(), actor_of(request)
    if request.method == "POST":
        asked = cleaned(PersonForm(request.POST))
        page = dues_asked(request, asked["orang"], at=at)
        try:
            contributions.cancel_plan(family_id=page.dues.family_id, by=by, at=at)
        except PlanNotPossible as refusal:
            return _refused(request, asked["orang"], refusal)
        after = "contributions:pay" if "lalu" in request.POST else "contributions:dues"
        return _back(after, asked["orang"])
    page = dues_asked(request, cleaned(WhoseForm(request.GET))["orang"], at=at)
    if page.plan is None:
        return _back("contributions:plan", page.person.person_id)
    return render(request, "contributions/plan_give_up.html", {"page": page})


def _refused(request: HttpRequest, person_id: int, refusal: PlanNotPossible) -> HttpResponse:
    """The page as it is now, with the reason at its top."""
    reason = str(refusal.data.get("reason", ""))
    return _shown(request, person_id, refused=told(request, refusal), reason=reason)


def _shown(
    request: HttpRequest,
    person_id: int | None,
    *,
    chosen: str = "",
    refused: Told | None = None,
    reason: str = "",
) -> HttpResponse:
    page = dues_asked(request, person_id, at=clock.now())
    offers = {f"{offer.scheme}-{len(offer.parts)}": offer for offer in page.dues.offers}
    context = {
        "page": page,
        "offers": _by_length(offers),
        "chosen": offers.get(chosen),
        "key": uuid4(),
        "told": refused,
        "reason": reason,
    }
    status = refused.status if refused else 200
    return render(request, "contributions/plan.html", context, status=status)


def _by_length(offers: Mapping[str, PlanOffer]) -> dict[str, PlanOffer]:
    """Schemes that ask the same are one choice, by the newest scheme; the shortest first."""
    by_length = {len(offer.parts): (key, offer) for key, offer in offers.items()}
    return dict(by_length[length] for length in sorted(by_length))


def _back(route: str, person_id: int) -> HttpResponse:
    address = f"{reverse(route)}?{urlencode({'orang': person_id})}"
    return HttpResponseRedirect(address, status=303)
