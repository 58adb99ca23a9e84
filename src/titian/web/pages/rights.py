"""/hak/: what a member may expect, what takes time, what is asked; each with its source."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.kernel import clock
from titian.platform.http.guards import member_page
from titian.platform.http.requests import actor_of
from titian.web.pages.rights_presenters import rights_of


@member_page
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    page = rights_of(actor_of(request), chosen=request.GET.get("orang", ""), at=clock.now())
    return render(request, "web/rights.html", {"page": page})
