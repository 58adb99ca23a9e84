"""Somebody is served at a desk: begun, booked for, handed back with a receipt and a lesson."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from titian.facilities import selectors as facilities_read
from titian.helpdesk.errors import NotAtThisHelpDesk, SessionOver
from titian.helpdesk.models import DeskSession
from titian.helpdesk.rules import desk as rules
from titian.helpdesk.selectors.desk import desk_row
from titian.helpdesk.types import Outcome, Service
from titian.kernel.actors import Actor
from titian.kernel.identifiers import spoken_code, tidy_code
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.notifications import services as notifications
from titian.notifications.types import Notice, Urgency
from titian.platform.audit import services as audit
from titian.queue import services as queue
from titian.queue.types import Booked

_RECEIPT = 8
_CODE = 6
_LESSON = "helpdesk/messages/lesson.txt"


@transaction.atomic
def begin_serving(
    *,
    facility_code: str,
    client_key: UUID,
    by: Actor,
    at: datetime,
    person_id: int | None = None,
    failure_code: str = "",
) -> int:
    """The same press begins once. That the person's record was opened is written by who opens
    it. Raises NotAtThisHelpDesk.
    """
    if not rules.keeps_desk(by, facility_code):
        raise NotAtThisHelpDesk
    place = facilities_read.facility_by_code(facility_code)
    row = DeskSession(
        client_key=client_key,
        receipt=spoken_code(_RECEIPT),
        facility_id=place.id,
        person_id=person_id,
        failure_code=tidy_code(failure_code)[:_CODE],
        by=by.ref,
        date=day_of(at, ZoneInfo(place.timezone)),
        started_at=at,
    )
    DeskSession.objects.bulk_create([row], ignore_conflicts=True)
    stored = DeskSession.objects.get(client_key=client_key)
    if stored.receipt == row.receipt:
        _note(stored, "begun", by, at)
    return stored.pk


@transaction.atomic
def recognise(*, served_id: int, person_id: int, by: Actor, at: datetime) -> None:
    """Who came with a code is now known. Raises ServedUnknown, SessionOver."""
    row = _locked(served_id, by)
    row.person_id = person_id
    row.save(update_fields=["person"])
    _note(row, "recognised", by, at)


def book_at_desk(
    *, served_id: int, session_id: int, client_key: UUID, by: Actor, at: datetime
) -> Booked:
    """A number for the person at the desk, in the officer's name: the person finds it on their
    own page. Raises what the queue refuses, ServedUnknown, SessionOver.
    """
    row = desk_row(served_id, by)
    if row.ended_at is not None or row.person_id is None:
        raise SessionOver
    held = queue.hold(person_id=row.person_id, session_id=session_id, by=by, at=at)
    return queue.confirm(hold_id=held.hold_id, client_key=client_key, by=by, at=at)


@transaction.atomic
def hand_back(
    *, served_id: int, service: Service, outcome: Outcome, by: Actor, at: datetime
) -> None:
    """What for and how it ended; pressed twice it is the same. Raises ServedUnknown, and
    SessionOver where it ended otherwise.
    """
    row = _locked(served_id, by, is_over=True)
    if row.ended_at is not None:
        if (row.service, row.outcome) != (service, outcome):
            raise SessionOver
        return
    row.service, row.outcome, row.ended_at = service, outcome, max(at, row.started_at)
    row.minutes = rules.minutes_between(row.started_at, row.ended_at)
    row.save(update_fields=["service", "outcome", "ended_at", "minutes"])
    _note(row, "handed_back", by, at, service=service.value, outcome=outcome.value)
    if outcome in rules.TEACHES and row.person_id is not None:
        _teach(row, by, at)


def _teach(row: DeskSession, by: Actor, at: datetime) -> None:
    """The lesson as a message, if there is an address; it tells nothing of what for."""
    to = members_read.recipient_of(row.person_id or 0)
    if not to.addresses:
        return
    facts: dict[str, str | int] = {
        "receipt": row.receipt,
        "link": f"{settings.TITIAN_ORIGIN}/bantuan/",
    }
    notice = Notice(to, _LESSON, facts, Urgency.NORMAL, f"desk:{row.pk}", answers=at)
    notifications.tell_all([notice], by=by, at=at)


def _locked(served_id: int, by: Actor, *, is_over: bool = False) -> DeskSession:
    desk_row(served_id, by)
    row = DeskSession.objects.select_for_update(of=("self",)).get(pk=served_id)
    if row.ended_at is not None and not is_over:
        raise SessionOver
    return row


def _note(row: DeskSession, verb: str, by: Actor, at: datetime, **said: object) -> None:
    """Beside the session and, once it is known whose it is, beside the person."""
    entries = [audit.Entry(by, f"helpdesk.desk_{verb}", f"desk_session:{row.pk}", said)]
    if row.person_id is not None:
        entries.append(audit.Entry(by, f"helpdesk.desk_{verb}", f"person:{row.person_id}", said))
    audit.record(*entries, at=at)
