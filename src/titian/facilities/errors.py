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
