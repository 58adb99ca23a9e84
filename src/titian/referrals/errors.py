from titian.kernel.errors import Kind, Refusal, Side


class ReferralUnknown(Refusal):
    """No referral of this number, or none this viewer may see."""

    code = "referrals.unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class LetterUnknown(Refusal):
    """No control letter or letter of admission of this number, or none this viewer may see."""

    code = "referrals.letter_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class SpecialUnknown(Refusal):
    """The referral has no such extension for many visits."""

    code = "referrals.special_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class DiagnosisUnknown(Refusal):
    """No diagnosis has this code; data: `diagnosis`."""

    code = "referrals.diagnosis_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class ProcedureUnknown(Refusal):
    """No procedure has this code; data: `procedure`."""

    code = "referrals.procedure_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class NotWriter(Refusal):
    """Only who records care at a facility writes its papers."""

    code = "referrals.not_writer"
    kind = Kind.NOT_ALLOWED


class PersonNotActive(Refusal):
    """Only an active member is referred, except in an emergency; data: `status`."""

    code = "referrals.person_not_active"
    kind = Kind.CONFLICT


class ReferralStands(Refusal):
    """The same person was sent to the same service there that day; data: `number`."""

    code = "referrals.stands"
    kind = Kind.CONFLICT


class LetterStands(Refusal):
    """There is a letter for that day and service out of the same care; data: `number`."""

    code = "referrals.letter_stands"
    kind = Kind.CONFLICT


class ReferralExpired(Refusal):
    """The paper's last good day has passed; data: `until`."""

    code = "referrals.expired"
    kind = Kind.CONFLICT


class PaperUsed(Refusal):
    """A visit has used it; later visits need a control letter. Data: `number`."""

    code = "referrals.used"
    kind = Kind.CONFLICT


class PaperWithdrawn(Refusal):
    """Whoever wrote it has taken it back; data: `number`."""

    code = "referrals.paper_withdrawn"
    kind = Kind.CONFLICT


class NotYet(Refusal):
    """A control letter holds from its day on; data: `day`."""

    code = "referrals.not_yet"
    kind = Kind.CONFLICT


class OtherFacility(Refusal):
    """The paper leads to another facility; data: `name`."""

    code = "referrals.other_facility"
    kind = Kind.CONFLICT


class PathSkipped(Refusal):
    """A hospital class was passed over without a reason; data: `theirs`, the class."""

    code = "referrals.path_skipped"
    kind = Kind.INVALID


class NotAHospital(Refusal):
    """Specialist care is given at hospitals; data: `name`."""

    code = "referrals.not_a_hospital"
    kind = Kind.INVALID


class NotPrimary(Refusal):
    """Back goes to a puskesmas or clinic, never to a hospital; data: `name`."""

    code = "referrals.not_primary"
    kind = Kind.INVALID


class OnlyHospitals(Refusal):
    """Only hospitals send back, and write control letters."""

    code = "referrals.only_hospitals"
    kind = Kind.INVALID


class DestinationMissing(Refusal):
    """A referral says to which facility."""

    code = "referrals.destination_missing"
    kind = Kind.INVALID
    side = Side.PERSON


class SameFacility(Refusal):
    """A facility does not refer to itself."""

    code = "referrals.same_facility"
    kind = Kind.INVALID
    side = Side.PERSON


class SpecialtyMissing(Refusal):
    """A referral is for one service, and a hospital's."""

    code = "referrals.specialty_missing"
    kind = Kind.INVALID
    side = Side.PERSON


class SpecialtyNotThere(Refusal):
    """The facility has no such service; data: `specialty`, `name`."""

    code = "referrals.specialty_not_there"
    kind = Kind.INVALID


class PlannedOutside(Refusal):
    """The planned day is before the first or after the last that is possible; both are data."""

    code = "referrals.planned_outside"
    kind = Kind.INVALID
    side = Side.PERSON


class OngoingOnly(Refusal):
    """Straight to the usual hospital go only long treatments that began there (§3.2)."""

    code = "referrals.ongoing_only"
    kind = Kind.INVALID


class LetterMissing(Refusal):
    """A control letter is written out of the eligibility letter of the care before."""

    code = "referrals.letter_missing"
    kind = Kind.INVALID


class NumberTaken(Refusal):
    """Another paper has this number; data: `number`."""

    code = "referrals.number_taken"
    kind = Kind.CONFLICT
