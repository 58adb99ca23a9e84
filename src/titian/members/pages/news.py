"""/kabar/: what was said to me, by which way, when, and whether it arrived."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.kernel import clock
from titian.members.pages.own_data_forms import WhoseForm, cleaned, place_of
from titian.members.selectors.news import inbox
from titian.members.services import news
from titian.platform.http.guards import member_page
from titian.platform.http.requests import actor_of


@member_page
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Twenty at a time; whoever sees the first of them has looked."""
    asked, at, by = cleaned(WhoseForm(request.GET)), clock.now(), actor_of(request)
    found = inbox(by, asked["orang"], before=asked["sebelum"], at=at)
    if asked["sebelum"] is None and any(line.is_new for line in found.lines):
        news.look_at(person_id=found.person.person_id, by=by, at=at)
    context = {"page": found, "onward": _place(found.onward)}
    return render(request, "members/news.html", context)


def _place(onward: tuple[datetime, int] | None) -> str:
    return place_of(*onward) if onward else ""
