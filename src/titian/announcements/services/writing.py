"""An editor writes an announcement, another approves it; either may withdraw it, saying why."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from titian.announcements import rules
from titian.announcements.errors import PeriodWrong, SheetGone
from titian.announcements.models import Announcement
from titian.announcements.selectors.editing import require_editor, require_speaking, speaks_to
from titian.announcements.selectors.live import forget
from titian.announcements.services.moving import Press, is_done, move, trail
from titian.announcements.types import Act, NewAnnouncement, State
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.regions import selectors as regions_read
from titian.regions.errors import RegionUnknown


@transaction.atomic
def draft(*, new: NewAnnouncement, client_key: UUID, by: Actor, at: datetime) -> int:
    """The same press again finds the same draft. Raises NotEditor, RegionNotYours, RegionUnknown,
    PeriodWrong, and what the words are refused for.
    """
    require_speaking(by, new.audience.regions)
    sound = _sound(new, at)
    row = Announcement(client_key=client_key, state=State.DRAFT, written_by=by.ref, written_at=at)
    _fill(row, sound)
    Announcement.objects.bulk_create([row], ignore_conflicts=True)
    stored = Announcement.objects.select_for_update().get(client_key=client_key)
    if not is_done(client_key):
        trail(stored, Press(Act.DRAFT, client_key, by, at, content=_content(stored)))
    return stored.pk


@transaction.atomic
def change(
    *,
    announcement_id: int,
    new: NewAnnouncement,
    seen: int,
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> None:
    """Only a draft. Raises as `draft`, SheetGone, SheetSettled, SheetMovedMeanwhile."""
    row = _locked(announcement_id, by)
    if is_done(client_key):
        return
    require_speaking(by, new.audience.regions)
    _fill(row, _sound(new, at))
    press = Press(Act.CHANGE, client_key, by, at, seen, content=_content(row))
    move(row, press)
    row.save()


def propose(*, announcement_id: int, seen: int, client_key: UUID, by: Actor, at: datetime) -> None:
    """Somebody else is asked to read it."""
    _pressed(announcement_id, Press(Act.PROPOSE, client_key, by, at, seen))


def send_back(
    *, announcement_id: int, seen: int, reason: str, client_key: UUID, by: Actor, at: datetime
) -> None:
    """To be mended, with what is wrong; who proposed it may take it back so too."""
    _pressed(announcement_id, Press(Act.RETURN, client_key, by, at, seen, reason))


def approve(*, announcement_id: int, seen: int, client_key: UUID, by: Actor, at: datetime) -> None:
    """It holds in its period. Raises OwnWords for who wrote any of it, PeriodWrong when it would
    be over already.
    """
    _pressed(announcement_id, Press(Act.APPROVE, client_key, by, at, seen))


def withdraw(
    *, announcement_id: int, seen: int, reason: str, client_key: UUID, by: Actor, at: datetime
) -> None:
    """Nobody reads it from now on, and no further message of it is said."""
    _pressed(announcement_id, Press(Act.WITHDRAW, client_key, by, at, seen, reason))


@transaction.atomic
def _pressed(announcement_id: int, press: Press) -> None:
    row = _locked(announcement_id, press.by)
    if is_done(press.client_key):
        return
    if press.act is Act.APPROVE and row.ends_at <= press.at:
        raise PeriodWrong

    move(row, replace(press, content=_content(row)))
    row.save()
    transaction.on_commit(forget)


def _locked(announcement_id: int, by: Actor) -> Announcement:
    """What this editor does not speak to is not there."""
    require_editor(by)
    row = Announcement.objects.select_for_update().filter(pk=announcement_id).first()
    if row is None or not speaks_to(by, row.regions):
        raise SheetGone
    return row


def _sound(new: NewAnnouncement, at: datetime) -> NewAnnouncement:
    if not at < new.ends_at > new.starts_at:
        raise PeriodWrong
    known = regions_read.names_of(new.audience.regions)
    if len(known) != len(set(new.audience.regions)):
        raise RegionUnknown
    english = rules.sound_text(new.english) if new.english else None
    return replace(new, text=rules.sound_text(new.text), english=english)


def _fill(row: Announcement, new: NewAnnouncement) -> None:
    regions = sorted(set(new.audience.regions))
    row.kind, row.is_public, row.is_told = new.kind, new.is_public, new.is_told
    row.regions, row.segments = regions, sorted(set(new.audience.segments))
    row.timezone = regions_read.timezone_of(regions[0]) if regions else JAKARTA.key
    row.starts_at, row.ends_at = new.starts_at, new.ends_at
    row.title, row.body = new.text.title, new.text.body
    row.title_en = new.english.title if new.english else ""
    row.body_en = new.english.body if new.english else ""


def _content(row: Announcement) -> dict[str, object]:
    """All that readers will have before them, as it is now."""
    return {
        "kind": str(row.kind),
        "title": row.title,
        "body": row.body,
        "title_en": row.title_en,
        "body_en": row.body_en,
        "regions": list(row.regions),
        "segments": [str(one) for one in row.segments],
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
        "is_public": row.is_public,
        "is_told": row.is_told,
    }
