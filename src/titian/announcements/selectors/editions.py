"""The weekly page as it is read: of a region, or of what it lies in when it has none."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Max

from titian.announcements import rules
from titian.announcements.errors import SheetGone
from titian.announcements.models import Article, Edition, Move
from titian.announcements.selectors.editing import subject_of, why_not
from titian.announcements.types import (
    Act,
    ArticleKind,
    ArticleView,
    Consent,
    EditionView,
    MoveView,
    SheetKind,
    State,
    Text,
)
from titian.kernel.clock import JAKARTA
from titian.platform.uploads import services as uploads
from titian.platform.uploads.types import Kept, Opened
from titian.regions import selectors as regions_read

_ORDER = (ArticleKind.NEWS, ArticleKind.HEALTH, ArticleKind.TESTIMONY)
_ARCHIVE = 60
_OUT = Edition.objects.filter(state=State.PUBLISHED).select_related("region")


def latest_edition(region: str) -> EditionView | None:
    """The nearest region that has one, its newest week. A country without any has none."""
    for code in rules.chain(region):
        row = _OUT.filter(region=code or None).order_by("-week_on").first()
        if row is not None:
            return edition_view(row, articles_of(row))
    return None


def edition_of_week(region: str, week_on: date) -> EditionView:
    """Raises SheetGone."""
    row = _OUT.filter(region=region or None, week_on=week_on).first()
    if row is None:
        raise SheetGone
    return edition_view(row, articles_of(row))


def editions_out(region: str, *, weeks: int) -> tuple[list[EditionView], datetime | None]:
    """For a feed: the last weeks of the nearest region that has any, with their articles, and
    when anything of it last came out or was withdrawn.
    """
    for code in rules.chain(region):
        rows = list(_OUT.filter(region=code or None).order_by("-week_on")[:weeks])
        if rows:
            return [edition_view(row, articles_of(row)) for row in rows], _moved_at(code)
    return [], None


def _moved_at(region: str) -> datetime | None:
    """What was once out counts when it is withdrawn: a feed that lost something has changed."""
    known = Edition.objects.filter(region=region or None, published_at__isnull=False)
    subjects = [subject_of(SheetKind.EDITION, pk) for pk in known.values_list("pk", flat=True)]
    moved = Move.objects.filter(subject__in=subjects, act__in=(Act.PUBLISH, Act.WITHDRAW))
    last: datetime | None = moved.aggregate(last=Max("at"))["last"]
    return last


def archive(region: str) -> list[EditionView]:
    """The earlier weeks of exactly this region, newest first."""
    rows = _OUT.filter(region=region or None).order_by("-week_on")[:_ARCHIVE]
    return [edition_view(row) for row in rows]


def article(article_id: int) -> tuple[EditionView, ArticleView]:
    """Of an edition that is out. Raises SheetGone."""
    row = _published(article_id)
    return edition_view(row.edition), article_views([row])[0]


def article_photo(article_id: int) -> Opened:
    """Raises SheetGone, UploadGone."""
    row = _published(article_id)
    return photo_of(row)


def photo_of(row: Article) -> Opened:
    if row.upload_id is None:
        raise SheetGone
    return uploads.opened(row.upload_id, used_for=f"article:{row.pk}")


def articles_of(edition: Edition, *, with_consent: bool = False) -> tuple[ArticleView, ...]:
    rows = list(Article.objects.filter(edition=edition).order_by("pk"))
    views = article_views(rows, with_consent=with_consent)
    return tuple(sorted(views, key=lambda one: _ORDER.index(one.kind)))


def article_views(rows: Collection[Article], *, with_consent: bool = False) -> list[ArticleView]:
    photos = uploads.kept([row.upload_id for row in rows if row.upload_id])
    return [
        _article(row, photos.get(row.upload_id or 0), with_consent=with_consent) for row in rows
    ]


def edition_view(
    row: Edition, articles: tuple[ArticleView, ...] = (), moves: tuple[MoveView, ...] = ()
) -> EditionView:
    code = row.region_id or ""
    return EditionView(
        id=row.pk,
        region=code,
        place=row.region.name if row.region else "",
        week_on=row.week_on,
        state=State(row.state),
        publish_at=row.publish_at,
        published_at=row.published_at,
        timezone=regions_read.timezone_of(code) if code else JAKARTA.key,
        seen=row.version,
        articles=articles,
        moves=moves,
        may_not=why_not(moves),
        may_return=State(row.state) in rules.RETURNABLE[SheetKind.EDITION],
    )


def _published(article_id: int) -> Article:
    rows = Article.objects.select_related("edition__region")
    row = rows.filter(pk=article_id, edition__state=State.PUBLISHED).first()
    if row is None:
        raise SheetGone
    return row


def _article(row: Article, photo: Kept | None, *, with_consent: bool) -> ArticleView:
    consent = None
    if with_consent and row.consent_by and row.consent_on:
        consent = Consent(row.consent_by, row.consent_on, row.consent_how)
    return ArticleView(
        id=row.pk,
        edition_id=row.edition_id,
        kind=ArticleKind(row.kind),
        text=Text(row.title, row.body),
        author=row.author,
        photo_says=row.photo_says,
        has_photo=photo is not None,
        photo_kilobytes=max(1, photo.size // 1024) if photo else 0,
        consent=consent,
    )
