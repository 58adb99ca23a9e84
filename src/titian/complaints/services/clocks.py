"""Promises that run out: at half, most and all of their time, each told once, level by level."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from titian.complaints import rules
from titian.complaints.events import CaseClockRunningOut
from titian.complaints.models import Clock
from titian.complaints.selectors.hours import hours_of
from titian.complaints.types import Level
from titian.kernel import promises
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.promises import Promise, Unit
from titian.notifications import services as notifications
from titian.notifications.types import Address, Channel, Notice, Recipient, Urgency
from titian.platform.audit import services as audit
from titian.platform.outbox import services as outbox

CLOCKS = Actor.system("complaints.clocks")
ESCALATED_FROM = 80
_AT_ONCE = 200
_REF = "complaints:clocks"
_TEMPLATE = "complaints/messages/clock.txt"


@transaction.atomic
def tell_clocks(*, at: datetime) -> int:
    """Promises of which a further share has gone; how many were told. The case is locked with
    its clock and neither is waited for: whoever moves a case locks the case first.
    """
    due = Clock.objects.filter(tell_at__lte=at).select_related("case").order_by("tell_at", "id")
    rows = list(due.select_for_update(of=("self", "case"), skip_locked=True)[:_AT_ONCE])
    for row in rows:
        _tell(row, at)
    return len(rows)


def _tell(row: Clock, at: datetime) -> None:
    """After a long stop only the highest share is told: the others are no news."""
    office, promise = hours_of(row.case, day_of(at)), Promise(row.within, Unit(row.unit))
    while row.tell_at is not None and row.tell_at <= at:
        row.told_share = next(one for one in promises.SHARES if one > row.told_share)
        row.tell_at = promises.tell_at(row.runs_from, row.used, promise, row.told_share, office)
    row.save(update_fields=["told_share", "tell_at"])

    _climb(row)
    said: dict[str, object] = {"clock": row.kind, "share": row.told_share}
    said["level"] = row.case.level
    audit.record(audit.Entry(CLOCKS, "complaints.clock", f"complaint:{row.case_id}", said), at=at)
    outbox.announce(CaseClockRunningOut(row.case_id, row.kind, row.told_share), at=at)
    if row.told_share >= ESCALATED_FROM:
        _write(row, at)


def _climb(row: Clock) -> None:
    case = row.case
    case.level = rules.level_after(Level(case.level), row.told_share, case.times_reopened)
    case.save(update_fields=["level"])


def _write(row: Clock, at: datetime) -> None:
    """To whoever watches over the offices: the number, how much time has gone, nothing else."""
    if not settings.TITIAN_LATE_EMAIL:
        return
    facts: dict[str, str | int] = {"number": row.case.number, "share": row.told_share}
    to = Recipient(_REF, (Address(Channel.EMAIL, settings.TITIAN_LATE_EMAIL),))
    key = f"complaint:{row.pk}:{row.told_share}"
    notifications.tell_all([Notice(to, _TEMPLATE, facts, Urgency.NORMAL, key)], by=CLOCKS, at=at)
