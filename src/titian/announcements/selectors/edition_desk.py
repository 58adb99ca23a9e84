"""Editions as their editors see them: drafts too, and the consents behind testimonies."""

from datetime import datetime

from django.db import transaction

from titian.announcements.errors import SheetGone
from titian.announcements.models import Article, Edition
from titian.announcements.selectors.editing import (
    moves_of,
    require_editor,
    speaks_to,
    within_reach,
)
from titian.announcements.selectors.editions import (
    article_views,
    articles_of,
    edition_view,
    photo_of,
)
from titian.announcements.types import ArticleView, EditionView, SheetKind
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.uploads.types import Opened

_MOST = 100


def editions(*, viewer: Actor) -> list[EditionView]:
    """The newest of this editor's regions. Raises NotEditor."""
    require_editor(viewer)
    rows = Edition.objects.select_related("region").filter(within_reach(viewer, "region__code"))
    return [edition_view(row) for row in rows.order_by("-week_on", "-pk")[:_MOST]]


@transaction.atomic
def edition_for_editing(edition_id: int, *, viewer: Actor, at: datetime) -> EditionView:
    """With who consented to what, so each look is written down. Raises NotEditor, SheetGone."""
    row = edition_row(edition_id, viewer)
    articles = articles_of(row, with_consent=True)
    if any(one.consent for one in articles):
        entry = audit.Entry(viewer, "announcements.consents_looked", f"edition:{row.pk}")
        audit.record(entry, at=at)
    return edition_view(row, articles, moves_of(SheetKind.EDITION, row.pk, viewer))


@transaction.atomic
def article_for_editing(article_id: int, *, viewer: Actor, at: datetime) -> ArticleView:
    """Raises NotEditor, SheetGone."""
    row = article_row(article_id, viewer)
    if row.consent_by:
        entry = audit.Entry(viewer, "announcements.consents_looked", f"edition:{row.edition_id}")
        audit.record(entry, at=at)
    return article_views([row], with_consent=True)[0]


def draft_photo(article_id: int, *, viewer: Actor) -> Opened:
    """Raises NotEditor, SheetGone, UploadGone."""
    return photo_of(article_row(article_id, viewer))


def edition_row(edition_id: int, viewer: Actor) -> Edition:
    require_editor(viewer)
    row = Edition.objects.select_related("region").filter(pk=edition_id).first()
    if row is None or not speaks_to(viewer, [row.region_id or ""]):
        raise SheetGone
    return row


def article_row(article_id: int, viewer: Actor) -> Article:
    require_editor(viewer)
    row = Article.objects.select_related("edition").filter(pk=article_id).first()
    if row is None or not speaks_to(viewer, [row.edition.region_id or ""]):
        raise SheetGone
    return row
