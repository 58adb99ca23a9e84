"""Somebody came: typed at the desk, taken from the line, or sent over the bridge; one row."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import printable
from titian.members import selectors as members_read
from titian.members.errors import PersonOutOfReach
from titian.queue import selectors as queue_read
from titian.queue.selectors import Turn
from titian.referrals.types import CareKind
from titian.visits.errors import TicketNotHere, VisitUnknown
from titian.visits.events import VisitRegistered
from titian.visits.models import Visit
from titian.visits.rules import lifecycle, recording
from titian.visits.rules.letters import noon
from titian.visits.selectors.looking import works_at
from titian.visits.selectors.parameters import value_of
from titian.visits.services.writing import next_registration, note_step, require_here, source_of
from titian.visits.types import Coming, Registered, VisitAct, VisitState

_SELF = Actor.system("visits.registering")


def register_visit(*, coming: Coming, client_key: str = "", by: Actor, at: datetime) -> Registered:
    """Write down that somebody came. The same key, or the same person at the same service that
    day, is the same visit; a ticket of theirs there is linked to it.

    Raises `NotRecordingHere`, `DayNotPossible`.
    """
    require_here(by, coming.facility_id)
    back = value_of("visit.days_back", on=coming.on, at=at)
    recording.require_day(coming.on, day_of(at), days_back=back)
    turn = _turn_of(coming, by)
    try:
        with transaction.atomic():
            return _registered(coming, turn, client_key, by, at)
    except IntegrityError:
        before = _before(coming, client_key)
        if before is None:
            raise
        return _known(before)


def register_ticket(*, ticket_id: int, facility_id: int, by: Actor, at: datetime) -> Registered:
    """The person of a called or finished ticket is being treated. Raises `TicketNotHere`."""
    turn = queue_read.find_turn(ticket_id, viewer=by)
    if turn is None or turn.facility_id != facility_id:
        raise TicketNotHere
    coming = Coming(
        turn.person_id,
        turn.facility_id,
        turn.service_code,
        turn.date,
        service_name=turn.service_name,
        practitioner_id=turn.practitioner_id,
    )
    return register_visit(coming=coming, by=by, at=at)


@transaction.atomic
def cancel_visit(*, visit_id: int, by: Actor, at: datetime) -> None:
    """They did not stay. A recorded visit is withdrawn first. Twice is fine."""
    row = lock_visit(visit_id, by=by)
    if row.state == VisitState.CANCELLED:
        return
    before, row.state = row.state, lifecycle.after(VisitState(row.state), VisitAct.CANCEL)
    row.save(update_fields=["state"])
    note_step(row, VisitAct.CANCEL, before=before, by=by, at=at)


def lock_visit(visit_id: int, *, by: Actor) -> Visit:
    """The row, locked, for who works at its facility; to others it is not there."""
    found = Visit.objects.select_for_update(of=("self",), no_key=True).filter(pk=visit_id)
    row = found.select_related("facility").first()
    if row is None or not works_at(by, row.facility_id):
        raise VisitUnknown
    return row


def _registered(
    coming: Coming, turn: Turn | None, client_key: str, by: Actor, at: datetime
) -> Registered:
    before = _before(coming, client_key)
    if before is not None:
        _link(before, turn)
        return _known(before)

    row = _row(coming, turn, client_key, by, at)
    row.registration = recording.ticket_registration(turn.label) if turn else next_registration(row)
    row.save(force_insert=True)

    came = VisitRegistered(row.pk, row.person_id, row.facility_id)
    note_step(row, VisitAct.REGISTER, before="", by=by, at=at, events=[came])
    return Registered(row.pk, row.registration, VisitState.REGISTERED, is_new=True)


def _row(coming: Coming, turn: Turn | None, client_key: str, by: Actor, at: datetime) -> Visit:
    place = facilities_read.facility(coming.facility_id)
    return Visit(
        person_id=coming.person_id,
        facility_id=coming.facility_id,
        service_code=coming.service_code,
        service_name=printable(coming.service_name or _service_name(coming), 80),
        practitioner_id=coming.practitioner_id or (turn.practitioner_id if turn else None),
        care_kind=coming.care_kind,
        day=coming.on,
        came_at=noon(coming.on, at.astimezone(ZoneInfo(place.timezone))),
        ticket_id=turn.ticket_id if turn else None,
        is_covered=_is_covered(coming, at),
        complaint=coming.complaint,
        vitals=json.dumps(dict(coming.vitals)),
        notes=json.dumps(dict(coming.notes)),
        source=source_of(by),
        client_key=client_key or None,
        recorded_by=by.ref,
    )


def _is_covered(coming: Coming, at: datetime) -> bool:
    """As we know it, not as a look: that they stand before the desk is in the visit's audit."""
    known = members_read.standings_of([coming.person_id], viewer=_SELF, on=day_of(at))
    if coming.person_id not in known:
        raise PersonOutOfReach
    return known[coming.person_id].is_active


def _turn_of(coming: Coming, by: Actor) -> Turn | None:
    if coming.care_kind is CareKind.INPATIENT:
        return None
    return queue_read.find_turn_of(
        coming.person_id,
        facility_id=coming.facility_id,
        service_code=coming.service_code,
        on=coming.on,
        viewer=by,
    )


def _before(coming: Coming, client_key: str) -> Visit | None:
    """The row this very sending made, or the one of the same event."""
    here = Visit.objects.filter(facility=coming.facility_id)
    if client_key and (same := here.filter(client_key=client_key).first()):
        return same
    if coming.care_kind is CareKind.INPATIENT:
        return None
    event = here.filter(
        person=coming.person_id,
        service_code=coming.service_code,
        day=coming.on,
        care_kind=CareKind.OUTPATIENT,
    )
    return event.exclude(state=VisitState.CANCELLED).first()


def _link(row: Visit, turn: Turn | None) -> None:
    """A ticket that was taken after the registration belongs to it all the same."""
    if turn is not None and row.ticket_id is None:
        row.ticket_id = turn.ticket_id
        row.save(update_fields=["ticket_id"])


def _known(row: Visit) -> Registered:
    return Registered(row.pk, row.registration, VisitState(row.state), is_new=False)


def _service_name(coming: Coming) -> str:
    offered = {one.code: one.name for one in facilities_read.services_of(coming.facility_id)}
    return offered.get(coming.service_code) or facilities_read.specialty_name(coming.service_code)
