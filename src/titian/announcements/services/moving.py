"""The one function that moves an announcement or an edition: its state, the trail, the facts."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from titian.announcements import rules
from titian.announcements.errors import OwnWords, ReasonMissing, SheetMovedMeanwhile
from titian.announcements.events import SheetMoved
from titian.announcements.models import Announcement, Edition, Move
from titian.announcements.selectors.editing import has_written, subject_of
from titian.announcements.types import Act, SheetKind, State
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.transactions import require_transaction
from titian.platform.outbox import services as outbox

_SAYS_WHY = (Act.RETURN, Act.WITHDRAW)
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Press:
    """What an editor pressed, having read so many steps."""

    act: Act
    client_key: UUID
    by: Actor
    at: datetime
    seen: int | None = None
    reason: str = ""
    content: dict[str, object] = field(default_factory=dict)


def is_done(client_key: UUID) -> bool:
    """This very press was done already; ask with the row locked."""
    return Move.objects.filter(client_key=client_key).exists()


def move(sheet: Announcement | Edition, press: Press) -> None:
    """The caller holds the row and saves it. Raises SheetSettled, SheetMovedMeanwhile, OwnWords,
    ReasonMissing.
    """
    require_transaction()
    state = rules.after(kind_of(sheet), State(sheet.state), press.act)
    if press.seen is not None and press.seen != sheet.version:
        raise SheetMovedMeanwhile
    if press.act in _SAYS_WHY and not press.reason.strip():
        raise ReasonMissing
    if press.act is Act.APPROVE and has_written(kind_of(sheet), sheet.pk, press.by):
        raise OwnWords

    sheet.state, sheet.version = state, sheet.version + 1
    if press.act is Act.APPROVE:
        sheet.decided_by, sheet.decided_at = press.by.ref, press.at
    if press.act is Act.RETURN:
        sheet.decided_by, sheet.decided_at = "", None
    if press.act is Act.CHANGE:
        sheet.written_by, sheet.written_at = press.by.ref, press.at
    trail(sheet, press)


def trail(sheet: Announcement | Edition, press: Press) -> None:
    kind = kind_of(sheet)
    Move.objects.create(
        subject=subject_of(kind, sheet.pk),
        number=sheet.version,
        act=press.act,
        state=sheet.state,
        content=press.content,
        reason=press.reason.strip()[:_LONGEST_REASON],
        by=press.by.ref,
        at=press.at,
        client_key=press.client_key,
    )
    said: dict[str, object] = {"state": str(sheet.state), "version": sheet.version}
    entry = audit.Entry(press.by, f"announcements.{press.act}", f"{kind}:{sheet.pk}", said)
    audit.record(entry, at=press.at)
    outbox.announce(SheetMoved(kind, sheet.pk, press.act, sheet.state), at=press.at)


def kind_of(sheet: Announcement | Edition) -> SheetKind:
    return SheetKind.EDITION if isinstance(sheet, Edition) else SheetKind.ANNOUNCEMENT
