"""An edition of the weekly page: written, approved by another, out at its hour, once."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from titian.announcements import rules
from titian.announcements.errors import EditionEmpty, EditionTaken, SheetGone
from titian.announcements.models import Article, Edition
from titian.announcements.selectors.editing import require_editor, require_speaking, speaks_to
from titian.announcements.services.moving import Press, is_done, move, trail
from titian.announcements.types import Act, NewEdition, State
from titian.kernel.actors import Actor
from titian.regions import selectors as regions_read

_PUBLISHER = Actor.system("announcements.publish")
_AT_ONCE = 50


def draft_edition(*, new: NewEdition, client_key: UUID, by: Actor, at: datetime) -> int:
    """The same press again finds the same edition. Raises NotEditor, RegionNotYours,
    RegionUnknown, EditionTaken.
    """
    require_speaking(by, [new.region])
    if new.region:
        regions_read.name_of(new.region)
    row = Edition(
        client_key=client_key,
        state=State.DRAFT,
        written_by=by.ref,
        written_at=at,
        region_id=new.region or None,
        week_on=rules.monday_of(new.week_on),
        publish_at=new.publish_at,
    )
    if found := _drafted_before(client_key):
        return found
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            trail(row, Press(Act.DRAFT, client_key, by, at, content=content_of(row)))
    except IntegrityError as error:
        if found := _drafted_before(client_key):
            return found
        raise EditionTaken from error
    return row.pk


@transaction.atomic
def change_edition(
    *,
    edition_id: int,
    publish_at: datetime,
    seen: int,
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> None:
    """Its hour, while it is a draft."""
    row = locked(edition_id, by)
    if is_done(client_key):
        return
    row.publish_at = publish_at
    move(row, Press(Act.CHANGE, client_key, by, at, seen, content=content_of(row)))
    row.save()


def propose_edition(
    *, edition_id: int, seen: int, client_key: UUID, by: Actor, at: datetime
) -> None:
    """Raises EditionEmpty without an article."""
    _pressed(edition_id, Press(Act.PROPOSE, client_key, by, at, seen))


def return_edition(
    *, edition_id: int, seen: int, reason: str, client_key: UUID, by: Actor, at: datetime
) -> None:
    """To be mended; also one that is approved, until its hour."""
    _pressed(edition_id, Press(Act.RETURN, client_key, by, at, seen, reason))


def approve_edition(
    *, edition_id: int, seen: int, client_key: UUID, by: Actor, at: datetime
) -> None:
    """Raises OwnWords for who wrote any of it. It comes out at its hour."""
    _pressed(edition_id, Press(Act.APPROVE, client_key, by, at, seen))


def withdraw_edition(
    *, edition_id: int, seen: int, reason: str, client_key: UUID, by: Actor, at: datetime
) -> None:
    """Nobody reads it from now on; the week may have another."""
    _pressed(edition_id, Press(Act.WITHDRAW, client_key, by, at, seen, reason))


def publish_due(*, at: datetime) -> int:
    """What was approved and whose hour has come is out. Two workers at once publish each once."""
    with transaction.atomic():
        due = Edition.objects.select_for_update(skip_locked=True).filter(
            state=State.APPROVED, publish_at__lte=at
        )
        rows = list(due.order_by("publish_at", "pk")[:_AT_ONCE])
        for row in rows:
            key = uuid5(row.client_key, "publish")
            row.published_at = at
            move(row, Press(Act.PUBLISH, key, _PUBLISHER, at))
            row.save()
    return len(rows)


def locked(edition_id: int, by: Actor) -> Edition:
    """What this editor does not speak to is not there."""
    require_editor(by)
    row = Edition.objects.select_for_update().filter(pk=edition_id).first()
    if row is None or not speaks_to(by, [row.region_id or ""]):
        raise SheetGone
    return row


def content_of(row: Edition) -> dict[str, object]:
    """As it is now; who consented to a testimony is kept with the article alone, sealed."""
    articles = Article.objects.filter(edition=row).order_by("pk")
    told = articles.values("id", "kind", "title", "body", "author", "upload_id", "consent_on")
    return {
        "region": row.region_id or "",
        "week_on": row.week_on.isoformat(),
        "publish_at": row.publish_at.isoformat(),
        "articles": [
            {**one, "kind": str(one["kind"]), "consent_on": _day(one["consent_on"])} for one in told
        ],
    }


def _day(day: object) -> str:
    return str(day) if day else ""


def _drafted_before(client_key: UUID) -> int | None:
    return Edition.objects.filter(client_key=client_key).values_list("pk", flat=True).first()


@transaction.atomic
def _pressed(edition_id: int, press: Press) -> None:
    row = locked(edition_id, press.by)
    if is_done(press.client_key):
        return
    is_empty = not Article.objects.filter(edition=row).exists()
    if is_empty and press.act in (Act.PROPOSE, Act.APPROVE):
        raise EditionEmpty

    move(row, replace(press, content=content_of(row)))
    row.save()
