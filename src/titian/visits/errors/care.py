"""Refusals about visits, letters, plans and clubs."""

from titian.kernel.errors import Kind, Refusal, Side


class VisitUnknown(Refusal):
    """No such visit, or one of a place that is not the viewer's."""

    code = "visits.visit_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class LetterUnknown(Refusal):
    """No such eligibility letter, or one of another hospital."""

    code = "visits.letter_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class LineUnknown(Refusal):
    """No such procedure or medicine in this visit."""

    code = "visits.line_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class NotRecordingHere(Refusal):
    """Care is written down by those who work where it was given."""

    code = "visits.not_recording_here"
    kind = Kind.NOT_ALLOWED


class TicketNotHere(Refusal):
    """The ticket is of another place, day or person, or names nobody of the scheme."""

    code = "visits.ticket_not_here"
    kind = Kind.CONFLICT


class VisitRecorded(Refusal):
    """What was found has been written down already; data: `number`."""

    code = "visits.visit_recorded"
    kind = Kind.CONFLICT


class VisitCannot(Refusal):
    """The visit's state does not allow this; data: `act`, `state`."""

    code = "visits.visit_cannot"
    kind = Kind.CONFLICT


class DiagnosisMissing(Refusal):
    """A recorded visit has at least its main diagnosis."""

    code = "visits.diagnosis_missing"
    kind = Kind.INVALID
    side = Side.PERSON


class DayNotPossible(Refusal):
    """A visit is of today or lately, and ends no earlier than it began."""

    code = "visits.day_not_possible"
    kind = Kind.INVALID
    side = Side.PERSON


class NotCovered(Refusal):
    """The member is not active, so no letter; data: `status`."""

    code = "visits.not_covered"
    kind = Kind.CONFLICT


class NotAHospital(Refusal):
    """Eligibility letters are of hospitals; a clinic's visit needs none."""

    code = "visits.not_a_hospital"
    kind = Kind.CONFLICT


class ReferralNeeded(Refusal):
    """Outpatient care at a hospital needs a referral or a control letter, but for emergencies."""

    code = "visits.referral_needed"
    kind = Kind.CONFLICT


class OtherSpecialty(Refusal):
    """The paper is for another specialty and no reason was given; data: `referred`, `asked`."""

    code = "visits.other_specialty"
    kind = Kind.CONFLICT


class LetterExists(Refusal):
    """One letter a person, day and specialty; data: `number`."""

    code = "visits.letter_exists"
    kind = Kind.CONFLICT


class StillInpatient(Refusal):
    """The person lies in a ward and has not been discharged."""

    code = "visits.still_inpatient"
    kind = Kind.CONFLICT


class LetterInFuture(Refusal):
    code = "visits.letter_in_future"
    kind = Kind.INVALID
    side = Side.PERSON


class LetterTooLate(Refusal):
    """The day, or the hours of §3.5, are over and no leave was given; data: `until`."""

    code = "visits.letter_too_late"
    kind = Kind.CONFLICT


class LetterCannot(Refusal):
    """The letter is cancelled, or the patient has left."""

    code = "visits.letter_cannot"
    kind = Kind.CONFLICT


class LetterClaimed(Refusal):
    """A claim for this letter was sent: it stays as it is until the claim comes back."""

    code = "visits.letter_claimed"
    kind = Kind.CONFLICT


class DischargeDay(Refusal):
    """Nobody leaves before they came or in the future; who died did so before leaving."""

    code = "visits.discharge_day"
    kind = Kind.INVALID
    side = Side.PERSON


class HistoryNotShared(Refusal):
    """An adult's history is their own until they share it; data: `name`."""

    code = "visits.history_not_shared"
    kind = Kind.NOT_ALLOWED


class ApprovalUnknown(Refusal):
    """Nobody asked for leave for this person, day and kind of care."""

    code = "visits.approval_unknown"
    kind = Kind.NOT_FOUND


class ApprovalAnswered(Refusal):
    """The question was answered before, otherwise; data: `answer`, yes or no."""

    code = "visits.approval_answered"
    kind = Kind.CONFLICT


class ApprovalDay(Refusal):
    """Leave is asked for today or an earlier day, and for going back only for an earlier one."""

    code = "visits.approval_day"
    kind = Kind.INVALID
    side = Side.PERSON


class NotAtBranch(Refusal):
    """Only an officer of the branch answers this, and not the one who asked."""

    code = "visits.not_at_branch"
    kind = Kind.NOT_ALLOWED


class IdentityTries(Refusal):
    """Too many wrong answers about one person on one day."""

    code = "visits.identity_tries"
    kind = Kind.TRY_LATER


class ChronicUnknown(Refusal):
    """No such back-referral plan, or one of another hospital or letter."""

    code = "visits.chronic_unknown"
    kind = Kind.NOT_FOUND


class ChronicStands(Refusal):
    """The letter has another plan already; data: `number`."""

    code = "visits.chronic_stands"
    kind = Kind.CONFLICT


class ChronicProgrammeUnknown(Refusal):
    """The programme's code is not one of the nine."""

    code = "visits.chronic_programme"
    kind = Kind.INVALID


class InternalUnknown(Refusal):
    """No such internal referral letter, or one of another hospital, letter or day."""

    code = "visits.internal_unknown"
    kind = Kind.NOT_FOUND


class MeetingUnknown(Refusal):
    """No such meeting of a club, or one of another place; also who did not take part."""

    code = "visits.meeting_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class MeetingNotPossible(Refusal):
    """The club, programme or kind of a meeting is none of the place's; data: `what`."""

    code = "visits.meeting_not_possible"
    kind = Kind.INVALID
    side = Side.PERSON


class CheckUpUnknown(Refusal):
    """No such sheet of the laboratory for this visit."""

    code = "visits.check_up_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class CheckUpThere(Refusal):
    """That day's sheet says something else: it is changed, not written again."""

    code = "visits.check_up_there"
    kind = Kind.CONFLICT


class RecordNotOfLetter(Refusal):
    """The medical record does not fit its letter; data: `what`."""

    code = "visits.record_not_of_letter"
    kind = Kind.INVALID
    side = Side.PERSON


class PassGone(Refusal):
    """The link to a patient's care never was, or its quarter of an hour is over."""

    code = "visits.pass_gone"
    kind = Kind.NOT_FOUND
    side = Side.PERSON
