"""Refusals about announcements and the weekly page; the sentence is `error.<code>`."""

from titian.kernel.errors import Kind, Refusal, Side


class SheetGone(Refusal):
    """No such announcement, edition or article, or not one for this reader."""

    code = "announcements.gone"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class NotEditor(Refusal):
    """Writes nothing for the public."""

    code = "announcements.not_editor"
    kind = Kind.NOT_ALLOWED


class RegionNotYours(Refusal):
    """Told to a region, or the whole country, that this editor does not speak to."""

    code = "announcements.not_your_region"
    kind = Kind.NOT_ALLOWED


class OwnWords(Refusal):
    """Who wrote any of it does not approve it."""

    code = "announcements.own_words"
    kind = Kind.NOT_ALLOWED


class SheetSettled(Refusal):
    """Not from this state; data: `act`, `state`."""

    code = "announcements.settled"
    kind = Kind.CONFLICT


class SheetMovedMeanwhile(Refusal):
    """Somebody did something since the page was opened."""

    code = "announcements.moved"
    kind = Kind.CONFLICT


class EditionTaken(Refusal):
    """This region has an edition of that week."""

    code = "announcements.edition_taken"
    kind = Kind.CONFLICT


class EditionEmpty(Refusal):
    """Without an article there is nothing to approve."""

    code = "announcements.edition_empty"
    kind = Kind.CONFLICT


class EditionFull(Refusal):
    """More articles than one page may hold; data: `most`."""

    code = "announcements.edition_full"
    kind = Kind.CONFLICT


class WordsMissing(Refusal):
    code = "announcements.words_missing"
    kind = Kind.INVALID
    side = Side.PERSON


class WordsTooMany(Refusal):
    """Longer than the page may be; data: `most`."""

    code = "announcements.words_too_many"
    kind = Kind.INVALID
    side = Side.PERSON


class IdentityTold(Refusal):
    """Sixteen digits in a row: a NIK or a family card is never told to many."""

    code = "announcements.identity_told"
    kind = Kind.INVALID
    side = Side.PERSON


class PeriodWrong(Refusal):
    """It ends before it begins, or has ended already."""

    code = "announcements.period_wrong"
    kind = Kind.INVALID
    side = Side.PERSON


class ConsentMissing(Refusal):
    """A testimony is told when the person agreed, and the record says when."""

    code = "announcements.consent_missing"
    kind = Kind.INVALID


class ReasonMissing(Refusal):
    """What is sent back or withdrawn says why."""

    code = "announcements.reason_missing"
    kind = Kind.INVALID
    side = Side.PERSON
