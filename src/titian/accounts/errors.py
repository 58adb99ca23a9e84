"""Why someone does not get in. The sentence people read is the catalogue's `error.<code>`."""

from typing import ClassVar

from titian.accounts.types import Puzzle
from titian.kernel.errors import Kind, Refusal, Side


class SlowDown(Refusal):
    """Too many tries lately. The puzzle is the work, or the wait, that opens the way.

    `subject` is the keyed hash of the address, number or name that is limited.
    """

    code: ClassVar[str] = "accounts.slow_down"
    kind: ClassVar[Kind] = Kind.TRY_LATER

    def __init__(self, puzzle: Puzzle, *, subject: str) -> None:
        super().__init__()
        self.puzzle = puzzle
        self.subject = subject


class WrongCode(Refusal):
    code: ClassVar[str] = "accounts.wrong_code"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class WrongCredentials(Refusal):
    """Name, password or authenticator code: deliberately not said which."""

    code: ClassVar[str] = "accounts.wrong_credentials"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class SecondFactorMissing(Refusal):
    """The password is right, but the account has neither authenticator nor passkey."""

    code: ClassVar[str] = "accounts.second_factor_missing"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class WrongUnlock(Refusal):
    code: ClassVar[str] = "accounts.wrong_unlock"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class SessionEnded(Refusal):
    """Gone, ended elsewhere, or too many wrong unlocks: sign in again."""

    code: ClassVar[str] = "accounts.session_ended"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class PasskeyRefused(Refusal):
    """Unknown, altered, used for another site, or its challenge is used up."""

    code: ClassVar[str] = "accounts.passkey_refused"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class PasskeysEnough(Refusal):
    code: ClassVar[str] = "accounts.passkeys_enough"
    kind: ClassVar[Kind] = Kind.CONFLICT


class WeakSecret(Refusal):
    """A password or PIN that would be guessed."""

    code: ClassVar[str] = "accounts.weak_secret"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class NameTaken(Refusal):
    code: ClassVar[str] = "accounts.name_taken"
    kind: ClassVar[Kind] = Kind.CONFLICT


class MayNotKeep(Refusal):
    """This role, at this place, is not the actor's to give, to end or to look after."""

    code: ClassVar[str] = "accounts.may_not_keep"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class NotOneself(Refusal):
    """Nobody gives a role, a second look or a new authenticator to themselves."""

    code: ClassVar[str] = "accounts.not_oneself"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class RoleDoesNotFit(Refusal):
    """The role means nothing at this kind of place, or the period has no length."""

    code: ClassVar[str] = "accounts.role_does_not_fit"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class RoleHeldAlready(Refusal):
    code: ClassVar[str] = "accounts.role_held_already"
    kind: ClassVar[Kind] = Kind.CONFLICT


class AddressUnusable(Refusal):
    """Neither a mobile number of Indonesia nor an e-mail address."""

    code: ClassVar[str] = "accounts.address_unusable"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class InvitationGone(Refusal):
    """Unknown, used, withdrawn, run out, or not open yet: said alike, since links are guessed."""

    code: ClassVar[str] = "accounts.invitation_gone"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class InvitationOver(Refusal):
    """An invitation that is used, withdrawn or sent too often is not changed any more."""

    code: ClassVar[str] = "accounts.invitation_over"
    kind: ClassVar[Kind] = Kind.CONFLICT


class DecidedAlready(Refusal):
    """Somebody else was quicker, it was withdrawn, or its days ran out."""

    code: ClassVar[str] = "accounts.decided_already"
    kind: ClassVar[Kind] = Kind.CONFLICT


class SecondPersonNeeded(Refusal):
    """Who asked does not decide, and neither does the person it is about."""

    code: ClassVar[str] = "accounts.second_person_needed"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class StaffUnknown(Refusal):
    """Nobody of that number, or nobody the viewer keeps: said alike."""

    code: ClassVar[str] = "accounts.staff_unknown"
    kind: ClassVar[Kind] = Kind.NOT_FOUND
