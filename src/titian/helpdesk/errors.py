"""Refusals of the help desk. The sentence is the catalogue entry `error.<code>`."""

from titian.kernel.errors import Kind, Refusal, Side


class ReportGone(Refusal):
    """No such report, or a link that opens none."""

    code = "helpdesk.report_gone"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class ReportSettled(Refusal):
    """Not from this state; data: `act`, `state`."""

    code = "helpdesk.report_settled"
    kind = Kind.CONFLICT


class ReportMoved(Refusal):
    """Somebody wrote or decided since the page was opened."""

    code = "helpdesk.report_moved"
    kind = Kind.CONFLICT


class NobodyToTell(Refusal):
    """No party with an address is known for this part."""

    code = "helpdesk.nobody_to_tell"
    kind = Kind.CONFLICT


class NotReportOfficer(Refusal):
    """Reports are the operator's and the branch's."""

    code = "helpdesk.not_report_officer"
    kind = Kind.NOT_ALLOWED


class WordsTellOfAPerson(Refusal):
    """What is published may hold no number of a person, phone or card."""

    code = "helpdesk.words_tell_of_a_person"
    kind = Kind.INVALID
    side = Side.PERSON


class ReportWordsMissing(Refusal):
    """Nothing was written."""

    code = "helpdesk.words_missing"
    kind = Kind.INVALID
    side = Side.PERSON


class ReportWordsTooMany(Refusal):
    """Longer than what is published may be; data: `most`."""

    code = "helpdesk.words_too_many"
    kind = Kind.INVALID
    side = Side.PERSON


class NotAtThisHelpDesk(Refusal):
    """The desk belongs to another facility, or to other roles."""

    code = "helpdesk.not_at_this_desk"
    kind = Kind.NOT_ALLOWED


class SessionOver(Refusal):
    """This person has been handed back already."""

    code = "helpdesk.session_over"
    kind = Kind.CONFLICT
    side = Side.PERSON


class ServedUnknown(Refusal):
    """No such session at this desk."""

    code = "helpdesk.served_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class NobodyNamed(Refusal):
    """Nobody of this name and birth date at the officer's own places."""

    code = "helpdesk.nobody_named"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class TooManyNamed(Refusal):
    """More people have this name than may be shown; data: `most`."""

    code = "helpdesk.too_many_named"
    kind = Kind.CONFLICT
    side = Side.PERSON


class OutreachGone(Refusal):
    """No such visit, or not one of this officer's."""

    code = "helpdesk.outreach_gone"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class NotOutreachOfficer(Refusal):
    """Visits are planned by the branch and the village office, in their region."""

    code = "helpdesk.not_outreach_officer"
    kind = Kind.NOT_ALLOWED


class OutreachPlanWrong(Refusal):
    """Data: `wrong`, one of place, past, hours, places."""

    code = "helpdesk.outreach_plan_wrong"
    kind = Kind.INVALID
    side = Side.PERSON


class OutreachNameMissing(Refusal):
    """Nobody can be called without a name."""

    code = "helpdesk.outreach_name_missing"
    kind = Kind.INVALID
    side = Side.PERSON


class OutreachOver(Refusal):
    """The visit is over, closed or cancelled."""

    code = "helpdesk.outreach_over"
    kind = Kind.CONFLICT


class OutreachFull(Refusal):
    """Every place of the list is taken."""

    code = "helpdesk.outreach_full"
    kind = Kind.CONFLICT


class OutreachPersonGone(Refusal):
    """Nobody with this key is on the list."""

    code = "helpdesk.outreach_person_gone"
    kind = Kind.NOT_FOUND


class ReceiptUnknown(Refusal):
    """No failure has this code, or it is still to be stored."""

    code = "helpdesk.receipt_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class ReceiptUsed(Refusal):
    """The code has brought its one place already."""

    code = "helpdesk.receipt_used"
    kind = Kind.CONFLICT


class ReceiptNotToday(Refusal):
    """The failure was on another day, by the facility's clock."""

    code = "helpdesk.receipt_not_today"
    kind = Kind.CONFLICT


class NotOfOurs(Refusal):
    """The failure is not one of those on our side that earn a place."""

    code = "helpdesk.not_of_ours"
    kind = Kind.CONFLICT


class OtherService(Refusal):
    """What failed does not lead to a number at a place of care."""

    code = "helpdesk.other_service"
    kind = Kind.CONFLICT


class OtherPerson(Refusal):
    """The failure was met by somebody else's account."""

    code = "helpdesk.other_person"
    kind = Kind.CONFLICT


class CameWithoutLeave(Refusal):
    """Who came for somebody may not act for them."""

    code = "helpdesk.came_without_leave"
    kind = Kind.CONFLICT


class ReceiptUnproved(Refusal):
    """Our own books show no code to this person that came late or never."""

    code = "helpdesk.receipt_unproved"
    kind = Kind.CONFLICT


class AheadToday(Refusal):
    """This person went before others by a receipt today."""

    code = "helpdesk.ahead_today"
    kind = Kind.CONFLICT


class RecordedEnough(Refusal):
    """This session's places for codes that staff wrote down are used up."""

    code = "helpdesk.recorded_enough"
    kind = Kind.CONFLICT


class RecordingTooMuch(Refusal):
    """This officer wrote down as many failures as one may in a while."""

    code = "helpdesk.recording_too_much"
    kind = Kind.TRY_LATER


class LessonUnknown(Refusal):
    """No such lesson."""

    code = "helpdesk.lesson_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class LessonAnswerWrong(Refusal):
    """The question of a lesson was answered wrongly, or not at all."""

    code = "helpdesk.lesson_answer_wrong"
    kind = Kind.INVALID
    side = Side.PERSON


class NotLearnersOfYours(Refusal):
    """Who finished what is for managers and branches, of their own officers."""

    code = "helpdesk.not_learners_of_yours"
    kind = Kind.NOT_ALLOWED
