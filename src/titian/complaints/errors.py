"""Refusals about complaints. The sentence is the catalogue entry `error.<code>`."""

from titian.kernel.errors import Kind, Refusal, Side


class CaseGone(Refusal):
    """No such case, or not one this viewer may see: to them it is not there."""

    code = "complaints.gone"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class NotComplaintOfficer(Refusal):
    """Answers no complaints: neither of an office, a facility nor a branch."""

    code = "complaints.not_here"
    kind = Kind.NOT_ALLOWED


class CaseSettled(Refusal):
    """Not from this state; data: `act`, `state`."""

    code = "complaints.settled"
    kind = Kind.CONFLICT


class CaseMoved(Refusal):
    """Somebody wrote or decided since the page was opened."""

    code = "complaints.moved"
    kind = Kind.CONFLICT


class OwnCase(Refusal):
    """Who is concerned, or wrote it themselves, does not decide it."""

    code = "complaints.own_case"
    kind = Kind.NOT_ALLOWED


class NoSuchOffice(Refusal):
    """There is no such office, or the case is there already."""

    code = "complaints.no_such_office"
    kind = Kind.INVALID


class CannotMerge(Refusal):
    """Only into another case that is running and that this officer may see."""

    code = "complaints.cannot_merge"
    kind = Kind.CONFLICT


class WordsMissing(Refusal):
    """Nothing was written."""

    code = "complaints.words_missing"
    kind = Kind.INVALID
    side = Side.PERSON


class WordsTooMany(Refusal):
    """Longer than one message may be; data: `most`."""

    code = "complaints.words_too_many"
    kind = Kind.INVALID
    side = Side.PERSON


class IncidentGone(Refusal):
    """No such incident, or not public yet."""

    code = "complaints.incident_gone"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class NotIncidentOfficer(Refusal):
    """Opens no incidents there: a branch, a region, the head office or the operator does."""

    code = "complaints.incident_not_here"
    kind = Kind.NOT_ALLOWED


class OwnNotice(Refusal):
    """Who wrote a notice does not approve it."""

    code = "complaints.own_notice"
    kind = Kind.NOT_ALLOWED


class NoticeWaiting(Refusal):
    """One notice waits for a second person already, or the incident has ended."""

    code = "complaints.notice_waiting"
    kind = Kind.CONFLICT


class PersonalWords(Refusal):
    """A public notice names a number of somebody, or an address."""

    code = "complaints.personal_words"
    kind = Kind.INVALID


class PhotoThere(Refusal):
    """A case holds one photo, and this one has it."""

    code = "complaints.photo_there"
    kind = Kind.INVALID


class TemplateGone(Refusal):
    """No such template, not one of this supervisor's, or another has taken its place."""

    code = "complaints.template_gone"
    kind = Kind.NOT_FOUND


class PlaceUnknown(Refusal):
    """A word in braces that no case can fill; data: `places`, `known`."""

    code = "complaints.place_unknown"
    kind = Kind.INVALID


class PlaceLeftOpen(Refusal):
    """An answer still has a word in braces that was to be filled; data: `places`."""

    code = "complaints.place_left_open"
    kind = Kind.INVALID
