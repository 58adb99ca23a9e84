"""Refusals of the queue. The sentence is the catalogue entry `error.<code>`."""

from titian.kernel.errors import Kind, Refusal, Side


class SessionFull(Refusal):
    code = "queue.session_full"
    kind = Kind.CONFLICT


class SessionNotOpen(Refusal):
    """Closed, cancelled, or over."""

    code = "queue.session_not_open"
    kind = Kind.CONFLICT


class SessionUnknown(Refusal):
    code = "queue.session_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class SessionInThePast(Refusal):
    code = "queue.session_in_the_past"
    kind = Kind.CONFLICT


class OutsideWindow(Refusal):
    """Further ahead than the facility takes bookings; data: `days`."""

    code = "queue.outside_window"
    kind = Kind.CONFLICT


class NotCovered(Refusal):
    """The member is not active today; data: `status`."""

    code = "queue.not_covered"
    kind = Kind.CONFLICT


class AlreadyBookedThatDay(Refusal):
    """One active booking per card and day (domain-rules §3.3 check 7)."""

    code = "queue.already_booked_that_day"
    kind = Kind.CONFLICT


class HoldGone(Refusal):
    """The held place was let go and nothing is left of it for this person."""

    code = "queue.hold_gone"
    kind = Kind.CONFLICT


class HoldAlreadyExtended(Refusal):
    code = "queue.hold_already_extended"
    kind = Kind.CONFLICT


class TicketUnknown(Refusal):
    code = "queue.ticket_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class TicketCannot(Refusal):
    """The ticket's state does not allow this; data: `action`, `state`."""

    code = "queue.ticket_cannot"
    kind = Kind.CONFLICT


class NotToday(Refusal):
    """Check-in and calling happen on the day itself."""

    code = "queue.not_today"
    kind = Kind.CONFLICT


class WrongPlaceCode(Refusal):
    """The code on the facility's board was typed wrongly."""

    code = "queue.wrong_place_code"
    kind = Kind.INVALID
    side = Side.PERSON


class NotAtThisDesk(Refusal):
    """Staff without the role for this facility."""

    code = "queue.not_at_this_desk"
    kind = Kind.NOT_ALLOWED
    side = Side.PERSON


class AlreadyInLine(Refusal):
    """The person has a live ticket in this session; data: `label`."""

    code = "queue.already_in_line"
    kind = Kind.CONFLICT


class NobodyNamed(Refusal):
    """A walk-in needs a number or at least a name to be called by."""

    code = "queue.nobody_named"
    kind = Kind.INVALID
    side = Side.PERSON


class NobodyWaiting(Refusal):
    code = "queue.nobody_waiting"
    kind = Kind.CONFLICT


class UndoTooLate(Refusal):
    """Thirty seconds have passed, or something happened since."""

    code = "queue.undo_too_late"
    kind = Kind.CONFLICT


class PeopleStillWaiting(Refusal):
    """The day cannot be closed over people who are there; data: `count`."""

    code = "queue.people_still_waiting"
    kind = Kind.CONFLICT
