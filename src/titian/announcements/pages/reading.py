"""/pengumuman/: what is told now, to everybody or to whom it is for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.announcements import selectors as announcements_read
from titian.announcements import services as announcements
from titian.announcements.pages.places import found_regions, place_of
from titian.kernel import clock
from titian.platform.http.requests import actor_of


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """A member reads what is for them, and what is open of the region they ask about."""
    at, place = clock.now(), place_of(request)
    mine = []
    if place.is_member and place.region == place.own_region:
        mine = announcements_read.for_person(place.own_region, place.segment, at=at)
    known = {one.id for one in mine}
    others = announcements_read.for_region(place.region, at=at)
    context = {
        "place": place,
        "mine": mine,
        "others": [one for one in others if one.id not in known],
        "regions": found_regions(request),
        "asked": request.GET.get("cari", "")[:100],
    }
    return render(request, "announcements/index.html", context)


@never_cache
@require_safe
def show(request: HttpRequest, announcement_id: int) -> HttpResponse:
    """A member who reads it is counted once, and by nobody known."""
    at, place = clock.now(), place_of(request)
    live = announcements_read.announcement(
        announcement_id, region=place.own_region, segment=place.segment, at=at
    )
    if request.method == "GET":
        announcements.note_reader(announcement_id=live.id, by=actor_of(request), at=at)
    return render(request, "announcements/show.html", {"live": live})
