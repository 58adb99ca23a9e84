"""Refusals about what is to be paid. The sentence is the catalogue entry `error.<code>`."""

from titian.kernel.errors import Kind, Refusal, Side


class ClaimUnknown(Refusal):
    """No such letter or claim, or another facility's: to them it is not there."""

    code = "claims.unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class NotClaimsOfficer(Refusal):
    """Neither of the facility's claims staff nor of the branch that decides."""

    code = "claims.not_here"
    kind = Kind.NOT_ALLOWED


class OwnClaim(Refusal):
    """Who sent it does not decide it, who decided it does not settle the dispute."""

    code = "claims.own_claim"
    kind = Kind.NOT_ALLOWED


class ClaimTaken(Refusal):
    """A colleague has it in hand."""

    code = "claims.taken"
    kind = Kind.CONFLICT


class SheetStands(Refusal):
    """There is a care sheet for this letter; data: `number`."""

    code = "claims.sheet_stands"
    kind = Kind.CONFLICT


class SheetUnknown(Refusal):
    """No care sheet was written for this letter."""

    code = "claims.sheet_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class ClaimSent(Refusal):
    """It is with the branch: nothing changes until it comes back."""

    code = "claims.sent"
    kind = Kind.CONFLICT


class ClaimCannot(Refusal):
    """Not from this state; data: `act`, `state`."""

    code = "claims.cannot"
    kind = Kind.CONFLICT


class ClaimIncomplete(Refusal):
    """Something is missing before it can be sent; data: `missing`."""

    code = "claims.incomplete"
    kind = Kind.INVALID
    side = Side.PERSON


class ClaimTooLate(Refusal):
    """The time to send it has passed; data: `until`."""

    code = "claims.too_late"
    kind = Kind.CONFLICT


class CareNotEnded(Refusal):
    """The patient has not left yet."""

    code = "claims.not_ended"
    kind = Kind.CONFLICT


class AmountWrong(Refusal):
    """Not a possible amount: below nothing, or more than was asked; data: `most`."""

    code = "claims.amount_wrong"
    kind = Kind.INVALID
    side = Side.PERSON


class DatesWrong(Refusal):
    """The days of a care sheet do not fit its letter."""

    code = "claims.dates_wrong"
    kind = Kind.INVALID
    side = Side.PERSON


class ReasonNeeded(Refusal):
    """A claim is sent back, refused or disputed only with a reason the other side can read."""

    code = "claims.reason_needed"
    kind = Kind.INVALID
    side = Side.PERSON


class TooManyPapers(Refusal):
    """A claim holds only so many papers; data: `most`."""

    code = "claims.too_many_papers"
    kind = Kind.CONFLICT
