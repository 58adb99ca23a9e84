"""Give a place back: cancel a ticket, or move it to another session."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from titian.kernel.actors import Actor
from titian.kernel.events import Event
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.types import Help, Standing
from titian.platform.db.batch import Batch
from titian.platform.outbox import services as outbox
from titian.queue.errors import (
    AlreadyBookedThatDay,
    KeptElsewhere,
    SessionUnknown,
    TicketCannot,
)
from titian.queue.events import PlaceFreed, TicketCancelled, TicketMoved
from titian.queue.models import Ticket
from titian.queue.rules.booking import refusal
from titian.queue.rules.lifecycle import next_state
from titian.queue.selectors.tickets import find_booked, outside_row, ticket_for
from titian.queue.services.drawing import until_drawn
from titian.queue.services.holding import booking_facts
from titian.queue.services.locking import ForHold, held_places, lock_for_holds
from titian.queue.services.writing import NewTicket, Step, add_steps, add_tickets, new_booking
from titian.queue.types import Action, Booked, Part, TicketState

_LEAVE = """
UPDATE queue_ticket SET state = %s, ended_at = %s WHERE id = %s AND state = %s RETURNING id
"""
_FREE = """
UPDATE queue_session SET used_bookable = used_bookable - %s, used_counter = used_counter - %s,
  used_reserve = used_reserve - %s, revision = revision + 1 WHERE id = %s RETURNING id
"""


def cancel(*, code: str, by: Actor, at: datetime) -> None:
    """Cancel a ticket; its place is free at once. Cancelling twice is fine.

    Raises `TicketUnknown`, `TicketCannot` (being served, or over) or `KeptElsewhere`.
    """
    with transaction.atomic():
        seen = ticket_for(code, viewer=by, at=at, to=Help.BOOK)
        _require_ours(seen)
        ticket = lock_ticket(seen.pk)
        if ticket.state == TicketState.CANCELLED:
            return
        batch = Batch()
        add_leaving(batch, ticket, Action.CANCEL, by=by, at=at)
        told = TicketCancelled(
            ticket_id=ticket.pk,
            session_id=ticket.session_id,
            facility_id=ticket.facility_id,
            person_id=ticket.person_id,
            by_desk=not by.subject,
        )
        outbox.add_to(batch, [told, *_freed(ticket)], at=at)
        batch.run()


def move(*, code: str, session_id: int, client_key: UUID, by: Actor, at: datetime) -> Booked:
    """Take a place in another session and give the old one back, both or neither.

    The same client key gives the same answer. Raises what booking refuses, `TicketUnknown`,
    `TicketCannot` or `AlreadyBookedThatDay`.
    """
    old = ticket_for(code, viewer=by, at=at, to=Help.BOOK)
    _require_ours(old)
    before = find_booked(client_key, viewer=by)
    if before is not None:
        return before
    standing = members_read.standing(old.person_id or 0, viewer=by, on=day_of(at), to=Help.BOOK)

    def moved() -> Booked:
        target = _decide(old, session_id, standing, at)
        ticket = new_booking(
            target.session,
            person_id=old.person_id,
            number=target.last_number + 1,
            client_key=client_key,
            priority=old.priority,
            by=by,
            at=at,
        )
        _write_move(old, ticket, by=by, at=at)
        return ticket.booked

    try:
        return until_drawn(moved)
    except IntegrityError as error:
        before = find_booked(client_key, viewer=by)
        if before is None:
            raise AlreadyBookedThatDay from error
        return before


def _require_ours(ticket: Ticket) -> None:
    """A number of a facility's own system is given back there (`ask_to`)."""
    if outside_row(ticket) is not None:
        raise KeptElsewhere


def _decide(old: Ticket, session_id: int, standing: Standing, at: datetime) -> ForHold:
    """Lock both sessions and ask the rules of booking about the new one."""
    person_id = standing.person_id
    pairs = [(session_id, person_id), (old.session_id, person_id)]
    locked = lock_for_holds(pairs, apart_from=[old.pk])
    old.refresh_from_db()
    if 0 not in locked:
        raise SessionUnknown
    left = locked[0].unsold - held_places([session_id], apart_from=[person_id], at=at)[session_id]
    facts = booking_facts(
        locked[0], left=left, active=standing.is_active, status=standing.status, at=at
    )
    reason = refusal(facts)
    if reason is not None:
        raise reason
    return locked[0]


def _write_move(old: Ticket, ticket: NewTicket, *, by: Actor, at: datetime) -> None:
    """Leaving first, then arriving: the claim on the day must be free for the new one."""
    leaving, arriving = Batch(), Batch()
    add_leaving(leaving, old, Action.MOVE, by=by, at=at)
    outbox.add_to(leaving, _freed(old), at=at)
    leaving.run()
    moved = TicketMoved(
        old_ticket_id=old.pk,
        ticket_id=ticket.ticket_id,
        session_id=ticket.session_id,
        facility_id=ticket.facility_id,
        person_id=ticket.person_id or 0,
    )
    add_tickets(arriving, [ticket], [moved], action=Action.BOOK, at=at)
    arriving.run()


def lock_ticket(ticket_id: int) -> Ticket:
    """Lock a ticket's session, then read the ticket as it now is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM queue_session WHERE id = (SELECT session_id FROM queue_ticket"
            " WHERE id = %s) FOR NO KEY UPDATE",
            [ticket_id],
        )
    return Ticket.objects.select_related("session").get(pk=ticket_id)


def add_leaving(batch: Batch, ticket: Ticket, action: Action, *, by: Actor, at: datetime) -> None:
    """The rows by which a ticket gives its place back; the session is locked."""
    after = next_state(action, TicketState(ticket.state))
    if after is None:
        raise TicketCannot(action=action, state=ticket.state)
    batch.add("ticket_left", _LEAVE, [after, at, ticket.pk, ticket.state])
    batch.add("place_freed", _FREE, [*_part_of(ticket), ticket.session_id])
    batch.add(
        "claim_freed", "DELETE FROM queue_day_claim WHERE ticket_id = %s RETURNING id", [ticket.pk]
    )
    step = Step(ticket.pk, ticket.session_id, action, ticket.state, after, by)
    add_steps(batch, [step], at=at)


def _part_of(ticket: Ticket) -> list[int]:
    return [int(ticket.part == part) for part in (Part.BOOKABLE, Part.COUNTER, Part.RESERVE)]


def _freed(ticket: Ticket) -> Sequence[Event]:
    if ticket.part != Part.BOOKABLE:
        return ()
    return (PlaceFreed(session_id=ticket.session_id, facility_id=ticket.facility_id),)
