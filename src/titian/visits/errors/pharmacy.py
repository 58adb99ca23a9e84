"""Refusals about what a pharmacy hands out."""

from titian.kernel.errors import Kind, Refusal, Side


class PrescriptionUnknown(Refusal):
    """No such prescription, or one of another pharmacy."""

    code = "visits.prescription_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class PrescriptionNotPossible(Refusal):
    """Kind, number, days or amount of a prescription do not fit; data: `what`."""

    code = "visits.prescription_not_possible"
    kind = Kind.INVALID
    side = Side.PERSON


class PrescriptionThere(Refusal):
    """The same prescription or medicine was told otherwise before; data: `number`."""

    code = "visits.prescription_there"
    kind = Kind.CONFLICT


class NotInProgramme(Refusal):
    """Back-referral medicines are for people whom a specialist sent back with a plan (PRB)."""

    code = "visits.not_in_programme"
    kind = Kind.CONFLICT


class MedicineNotOfKind(Refusal):
    """The formulary does not have the medicine for this kind of prescription; data: `medicine`."""

    code = "visits.medicine_not_of_kind"
    kind = Kind.CONFLICT


class TooManyDays(Refusal):
    """A medicine is handed out for so many days at once at most; data: `most`."""

    code = "visits.too_many_days"
    kind = Kind.INVALID
    side = Side.PERSON


class TooManyUnits(Refusal):
    """More than what was prescribed for these days takes; data: `most`."""

    code = "visits.too_many_units"
    kind = Kind.INVALID
    side = Side.PERSON


class MedicineUnknown(Refusal):
    """No medicine of the formulary has this code; data: `medicine`."""

    code = "visits.medicine_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON
