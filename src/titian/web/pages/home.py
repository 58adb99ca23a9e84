"""The first page: a landing for visitors, the home of a member, the home of staff."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from titian.kernel import clock
from titian.kernel.actors import ActorKind
from titian.platform.http.guards import staff_page
from titian.platform.http.requests import actor_of, signed_in
from titian.web.pages.doors import jobs_of
from titian.web.pages.presenters import home_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    session = signed_in(request)
    if session is None:
        return render(request, "web/landing.html")
    if session.actor.kind is ActorKind.STAFF:
        return HttpResponseRedirect(reverse("web:staff"))
    seen = home_of(
        session.actor,
        name=session.display_name,
        chosen=request.GET.get("orang", ""),
        at=clock.now(),
    )
    return render(request, "web/home.html", {"home": seen})


@staff_page
@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    return render(request, "web/staff.html", {"jobs": jobs_of(actor_of(request).grants)})
