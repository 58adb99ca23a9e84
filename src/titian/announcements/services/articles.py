"""The articles of an edition, while it is a draft: put in, changed, taken out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from titian.announcements import rules
from titian.announcements.errors import ConsentMissing, EditionFull, SheetGone, WordsMissing
from titian.announcements.models import Article
from titian.announcements.services.editions import content_of, locked
from titian.announcements.services.moving import Press, is_done, move
from titian.announcements.types import Act, ArticleKind, Consent, NewArticle
from titian.kernel.actors import Actor
from titian.platform.db.transactions import refuse_transaction
from titian.platform.uploads import services as uploads

MOST_ARTICLES = 12
_LONGEST = {"author": 80, "photo_says": 200, "how": 120}


def keep_photo(*, content: bytes, size: int, by: Actor, at: datetime) -> int:
    """Before the article is put in, outside any transaction. Raises what uploads refuse."""
    refuse_transaction()
    return uploads.keep(content=content, size=size, by=by, at=at)


@transaction.atomic
def put_article(
    *,
    edition_id: int,
    new: NewArticle,
    seen: int,
    client_key: UUID,
    by: Actor,
    at: datetime,
    article_id: int | None = None,
) -> int:
    """A new one, or in the place of one. A photo is replaced only by another. Raises SheetGone,
    SheetSettled, SheetMovedMeanwhile, EditionFull, ConsentMissing, and what words are refused for.
    """
    edition = locked(edition_id, by)
    if is_done(client_key):
        return article_id or _made_by(client_key)
    row = Article(client_key=client_key, edition=edition)
    if article_id is not None:
        row = _of(edition_id, article_id)
    elif Article.objects.filter(edition=edition).count() >= MOST_ARTICLES:
        raise EditionFull(most=MOST_ARTICLES)
    _fill(row, new)
    row.save()
    if new.upload_id is not None:
        uploads.use(new.upload_id, used_for=f"article:{row.pk}")
    _changed(edition_id, seen, client_key, by, at)
    return row.pk


@transaction.atomic
def remove_article(
    *, edition_id: int, article_id: int, seen: int, client_key: UUID, by: Actor, at: datetime
) -> None:
    """Its photo goes with it; what it said stays in the trail of the edition."""
    locked(edition_id, by)
    if is_done(client_key):
        return
    row = _of(edition_id, article_id)
    if row.upload_id is not None:
        uploads.release([row.upload_id])
    row.delete()
    _changed(edition_id, seen, client_key, by, at)


def _changed(edition_id: int, seen: int, client_key: UUID, by: Actor, at: datetime) -> None:
    edition = locked(edition_id, by)
    move(edition, Press(Act.CHANGE, client_key, by, at, seen, content=content_of(edition)))
    edition.save()


def _made_by(client_key: UUID) -> int:
    return Article.objects.values_list("pk", flat=True).get(client_key=client_key)


def _of(edition_id: int, article_id: int) -> Article:
    row = Article.objects.filter(pk=article_id, edition=edition_id).first()
    if row is None:
        raise SheetGone
    return row


def _fill(row: Article, new: NewArticle) -> None:
    text = rules.sound_text(new.text)
    row.kind, row.title, row.body = new.kind, text.title, text.body
    row.author = rules.sound_words(new.author, _LONGEST["author"])
    consent = new.consent if new.kind is ArticleKind.TESTIMONY else None
    if new.kind is ArticleKind.TESTIMONY:
        consent = _sound(new.consent)
    row.consent_by = consent.by if consent else None
    row.consent_on = consent.on if consent else None
    row.consent_how = consent.how if consent else ""
    if new.upload_id is None and row.upload_id is None:
        return
    if new.upload_id is not None:
        if row.upload_id is not None:
            uploads.release([row.upload_id])
        row.upload_id = new.upload_id
    row.photo_says = rules.sound_words(new.photo_says, _LONGEST["photo_says"])


def _sound(consent: Consent | None) -> Consent:
    if consent is None:
        raise ConsentMissing
    try:
        by = rules.sound_words(consent.by, _LONGEST["author"])
        how = rules.sound_words(consent.how, _LONGEST["how"])
    except WordsMissing as error:
        raise ConsentMissing from error
    return Consent(by, consent.on, how)
