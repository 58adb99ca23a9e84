"""Why the front door stays shut."""

from typing import ClassVar

from titian.kernel.errors import Kind, Refusal, Side


class PendingGone(Refusal):
    """No sign-in is under way here: it was finished, or an hour has passed."""

    code: ClassVar[str] = "frontdoor.pending_gone"
    kind: ClassVar[Kind] = Kind.NOT_FOUND
    side: ClassVar[Side] = Side.PERSON


class NoSuchWay(Refusal):
    """The channel is not one of those on record."""

    code: ClassVar[str] = "frontdoor.no_such_way"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class CodesEnough(Refusal):
    """So many codes were sent for this sign-in that more would not help."""

    code: ClassVar[str] = "frontdoor.codes_enough"
    kind: ClassVar[Kind] = Kind.TRY_LATER


class TooManyTries(Refusal):
    """Wrong codes too often: this sign-in is over, a new one may begin."""

    code: ClassVar[str] = "frontdoor.too_many_tries"
    kind: ClassVar[Kind] = Kind.TRY_LATER
    side: ClassVar[Side] = Side.PERSON


class HandOverNotAllowed(Refusal):
    """Only a counter or a branch officer may hand over a code."""

    code: ClassVar[str] = "frontdoor.hand_over_not_allowed"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class CodeNotArrived(Refusal):
    """Somebody asks for another code because the one sent has not come."""

    code: ClassVar[str] = "frontdoor.code_not_arrived"
    kind: ClassVar[Kind] = Kind.TRY_LATER
    side: ClassVar[Side] = Side.OURS
