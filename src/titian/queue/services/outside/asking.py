"""A member wants something of a facility's own system: written down, then asked by a worker.

Nothing is asked here. The wish, the place and the claim on the day are one transaction; the
call comes after it, so that a facility that is away holds up neither page nor row.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityKind
from titian.kernel.actors import Actor
from titian.kernel.identifiers import time_ordered_id
from titian.members.types import Help
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch
from titian.queue.errors import (
    AlreadyBookedThatDay,
    HoldGone,
    KeptElsewhere,
    SessionFull,
    SessionNotOpen,
    TicketCannot,
)
from titian.queue.models import Errand, Ticket
from titian.queue.selectors.parameters import claim_scope, value_of
from titian.queue.selectors.tickets import outside_row, ticket_for
from titian.queue.services.locking import ForConfirm, held_places, lock_for_confirms
from titian.queue.services.outside.referring import visit_kind_by
from titian.queue.types import (
    LIVE,
    Action,
    ErrandKind,
    ErrandState,
    SessionState,
    VisitKind,
)

_ASK = {
    "kind": "text",
    "state": "text",
    "facility_id": "bigint",
    "session_id": "bigint",
    "person_id": "bigint",
    "ticket_ref": "bigint",
    "client_key": "uuid",
    "asked_by": "text",
    "asked_at": "timestamptz",
    "gives_up_at": "timestamptz",
    "reference": "text",
    "visit_kind": "int",
    "priority": "text",
    "in_flight": "bool",
    "doubtful": "bool",
    "attempts": "int",
    "next_at": "timestamptz",
    "last_error": "text",
    "told_waiting": "bool",
    "receipt": "text",
}
_CLAIM = {"person_id": "bigint", "date": "date", "scope": "text", "ticket_id": "bigint"}
_HOLD_PLACE = """
UPDATE queue_session SET used_bookable = used_bookable + 1, revision = revision + 1
WHERE id = %s RETURNING id
"""


def ask_outside(
    *, hold_id: int, client_key: UUID, reference: str = "", by: Actor, at: datetime
) -> int:
    """Ask the facility for a number for a held place; the id of the asking.

    The same client key is the same asking. Raises `HoldGone`, `SessionFull`, `SessionNotOpen`,
    `AlreadyBookedThatDay`; `ReferenceNeeded`, `ReferenceUnfit` at a hospital; `KeptElsewhere`
    the other way round: where the numbers are ours.
    """
    before = _asked_before(client_key, by)
    if before is not None:
        return before
    try:
        with transaction.atomic():
            return _ask(hold_id, client_key, reference, by=by, at=at)
    except IntegrityError as error:
        before = _asked_before(client_key, by)
        if before is None:
            raise AlreadyBookedThatDay from error
        return before


def ask_to(*, what: ErrandKind, code: str, client_key: UUID, by: Actor, at: datetime) -> int:
    """Give a number back, say that one is here, or ask for one at the pharmacy.

    The same client key is the same asking, and what is being asked already is not asked twice.
    Raises `TicketUnknown`, `TicketCannot`, `KeptElsewhere` for a number of ours.
    """
    before = _asked_before(client_key, by)
    if before is not None:
        return before
    ticket = ticket_for(code, viewer=by, at=at, to=Help.BOOK)
    if outside_row(ticket) is None:
        raise KeptElsewhere
    if what is not ErrandKind.PHARMACY and ticket.state not in LIVE:
        raise TicketCannot(action=_ACTIONS[what], state=ticket.state)
    newest = _newest(ticket, what)
    if newest is not None and newest.state != ErrandState.REFUSED:
        return newest.pk
    try:
        with transaction.atomic():
            return _write_wish(ticket, what, client_key, by=by, at=at)
    except IntegrityError:  # another press was faster
        newest = _newest(ticket, what)
        before = newest.pk if newest is not None else _asked_before(client_key, by)
        if before is None:
            raise
        return before


_ACTIONS = {ErrandKind.CANCEL: Action.CANCEL, ErrandKind.CHECK_IN: Action.CHECK_IN}


def _asked_before(client_key: UUID, by: Actor) -> int | None:
    found = Errand.objects.filter(client_key=client_key, asked_by=by.ref)
    return found.values_list("pk", flat=True).first()


def _newest(ticket: Ticket, what: ErrandKind) -> Errand | None:
    return Errand.objects.filter(ticket_ref=ticket.pk, kind=what).order_by("-id").first()


def _write_wish(
    ticket: Ticket, what: ErrandKind, client_key: UUID, *, by: Actor, at: datetime
) -> int:
    made = Errand.objects.create(
        kind=what,
        facility_id=ticket.facility_id,
        session_id=ticket.session_id,
        person_id=ticket.person_id,
        ticket_ref=ticket.pk,
        client_key=client_key,
        asked_by=by.ref,
        asked_at=at,
        gives_up_at=max(ticket.session.ends_at, at + timedelta(hours=2)),
        next_at=at,
    )
    audit.record(audit.Entry(by, f"queue.ask_{what}", f"ticket:{ticket.pk}"), at=at)
    return made.pk


def _ask(hold_id: int, client_key: UUID, reference: str, *, by: Actor, at: datetime) -> int:
    facts = lock_for_confirms([(hold_id, by.ref)]).get(0)
    if facts is None:
        raise HoldGone
    _require_place(facts, at)
    visit_kind = _require_reference(facts, reference)
    session = facts.session
    ticket_id = time_ordered_id(at)
    scope = claim_scope(
        facility_id=session.facility_id, service_id=session.service_id, on=session.date, at=at
    )
    patience = value_of(
        "queue_outside_gives_up_minutes",
        facility_id=session.facility_id,
        on=session.date,
        at=at,
    )
    ends = min(at + timedelta(minutes=patience), session.ends_at)
    row = (
        ErrandKind.TAKE, ErrandState.ASKING, session.facility_id, session.session_id,
        facts.person_id, ticket_id, client_key, by.ref, at, ends, reference, visit_kind,
        facts.priority, False, False, 0, at, "", False, "",
    )  # fmt: skip
    batch = Batch()
    batch.add("released", "DELETE FROM queue_hold WHERE id = %s RETURNING id", [hold_id])
    batch.add("placed", _HOLD_PLACE, [session.session_id])
    batch.insert("queue_errand", _ASK, [row])
    batch.insert("queue_day_claim", _CLAIM, [(facts.person_id, session.date, scope, ticket_id)])
    entry = audit.Entry(
        by, "queue.ask_take", f"ticket:{ticket_id}", {"session": session.session_id}
    )
    audit.add_to(batch, [entry], at=at)
    batch.run()
    return Errand.objects.values_list("pk", flat=True).get(
        facility_id=session.facility_id, client_key=client_key
    )


def _require_place(facts: ForConfirm, at: datetime) -> None:
    session = facts.session
    if not session.kept_elsewhere:
        raise KeptElsewhere
    if session.state is not SessionState.OPEN:
        raise SessionNotOpen
    held = held_places([session.session_id], apart_from=[facts.person_id], at=at)
    if facts.unsold - held[session.session_id] <= 0:
        raise SessionFull


def _require_reference(facts: ForConfirm, reference: str) -> VisitKind:
    """A hospital wants a referral or a control letter for just this; a clinic wants none."""
    session = facts.session
    facility = facilities_read.facility(session.facility_id)
    if facility.kind is not FacilityKind.HOSPITAL:
        return VisitKind.REFERRAL
    return visit_kind_by(
        reference,
        person_id=facts.person_id,
        facility_id=session.facility_id,
        service_code=facilities_read.service(session.service_id).code,
        on=session.date,
    )
