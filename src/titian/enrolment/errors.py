"""Refusals of enrolment. The sentence is the catalogue entry `error.<code>`."""

from titian.kernel.errors import Kind, Refusal, Side


class ApplicationGone(Refusal):
    """No such application, or not one this viewer may see: to them it is not there."""

    code = "enrolment.gone"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class NotEnrolmentOfficer(Refusal):
    """Not of the office whose work this is."""

    code = "enrolment.not_here"
    kind = Kind.NOT_ALLOWED


class OwnEntry(Refusal):
    """Nobody decides what they entered, nor approves what they drafted."""

    code = "enrolment.own_entry"
    kind = Kind.NOT_ALLOWED


class StepTaken(Refusal):
    """A colleague has it in hand."""

    code = "enrolment.taken"
    kind = Kind.CONFLICT


class StepSettled(Refusal):
    """It was decided already; data: `state`."""

    code = "enrolment.step_settled"
    kind = Kind.CONFLICT


class NotDecidedTogether(Refusal):
    """Urgent, or a register does not agree: it wants a look of its own."""

    code = "enrolment.look_first"
    kind = Kind.CONFLICT


class AbsenceWrong(Refusal):
    """Leave that cannot be as typed; data: `field`."""

    code = "enrolment.absence_wrong"
    kind = Kind.INVALID


class ApplicationSettled(Refusal):
    """Not from this state; data: `act`, `state`."""

    code = "enrolment.settled"
    kind = Kind.CONFLICT


class ApplicationIncomplete(Refusal):
    """Something is missing before it can be sent; data: `missing`."""

    code = "enrolment.incomplete"
    kind = Kind.INVALID
    side = Side.PERSON


class ApplicationWrong(Refusal):
    """A field cannot be as typed; data: `field`."""

    code = "enrolment.wrong"
    kind = Kind.INVALID
    side = Side.PERSON


class NobodyProposed(Refusal):
    """Nobody of the card is ticked."""

    code = "enrolment.nobody"
    kind = Kind.INVALID
    side = Side.PERSON


class AlreadyCovered(Refusal):
    """Somebody proposed is covered already; data: `who`, their line on the card."""

    code = "enrolment.covered"
    kind = Kind.CONFLICT


class NotPaidByCity(Refusal):
    """Nobody of the city's own is on record under this NIK; data: `who`, their line."""

    code = "enrolment.not_paid"
    kind = Kind.CONFLICT


class UrgentOver(Refusal):
    """The hospital's letter is too old for the urgent way; data: `until`."""

    code = "enrolment.urgent_over"
    kind = Kind.CONFLICT


class AlreadyApplied(Refusal):
    """This card, or one of its people, has an application under way; data: `code`,
    its middle hidden from who may not see that one.
    """

    code = "enrolment.under_way"
    kind = Kind.CONFLICT


class MayNotCome(Refusal):
    """The procedure does not let them come for the family; data: `comes`, `why`."""

    code = "enrolment.may_not_come"
    kind = Kind.NOT_ALLOWED


class AuthorityMissing(Refusal):
    """They may come for the family, with a letter of authority; data: `comes`."""

    code = "enrolment.authority_missing"
    kind = Kind.INVALID
    side = Side.PERSON


class NotThisCity(Refusal):
    """The village is not one whose city enrols here; data: `village`."""

    code = "enrolment.not_this_city"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class ProcedureUnknown(Refusal):
    """The city has no approved procedure for this kind on that day; data: `kind`."""

    code = "enrolment.no_procedure"
    kind = Kind.NOT_FOUND


class ProcedureUnsound(Refusal):
    """A procedure that cannot be followed; data: `faults`."""

    code = "enrolment.unsound"
    kind = Kind.INVALID


class ProcedureGone(Refusal):
    """No such version, or not of a city whose procedures this person keeps."""

    code = "enrolment.procedure_gone"
    kind = Kind.NOT_FOUND


class ProcedureSettled(Refusal):
    """Not from this state; data: `act`, `state`."""

    code = "enrolment.procedure_settled"
    kind = Kind.CONFLICT


class LimitGone(Refusal):
    """No such change of a limit, or not of a city whose limits this person keeps."""

    code = "enrolment.limit_gone"
    kind = Kind.NOT_FOUND


class LimitProposed(Refusal):
    """One for the same waits for a second person already."""

    code = "enrolment.limit_proposed"
    kind = Kind.CONFLICT


class LimitSettled(Refusal):
    """It was approved or let fall already."""

    code = "enrolment.limit_settled"
    kind = Kind.CONFLICT


class LimitWrong(Refusal):
    """A field cannot be as typed; data: `field`."""

    code = "enrolment.limit_wrong"
    kind = Kind.INVALID


class ProcedureDayTaken(Refusal):
    """Another version of this kind begins on that day; data: `day`."""

    code = "enrolment.procedure_day"
    kind = Kind.CONFLICT


class BatchGone(Refusal):
    """No such batch, or not of a village this person enters for."""

    code = "enrolment.batch_gone"
    kind = Kind.NOT_FOUND


class ProposalGone(Refusal):
    """No such list or proposal, or not of a city whose health office this officer is of."""

    code = "enrolment.proposal_gone"
    kind = Kind.NOT_FOUND


class ProposalSettled(Refusal):
    """A colleague has decided it already; data: `state`."""

    code = "enrolment.proposal_settled"
    kind = Kind.CONFLICT


class SheetUnreadable(Refusal):
    """Neither CSV nor XLSX, or broken, or too long."""

    code = "enrolment.sheet_unreadable"
    kind = Kind.INVALID
    side = Side.PERSON


class SheetHeadUnknown(Refusal):
    """The first row does not name every column; data: `missing`."""

    code = "enrolment.sheet_head"
    kind = Kind.INVALID
    side = Side.PERSON


class VerdictWrong(Refusal):
    """No such reason, or nothing named that is to be repaired; data: `field`."""

    code = "enrolment.verdict_wrong"
    kind = Kind.INVALID
    side = Side.PERSON


class NothingApproved(Refusal):
    """No approved application waits for a letter."""

    code = "enrolment.nothing_approved"
    kind = Kind.CONFLICT


class LetterGone(Refusal):
    """No such letter, or not of an office this viewer signs for."""

    code = "enrolment.letter_gone"
    kind = Kind.NOT_FOUND


class LetterSettled(Refusal):
    """It is signed already; a signed letter is never taken back."""

    code = "enrolment.letter_settled"
    kind = Kind.CONFLICT


class LetterChanged(Refusal):
    """An application on it was withdrawn since it was read: read it once more, then sign."""

    code = "enrolment.letter_changed"
    kind = Kind.CONFLICT


class SigningAway(Refusal):
    """The key or the stamp duty did not answer; nothing was signed."""

    code = "enrolment.signing_away"
    kind = Kind.TRY_LATER
    side = Side.THEIRS
