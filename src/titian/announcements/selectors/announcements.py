"""Announcements: one as it is read, and all as their editors see them."""

from datetime import datetime

from django.db.models import Count, Q

from titian.announcements import rules
from titian.announcements.errors import SheetGone
from titian.announcements.models import Announcement
from titian.announcements.selectors.editing import (
    codes_of,
    moves_of,
    require_editor,
    speaks_to,
    why_not,
)
from titian.announcements.selectors.live import live_from
from titian.announcements.types import AnnouncementView, Live, MoveView, SheetKind, State
from titian.kernel.actors import Actor
from titian.platform.db.sealing import blind_index
from titian.regions import selectors as regions_read

_KIND = SheetKind.ANNOUNCEMENT
_MOST = 100


def announcement(announcement_id: int, *, region: str, segment: str, at: datetime) -> Live:
    """One that holds now, for anybody when it is public, else for whom it is for.

    Raises SheetGone, also for one that is over, withdrawn, or for others.
    """
    found = Announcement.objects.filter(pk=announcement_id, state=State.APPROVED).first()
    live = live_from(found) if found else None
    if live is None or not live.holds(at):
        raise SheetGone
    if not live.is_public and not (region and rules.reaches(live.audience, region, segment)):
        raise SheetGone
    return live


def drafts_and_told(*, viewer: Actor) -> list[AnnouncementView]:
    """The newest of this editor's regions. Raises NotEditor."""
    require_editor(viewer)
    rows = Announcement.objects.filter(_of(viewer)).annotate(read=Count("readers"))
    found = list(rows.order_by("-pk")[:_MOST])
    names = regions_read.names_of({code for row in found for code in row.regions})
    return [_view(row, names, ()) for row in found]


def announcement_for_editing(announcement_id: int, *, viewer: Actor) -> AnnouncementView:
    """Raises NotEditor, SheetGone."""
    row = _reached(announcement_id, viewer)
    moves = moves_of(_KIND, row.pk, viewer)
    return _view(row, regions_read.names_of(row.regions), moves)


def readers_mark(announcement_id: int, person_id: int) -> bytes:
    """The same for the same two, and of no use without our key."""
    return blind_index("announcement_reader", f"{announcement_id}:{person_id}")


def _reached(announcement_id: int, viewer: Actor) -> Announcement:
    require_editor(viewer)
    rows = Announcement.objects.annotate(read=Count("readers"))
    row = rows.filter(pk=announcement_id).first()
    if row is None or not speaks_to(viewer, row.regions):
        raise SheetGone
    return row


def _of(viewer: Actor) -> Q:
    """Rows that speak to any of the editor's regions; an array is compared as it is stored."""
    found = Q(pk__in=())
    for code in codes_of(viewer):
        if not code:
            return Q()
        found |= Q(regions__contains=[code]) | Q(regions__0__startswith=f"{code}.")
    return found


def _view(
    row: Announcement, names: dict[str, str], moves: tuple[MoveView, ...]
) -> AnnouncementView:
    return AnnouncementView(
        live=live_from(row),
        state=State(row.state),
        seen=row.version,
        is_told=row.is_told,
        told=row.told_count,
        told_at=row.told_at,
        readers=getattr(row, "read", 0),
        places=tuple(names.get(code, code) for code in row.regions),
        moves=moves,
        may_not=why_not(moves),
        may_return=State(row.state) in rules.RETURNABLE[_KIND],
    )
