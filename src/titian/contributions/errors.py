"""Refusals of dues. The sentence is the catalogue entry `error.<code>`."""

from typing import ClassVar

from titian.kernel.errors import Kind, Refusal, Side


class PayerUnknown(Refusal):
    """No family has this virtual account."""

    code: ClassVar[str] = "contributions.payer_unknown"
    kind: ClassVar[Kind] = Kind.NOT_FOUND
    side: ClassVar[Side] = Side.PERSON


class NothingDue(Refusal):
    """Everything is paid, or somebody else pays."""

    code: ClassVar[str] = "contributions.nothing_due"
    kind: ClassVar[Kind] = Kind.CONFLICT


class WrongAmount(Refusal):
    """The whole bill is paid or nothing; data: `due`, `offered` in rupiah."""

    code: ClassVar[str] = "contributions.wrong_amount"
    kind: ClassVar[Kind] = Kind.CONFLICT


class FirstPaymentTooEarly(Refusal):
    """The wait after registration is not over; data: `from_day`."""

    code: ClassVar[str] = "contributions.first_payment_too_early"
    kind: ClassVar[Kind] = Kind.CONFLICT


class FirstPaymentLapsed(Refusal):
    """The first payment came too late: the family registers again; data: `until_day`."""

    code: ClassVar[str] = "contributions.first_payment_lapsed"
    kind: ClassVar[Kind] = Kind.CONFLICT


class RequestInconsistent(Refusal):
    """The same payment request came before with another payer or amount."""

    code: ClassVar[str] = "contributions.request_inconsistent"
    kind: ClassVar[Kind] = Kind.CONFLICT


class PlanNotPossible(Refusal):
    """No instalment plan now; data: `reason`, a key of the catalogue."""

    code: ClassVar[str] = "contributions.plan_not_possible"
    kind: ClassVar[Kind] = Kind.CONFLICT


class NotYourDues(Refusal):
    """Dues are seen and paid by the head of the family and whom they trust."""

    code: ClassVar[str] = "contributions.not_your_dues"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class FiningNotAllowed(Refusal):
    """Only branch officers charge the fine for inpatient care."""

    code: ClassVar[str] = "contributions.fining_not_allowed"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class ReminderLinkUnknown(Refusal):
    """The link to the choices about reminders was cut short, or is not ours."""

    code: ClassVar[str] = "contributions.reminder_link_unknown"
    kind: ClassVar[Kind] = Kind.NOT_FOUND
    side: ClassVar[Side] = Side.PERSON


class MoneyWorkNotAllowed(Refusal):
    """Only branch officers lay the banks' files beside the books."""

    code: ClassVar[str] = "contributions.money_work_not_allowed"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class DifferenceUnknown(Refusal):
    """No such file of a bank, or no such line in it that can be settled so."""

    code: ClassVar[str] = "contributions.difference_unknown"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class DifferenceSettled(Refusal):
    """Somebody else has settled this difference."""

    code: ClassVar[str] = "contributions.difference_settled"
    kind: ClassVar[Kind] = Kind.CONFLICT


class SecondPersonNeeded(Refusal):
    """Who brought a file does not book from it what nobody but the file says."""

    code: ClassVar[str] = "contributions.second_person_needed"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class LetterUnknown(Refusal):
    """No such letter of poverty, or one without a number or of a day to come."""

    code: ClassVar[str] = "contributions.letter_unknown"
    kind: ClassVar[Kind] = Kind.INVALID


class WriteOffNotAllowed(Refusal):
    """Only branch officers let go of arrears."""

    code: ClassVar[str] = "contributions.write_off_not_allowed"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class WriteOffOff(Refusal):
    """The law that lets go of arrears is not in force here."""

    code: ClassVar[str] = "contributions.write_off_off"
    kind: ClassVar[Kind] = Kind.CONFLICT


class UndoOver(Refusal):
    """The account before cannot be had back: there was none, or the time for it is over."""

    code: ClassVar[str] = "contributions.undo_over"
    kind: ClassVar[Kind] = Kind.CONFLICT


class AutodebitOff(Refusal):
    """No bank for autodebit is set up in this installation."""

    code: ClassVar[str] = "contributions.autodebit_off"
    kind: ClassVar[Kind] = Kind.CONFLICT
