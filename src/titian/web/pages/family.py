"""/keluarga/: everybody on the card, what is due for each, and who helps whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.kernel import clock
from titian.platform.http.guards import member_page
from titian.platform.http.requests import actor_of
from titian.web.pages.family_presenters import family_of, helpers_of


@member_page
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    family = family_of(actor_of(request), at=clock.now())
    return render(request, "web/family.html", {"family": family})


@member_page
@never_cache
@require_safe
def helpers(request: HttpRequest) -> HttpResponse:
    seen = helpers_of(actor_of(request), at=clock.now())
    return render(request, "web/helpers.html", {"seen": seen})
