"""Refusals about conversations. The sentence is the catalogue entry `error.<code>`."""

from titian.kernel.errors import Kind, Refusal


class TalkGone(Refusal):
    """No such conversation, or not one this officer may see: to them it is not there."""

    code = "assistant.talk_gone"
    kind = Kind.NOT_FOUND


class TalkTaken(Refusal):
    """Not with this officer: a colleague has it, or nobody waits any more."""

    code = "assistant.talk_taken"
    kind = Kind.CONFLICT


class NotTalkOfficer(Refusal):
    """Talks with nobody: not of a branch."""

    code = "assistant.not_here"
    kind = Kind.NOT_ALLOWED


class WordsMissing(Refusal):
    """Nothing was said."""

    code = "assistant.words_missing"
    kind = Kind.INVALID


class NoSuchTopic(Refusal):
    """No help page has this name."""

    code = "assistant.no_such_topic"
    kind = Kind.NOT_FOUND
