"""An Atom feed of the weekly page, and whether the asker has it already."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import gettext

from titian.announcements.types import ArticleView, EditionView


def feed_of(
    request: HttpRequest, slug: str, editions: Sequence[EditionView], moved_at: datetime
) -> HttpResponse:
    body = _written(slug, editions, moved_at)
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    answer = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    answer.headers["ETag"] = etag
    answer.headers["Last-Modified"] = http_date(moved_at.timestamp())
    found = get_conditional_response(
        request, etag=etag, last_modified=int(moved_at.timestamp()), response=answer
    )
    return found if isinstance(found, HttpResponse) else answer


def _written(slug: str, editions: Sequence[EditionView], moved_at: datetime) -> bytes:
    place = editions[0].place if editions else ""
    feed = _Feed(
        title=f"{gettext('Pekan ini')} · {place or gettext('Seluruh Indonesia')} – Titian",
        link=f"{settings.TITIAN_ORIGIN}{reverse('announcements:week')}?daerah={slug}",
        description="",
        language="id",
        feed_url=f"{settings.TITIAN_ORIGIN}{reverse('announcements:feed', args=[slug])}",
        author_name="Titian",
    )
    feed.moved_at = moved_at
    for edition in editions:
        for article in edition.articles:
            _add(feed, edition, article)
    return feed.writeString("utf-8").encode()


class _Feed(Atom1Feed):
    """Its moment is that of the last step, also when something was withdrawn."""

    moved_at: datetime

    def latest_post_date(self) -> datetime:
        return self.moved_at


def _body(article: ArticleView) -> str:
    """Read elsewhere, so that links to our own pages name our origin."""
    said = {"body": article.text.body, "read_at": settings.TITIAN_ORIGIN}
    return render_to_string("announcements/body.html", said)


def _add(feed: _Feed, edition: EditionView, article: ArticleView) -> None:
    link = f"{settings.TITIAN_ORIGIN}{reverse('announcements:article', args=[article.id])}"
    feed.add_item(
        title=article.text.title,
        link=link,
        description=_body(article),
        unique_id=link,
        author_name=article.author,
        pubdate=edition.published_at,
        updateddate=edition.published_at,
    )
