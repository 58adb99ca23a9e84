"""Refusals of members. The sentence is the catalogue entry `error.<code>`."""

from typing import ClassVar

from titian.kernel.errors import Kind, Refusal, Side


class PersonOutOfReach(Refusal):
    """Not there, or not for this viewer: the answer is the same for both."""

    code: ClassVar[str] = "members.person_out_of_reach"
    kind: ClassVar[Kind] = Kind.NOT_FOUND
    side: ClassVar[Side] = Side.PERSON


class PersonUnknown(Refusal):
    """Nobody on record has this NIK or card number."""

    code: ClassVar[str] = "members.person_unknown"
    kind: ClassVar[Kind] = Kind.NOT_FOUND
    side: ClassVar[Side] = Side.PERSON


class IdentifierNotReadable(Refusal):
    """Neither sixteen digits (NIK) nor thirteen (card)."""

    code: ClassVar[str] = "members.identifier_not_readable"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class LookNotAllowed(Refusal):
    """The staff member has no role that looks people up."""

    code: ClassVar[str] = "members.look_not_allowed"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class ConsentMissing(Refusal):
    """An adult of the family has not allowed the head to see this; data: `name`."""

    code: ClassVar[str] = "members.consent_missing"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class ChangeNotPossible(Refusal):
    """The status does not allow this change, or it lies before the last one."""

    code: ClassVar[str] = "members.change_not_possible"
    kind: ClassVar[Kind] = Kind.CONFLICT


class AlreadyRegistered(Refusal):
    """The family card, NIK or card number is on record already."""

    code: ClassVar[str] = "members.already_registered"
    kind: ClassVar[Kind] = Kind.CONFLICT


class FamilyIncomplete(Refusal):
    """A family has exactly one head, and everyone a history."""

    code: ClassVar[str] = "members.family_incomplete"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class NotAnAdult(Refusal):
    """Consent is an adult's own; for a child the head decides."""

    code: ClassVar[str] = "members.not_an_adult"
    kind: ClassVar[Kind] = Kind.CONFLICT


class HelpNotAllowed(Refusal):
    """The staff member has no role that records a person's leave, or appoints a kader."""

    code: ClassVar[str] = "members.help_not_allowed"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class HelpsSomebodyElse(Refusal):
    """Nobody helps themselves, and a head acts for the own card by consent, not by leave."""

    code: ClassVar[str] = "members.helps_somebody_else"
    kind: ClassVar[Kind] = Kind.CONFLICT
    side: ClassVar[Side] = Side.PERSON


class HelpingGone(Refusal):
    """No such leave, it has ended already, or it is not this person's to end."""

    code: ClassVar[str] = "members.helping_gone"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class OwnDataNotAllowed(Refusal):
    """Requests about data are decided at a branch, in its own region."""

    code: ClassVar[str] = "members.own_data_not_allowed"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class DataRequestGone(Refusal):
    """No such request for this viewer, or it has been decided already."""

    code: ClassVar[str] = "members.data_request_gone"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class DataRequestOpen(Refusal):
    """The same right was asked for already and is being decided."""

    code: ClassVar[str] = "members.data_request_open"
    kind: ClassVar[Kind] = Kind.CONFLICT


class ExportGone(Refusal):
    """The copy is not ready, has expired, or is somebody else's."""

    code: ClassVar[str] = "members.export_gone"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class RequestGone(Refusal):
    """No such request to change, or not for this viewer: the answer is the same for both."""

    code: ClassVar[str] = "members.request_gone"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class RequestSettled(Refusal):
    """The request is past the step in which this could still be done; data: `step`."""

    code: ClassVar[str] = "members.request_settled"
    kind: ClassVar[Kind] = Kind.CONFLICT


class RequestAlreadyOpen(Refusal):
    """The same kind was asked for this person and is not finished; data: `request_id`."""

    code: ClassVar[str] = "members.request_already_open"
    kind: ClassVar[Kind] = Kind.CONFLICT


class RequestNotYours(Refusal):
    """This kind is asked by somebody else: the person, the head, or at a counter."""

    code: ClassVar[str] = "members.request_not_yours"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class RequestTooSoon(Refusal):
    """The rule asks for more time since the last change of this kind; data: `until`."""

    code: ClassVar[str] = "members.request_too_soon"
    kind: ClassVar[Kind] = Kind.CONFLICT


class RequestNotInSegment(Refusal):
    """In this segment the state or the employer decides it, not the member."""

    code: ClassVar[str] = "members.request_not_in_segment"
    kind: ClassVar[Kind] = Kind.CONFLICT


class RequestNeedsActive(Refusal):
    """Only for who is active and owes nothing."""

    code: ClassVar[str] = "members.request_needs_active"
    kind: ClassVar[Kind] = Kind.CONFLICT


class RequestNotNeeded(Refusal):
    """What is asked for is so already."""

    code: ClassVar[str] = "members.request_not_needed"
    kind: ClassVar[Kind] = Kind.CONFLICT


class RequestPersonGone(Refusal):
    """The person has died or was merged with another record: nothing is changed any more."""

    code: ClassVar[str] = "members.request_person_gone"
    kind: ClassVar[Kind] = Kind.CONFLICT


class NewbornTooLate(Refusal):
    """Born longer ago than a newborn may be registered as one; data: `days`."""

    code: ClassVar[str] = "members.newborn_too_late"
    kind: ClassVar[Kind] = Kind.CONFLICT


class RequestIncomplete(Refusal):
    """Fields or papers are not there; data: `missing`, their names."""

    code: ClassVar[str] = "members.request_incomplete"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class RequestValueWrong(Refusal):
    """A field cannot be read or is impossible; data: `field`."""

    code: ClassVar[str] = "members.request_value_wrong"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class RequestNotAllowed(Refusal):
    """The staff member has no role that enters or decides requests here."""

    code: ClassVar[str] = "members.request_not_allowed"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class RequestOwnEntry(Refusal):
    """Nobody decides what they entered themselves."""

    code: ClassVar[str] = "members.request_own_entry"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class RequestTaken(Refusal):
    """A colleague has this request in hand."""

    code: ClassVar[str] = "members.request_taken"
    kind: ClassVar[Kind] = Kind.CONFLICT


class RequestCodesSpent(Refusal):
    """Codes went to new addresses too often today."""

    code: ClassVar[str] = "members.request_codes_spent"
    kind: ClassVar[Kind] = Kind.TRY_LATER


class RecoveryNotThisWay(Refusal):
    """This person's number is not changed by this way: a counter can, with a document."""

    code: ClassVar[str] = "members.recovery_not_this_way"
    kind: ClassVar[Kind] = Kind.CONFLICT
    side: ClassVar[Side] = Side.PERSON


class RecoveryNobody(Refusal):
    """For a kader: nobody of the own village has this NIK and birth date. Which of the three is
    wrong is not told.
    """

    code: ClassVar[str] = "members.recovery_nobody"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class RecoveryLocked(Refusal):
    """A change was stopped as not theirs not long ago: only a counter may make one now."""

    code: ClassVar[str] = "members.recovery_locked"
    kind: ClassVar[Kind] = Kind.CONFLICT


class RecoveryTooOften(Refusal):
    """The number has been changed this way often enough lately; data: `most`."""

    code: ClassVar[str] = "members.recovery_too_often"
    kind: ClassVar[Kind] = Kind.TRY_LATER


class RecoveryOpen(Refusal):
    """A change for this person is under way already."""

    code: ClassVar[str] = "members.recovery_open"
    kind: ClassVar[Kind] = Kind.CONFLICT


class RecoveryGone(Refusal):
    """No such change for this viewer, or it has taken effect, ended or lapsed."""

    code: ClassVar[str] = "members.recovery_gone"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class RecoveryTries(Refusal):
    """Wrong codes too often, or too many codes sent: this change is over, a new one may begin."""

    code: ClassVar[str] = "members.recovery_tries"
    kind: ClassVar[Kind] = Kind.TRY_LATER
    side: ClassVar[Side] = Side.PERSON


class RecoveryNotAllowed(Refusal):
    """Neither an officer who serves people, nor a kader, nor the head of the card."""

    code: ClassVar[str] = "members.recovery_not_allowed"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED
