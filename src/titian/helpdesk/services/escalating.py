"""A report is sent to whoever is behind it, and a clock runs until they answer."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from titian.helpdesk.events import ReportClockRunningOut
from titian.helpdesk.models import Report
from titian.helpdesk.selectors.parties import (
    answer_within,
    find_party,
    office_of_parties,
    report_numbers,
)
from titian.helpdesk.selectors.reports import cause_of, facts_of
from titian.helpdesk.services import moving
from titian.helpdesk.services.grouping import WATCH, own_key
from titian.helpdesk.types import Act, PartyKind
from titian.kernel import promises
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.promises import Promise, Unit
from titian.notifications import services as notifications
from titian.notifications.types import Address, Channel, Notice, Recipient, Urgency
from titian.platform.audit import services as audit
from titian.platform.outbox import services as outbox

_ESCALATED_FROM = 80
_AT_ONCE = 50
_SENT = "helpdesk/messages/report.txt"
_AGAIN = "helpdesk/messages/report_again.txt"
_LATE = "helpdesk/messages/report_late.txt"


@transaction.atomic
def send_due(*, at: datetime) -> int:
    """Reports that waited for their figures to settle; one nobody is known for waits for staff."""
    due = Report.objects.filter(send_at__lte=at).order_by("send_at", "id")
    rows = list(due.select_for_update(of=("self",), skip_locked=True)[:_AT_ONCE])
    return sum(_sent_if_known(row, at) for row in rows)


def _sent_if_known(row: Report, at: datetime) -> bool:
    row.party = row.party or find_party(cause_of(row))
    if row.party is None:
        row.send_at = None
        row.save(update_fields=["send_at"])
        return False
    dispatch(row, by=WATCH, at=at)
    return True


def dispatch(row: Report, *, by: Actor, at: datetime) -> None:
    """With the row locked and its party known: the mail, the clock, the trail. Said once."""
    party = row.party
    if party is None:
        raise ValueError("a report is sent to somebody")
    within = answer_within(PartyKind(party.kind), report_numbers(), day_of(at))
    office = office_of_parties(day_of(at))
    promise = Promise(within, Unit.WORKING_HOURS)
    row.sent_at, row.within = at, within
    row.due_at = promises.due_at(at, within, promise.unit, office)
    row.tell_at = promises.tell_at(at, at - at, promise, row.told_share, office)
    moving.move(row, Act.SEND, client_key=own_key(row, Act.SEND), by=by, at=at)
    _write(row, party.email, _SENT, "sent", at)


@transaction.atomic
def tell_report_clocks(*, at: datetime) -> int:
    """Answers that are due and of which a further share of the time has gone."""
    due = Report.objects.filter(tell_at__lte=at).order_by("tell_at", "id")
    rows = list(due.select_for_update(of=("self",), skip_locked=True)[:_AT_ONCE])
    for row in rows:
        _tell(row, at)
    return len(rows)


def _tell(row: Report, at: datetime) -> None:
    """After a long stop only the highest share is told: the others are no news."""
    sent, within = row.sent_at or at, row.within or at - at
    office, promise = office_of_parties(day_of(at)), Promise(within, Unit.WORKING_HOURS)
    while row.tell_at is not None and row.tell_at <= at:
        row.told_share = next(one for one in promises.SHARES if one > row.told_share)
        row.tell_at = promises.tell_at(sent, at - at, promise, row.told_share, office)
    row.save(update_fields=["told_share", "tell_at"])

    said: dict[str, object] = {"share": row.told_share}
    audit.record(audit.Entry(WATCH, "helpdesk.report_clock", f"report:{row.pk}", said), at=at)
    outbox.announce(ReportClockRunningOut(row.pk, row.told_share), at=at)
    if row.party is not None:
        _write(row, row.party.email, _AGAIN, f"again:{row.told_share}", at)
    if row.told_share >= _ESCALATED_FROM and settings.TITIAN_LATE_EMAIL:
        _write(row, settings.TITIAN_LATE_EMAIL, _LATE, f"late:{row.told_share}", at)


def _write(row: Report, email: str, template: str, what: str, at: datetime) -> None:
    """An office reads it when it opens, so it is said at any hour."""
    to = Recipient(f"report:{row.pk}", (Address(Channel.EMAIL, email),))
    key = f"report:{row.pk}:{what}"
    notice = Notice(to, template, facts_of(row), Urgency.NORMAL, key, answers=at)
    notifications.tell_all([notice], by=WATCH, at=at)
