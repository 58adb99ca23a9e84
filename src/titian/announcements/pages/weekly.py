"""/pekan-ini/: news of the region, stories of members, health; for everybody, and as a feed."""

from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from titian.announcements import selectors as announcements_read
from titian.announcements.pages.feeds import feed_of
from titian.announcements.pages.places import Place, found_regions, place_of, region_of_slug
from titian.announcements.types import EditionView
from titian.platform.http.requests import signed_in

_WEEKS = 8


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """The newest of the region, else of what it lies in, else of the whole country."""
    place = place_of(request)
    return _page(request, announcements_read.latest_edition(place.region), place)


@require_safe
def week_of(request: HttpRequest, slug: str, day: str) -> HttpResponse:
    """An earlier week, of exactly this region."""
    signed_in(request)
    try:
        week_on = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    region = region_of_slug(slug)
    return _page(request, announcements_read.edition_of_week(region, week_on), Place(region))


@require_safe
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    signed_in(request)
    editions = announcements_read.archive(region_of_slug(slug))
    return render(request, "announcements/archive.html", {"editions": editions, "slug": slug})


@require_safe
def article(request: HttpRequest, article_id: int) -> HttpResponse:
    signed_in(request)
    edition, found = announcements_read.article(article_id)
    return render(request, "announcements/article.html", {"edition": edition, "article": found})


@require_safe
@cache_control(max_age=86_400, public=True)
def photo(request: HttpRequest, article_id: int) -> HttpResponse:
    """Opened by a press: the page itself stays light."""
    del request
    found = announcements_read.article_photo(article_id)
    return HttpResponse(found.content, content_type=found.kind.value)


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Atom; whoever has it already is told so in a few bytes."""
    region = region_of_slug(slug)
    editions, moved_at = announcements_read.editions_out(region, weeks=_WEEKS)
    answer = feed_of(request, slug, editions, moved_at or _never())
    patch_cache_control(answer, max_age=300, public=True)
    return answer


def _never() -> datetime:
    return datetime.fromisoformat("2024-01-01T00:00:00+00:00")


def _page(request: HttpRequest, edition: EditionView | None, place: Place) -> HttpResponse:
    context = {
        "edition": edition,
        "place": place,
        "regions": found_regions(request),
        "asked": request.GET.get("cari", "")[:100],
    }
    return render(request, "announcements/week.html", context)
