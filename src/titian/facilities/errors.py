from titian.kernel.errors import Kind, Refusal, Side


class FacilityUnknown(Refusal):
    """No facility has this code or id."""

    code = "facilities.unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class NotManager(Refusal):
    """Staff without the role "manager" over this facility."""

    code = "facilities.not_manager"
    kind = Kind.NOT_ALLOWED


class NotOfFacility(Refusal):
    """A service, practitioner, schedule or exception that is not this facility's."""

    code = "facilities.not_of_facility"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class LetterTaken(Refusal):
    """Another service of the facility has this letter; data: `letter`."""

    code = "facilities.letter_taken"
    kind = Kind.CONFLICT


class PractitionerBusy(Refusal):
    """The practitioner sits elsewhere at that time."""

    code = "facilities.practitioner_busy"
    kind = Kind.CONFLICT


class ExceptionStands(Refusal):
    """There is an exception for that day and those services and practitioners."""

    code = "facilities.exception_stands"
    kind = Kind.CONFLICT


class HoursBackwards(Refusal):
    """The end is not after the start."""

    code = "facilities.hours_backwards"
    kind = Kind.INVALID
    side = Side.PERSON


class NoPlaces(Refusal):
    """A session needs a place that can be booked or given at the counter."""

    code = "facilities.no_places"
    kind = Kind.INVALID
    side = Side.PERSON


class DayPassed(Refusal):
    """Schedules change from today on; what was, was."""

    code = "facilities.day_passed"
    kind = Kind.INVALID
    side = Side.PERSON


class DayTooFar(Refusal):
    """A date more than two years ahead is a slip of the finger."""

    code = "facilities.day_too_far"
    kind = Kind.INVALID
    side = Side.PERSON


class NotBedKeeper(Refusal):
    """Only who works at a facility keeps its beds."""

    code = "facilities.not_bed_keeper"
    kind = Kind.NOT_ALLOWED


class BedRoomUnknown(Refusal):
    """The facility has no such room, or it was taken away."""

    code = "facilities.bed_room_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class BedRoomStands(Refusal):
    """Another room of that class has this code."""

    code = "facilities.bed_room_stands"
    kind = Kind.CONFLICT


class BedCountWrong(Refusal):
    """More free than there are, less than none, or parts that are more than the whole."""

    code = "facilities.bed_count_wrong"
    kind = Kind.INVALID
    side = Side.PERSON


class SpecialtyUnknown(Refusal):
    """No specialty has this code; data: `specialty`."""

    code = "facilities.specialty_unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class CodeTaken(Refusal):
    """Another facility, or another doctor of this one, has the code; data: `taken`."""

    code = "facilities.code_taken"
    kind = Kind.CONFLICT


class NotAHospital(Refusal):
    """A class is a hospital's; data: `name`."""

    code = "facilities.not_a_hospital"
    kind = Kind.INVALID
    side = Side.PERSON
