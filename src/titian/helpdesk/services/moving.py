"""The one function that moves a report: its state, its clock, the trail, the facts."""

from datetime import datetime
from uuid import UUID

from titian.helpdesk.errors import ReportGone
from titian.helpdesk.errors import ReportMoved as MovedMeanwhile
from titian.helpdesk.events import ReportMoved
from titian.helpdesk.models import Report, ReportMove
from titian.helpdesk.rules import reports as rules
from titian.helpdesk.types import Act, ReportState
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.transactions import require_transaction
from titian.platform.outbox import services as outbox

_ENDS = frozenset({ReportState.MENDED, ReportState.CLOSED})


def locked(report_id: int) -> Report:
    """Raises ReportGone."""
    require_transaction()
    row = Report.objects.select_for_update(of=("self",)).filter(pk=report_id).first()
    if row is None:
        raise ReportGone
    return row


def is_done(client_key: UUID) -> bool:
    """This very press was done already; ask with the report locked."""
    return ReportMove.objects.filter(client_key=client_key).exists()


def move(
    row: Report,
    act: Act,
    *,
    words: str = "",
    client_key: UUID,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> None:
    """Saves the whole row. Raises ReportSettled; ReportMoved when more was done than was seen."""
    to = rules.after(ReportState(row.state), act)
    if seen is not None and seen != row.moves_made:
        raise MovedMeanwhile

    row.state = to
    row.send_at = None
    if to is not ReportState.SENT:
        row.tell_at = None
    if act in (Act.ANSWER, Act.MEND) and row.answered_at is None:
        row.answered_at = at
    if to in _ENDS and row.ended_at is None:
        row.ended_at = at
        Report.objects.filter(merged_into=row, ended_at__isnull=True).update(ended_at=at)
    row.moves_made += 1
    row.save()
    trail(row, act, words=words, client_key=client_key, by=by, at=at)


def trail(
    row: Report, act: Act, *, words: str = "", client_key: UUID, by: Actor, at: datetime
) -> None:
    ReportMove.objects.create(
        report=row, act=act, words=words, by=by.ref, at=at, client_key=client_key
    )
    said: dict[str, object] = {"state": row.state}
    audit.record(audit.Entry(by, f"helpdesk.report_{act}", f"report:{row.pk}", said), at=at)
    outbox.announce(ReportMoved(row.pk, act, row.state), at=at)
