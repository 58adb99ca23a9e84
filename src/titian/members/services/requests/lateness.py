"""A clock that ran out: the branch is told once, by an event and, where one is set, by e-mail."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from titian.members.events import ClockRanOut
from titian.members.models import ChangeRequest, DataRequest
from titian.members.services.requests.writing import RULE
from titian.members.types import DataStep, RequestStep
from titian.notifications import services as notifications
from titian.notifications.types import Address, Channel, Recipient, Urgency
from titian.platform.audit import services as audit
from titian.platform.outbox import services as outbox

CHANGE, DATA = "change", "data"
_AT_ONCE = 200
_REF = "branch:late"


def tell_late(*, at: datetime) -> int:
    """Requests to change and about data whose clock has run out since; how many were told."""
    return _changes(at) + _data(at)


@transaction.atomic
def _changes(at: datetime) -> int:
    late = ChangeRequest.objects.filter(
        step=RequestStep.OPEN, due_at__lt=at, late_told_at__isnull=True
    )
    rows = late.order_by("due_at").select_for_update(of=("self",), skip_locked=True)[:_AT_ONCE]
    for row in rows:
        row.late_told_at = at
        row.save(update_fields=["late_told_at"])
        _told(CHANGE, row.pk, row.person_id, at)
    return len(rows)


@transaction.atomic
def _data(at: datetime) -> int:
    late = DataRequest.objects.filter(step=DataStep.OPEN, due_at__lt=at, late_told_at__isnull=True)
    rows = late.order_by("due_at").select_for_update(of=("self",), skip_locked=True)[:_AT_ONCE]
    for row in rows:
        row.late_told_at = at
        row.save(update_fields=["late_told_at"])
        _told(DATA, row.pk, row.person_id, at)
    return len(rows)


def _told(kind: str, number: int, person_id: int, at: datetime) -> None:
    said: dict[str, object] = {"request": number, "kind": kind}
    audit.record(audit.Entry(RULE, "members.request_late", f"person:{person_id}", said), at=at)
    outbox.announce(ClockRanOut(kind, number, person_id), at=at)
    if not settings.TITIAN_LATE_EMAIL:
        return
    notifications.tell(
        to=Recipient(_REF, (Address(Channel.EMAIL, settings.TITIAN_LATE_EMAIL),)),
        template="members/messages/clock_late.txt",
        data={"kind": kind, "number": number},
        urgency=Urgency.NORMAL,
        key=f"late:{kind}:{number}",
        by=RULE,
        at=at,
    )
