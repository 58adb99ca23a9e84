"""Refusals of the queue. The sentence is the catalogue entry `error.<code>`."""

from titian.kernel.errors import Kind, Refusal, Side


class SessionFull(Refusal):
    code = "queue.session_full"
    kind = Kind.CONFLICT


class NotYetTheirTurn(Refusal):
    """More come than can be served; they have a place. Data: how many are at most `before` them,
    from `low` to `high` minutes, and whether the line is held (`is_held`).
    """

    code = "queue.not_yet_their_turn"
    kind = Kind.TRY_LATER


class WaitingRoomFull(Refusal):
    code = "queue.waiting_room_full"
    kind = Kind.TRY_LATER


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


class KeptElsewhere(Refusal):
    """This facility's numbers come from its own system; ours must not be given."""

    code = "queue.kept_elsewhere"
    kind = Kind.CONFLICT


class ReferenceNeeded(Refusal):
    """A hospital is booked with a referral or a control letter."""

    code = "queue.reference_needed"
    kind = Kind.INVALID


class ReferenceUnfit(Refusal):
    """The referral or control letter is not for this; data: `why`, `number`."""

    code = "queue.reference_unfit"
    kind = Kind.CONFLICT


class AskingUnknown(Refusal):
    code = "queue.asking_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class SentTwice(Refusal):
    """The facility has told of this booking code before; data: `booking_code`."""

    code = "queue.sent_twice"
    kind = Kind.CONFLICT
    side = Side.THEIRS


class BookingUnknown(Refusal):
    """No ticket of this facility has this booking code."""

    code = "queue.booking_unknown"
    kind = Kind.NOT_FOUND
    side = Side.THEIRS


class AlreadyLeft(Refusal):
    """The ticket was cancelled or the visit is over."""

    code = "queue.already_left"
    kind = Kind.CONFLICT


class TaskThere(Refusal):
    """This step was told before; data: `task`."""

    code = "queue.task_there"
    kind = Kind.CONFLICT
    side = Side.THEIRS


class TaskOrder(Refusal):
    """A later step was told already; data: `last`."""

    code = "queue.task_order"
    kind = Kind.CONFLICT
    side = Side.THEIRS


class TaskTooEarly(Refusal):
    """The time is not after that of the step before."""

    code = "queue.task_too_early"
    kind = Kind.CONFLICT
    side = Side.THEIRS


class TaskUnknown(Refusal):
    """No step has this number."""

    code = "queue.task_unknown"
    kind = Kind.INVALID
    side = Side.THEIRS


class HoursUnreadable(Refusal):
    """Proposed hours without a weekday of 1 to 8, or that end before they begin."""

    code = "queue.hours_unreadable"
    kind = Kind.INVALID
    side = Side.THEIRS


class ProposalUnknown(Refusal):
    """No hours were proposed under this number at a facility that this person manages."""

    code = "queue.proposal_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class OwnProposal(Refusal):
    """Who proposed hours does not decide about them."""

    code = "queue.own_proposal"
    kind = Kind.NOT_ALLOWED
    side = Side.PERSON


class ProposalSettled(Refusal):
    """Somebody decided otherwise, or the time to look was over; data: `state`."""

    code = "queue.proposal_settled"
    kind = Kind.CONFLICT


class RefusalNeedsWords(Refusal):
    """Hours are refused with the reason: their desk must know what to change."""

    code = "queue.refusal_needs_words"
    kind = Kind.INVALID
    side = Side.PERSON


class AheadAlready(Refusal):
    """Goes before others already, by age, pregnancy, disability or an earlier receipt."""

    code = "queue.ahead_already"
    kind = Kind.CONFLICT


class AheadFull(Refusal):
    """As many of this session's places as may go to receipts went to receipts; data: `one_in`."""

    code = "queue.ahead_full"
    kind = Kind.CONFLICT


class RoomNotYours(Refusal):
    """The waiting room before booking is opened and closed by who operates the whole."""

    code = "queue.room_not_yours"
    kind = Kind.NOT_ALLOWED
    side = Side.PERSON
