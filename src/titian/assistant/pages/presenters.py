"""A conversation as its page shows it."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext

from titian.assistant.rules.saying import choices_of
from titian.assistant.types import Choice, DeskTalk, Intent, Keeper, Link, Side, Talk, TurnView

_SHOWN = 12  # the page is to stay light


@dataclass(frozen=True, slots=True)
class Line:
    side: Side
    text: str
    links: tuple[Link, ...]
    turn: TurnView

    @property
    def wish(self) -> str:
        """What the assistant took it for, in the words of the choices."""
        return _worded(self.turn.wish)

    @property
    def opinion(self) -> str:
        """What a text model took it for."""
        return _worded(self.turn.opinion)

    @property
    def offered(self) -> str:
        """The choices that stood below an answer."""
        return " · ".join(one.label for one in choices_of(self.turn.replies))


@dataclass(frozen=True, slots=True)
class ChatPage:
    talk: Talk | None

    @property
    def lines(self) -> tuple[Line, ...]:
        return _lines(self.talk.turns if self.talk else ())[-_SHOWN:]

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What the newest answer offers; nothing once something else was said."""
        turns = self.talk.turns if self.talk else ()
        return choices_of(turns[-1].replies) if turns else ()

    @property
    def offers_officer(self) -> bool:
        """So that the page does not offer it twice."""
        return any(one.key == Intent.OFFICER for one in self.choices)

    @property
    def is_waiting(self) -> bool:
        return self.talk is not None and self.talk.keeper is Keeper.WAITING

    @property
    def is_with_officer(self) -> bool:
        return self.talk is not None and self.talk.keeper is Keeper.OFFICER


@dataclass(frozen=True, slots=True)
class DeskPage:
    talk: DeskTalk

    @property
    def lines(self) -> tuple[Line, ...]:
        return _lines(self.talk.turns)

    @property
    def is_waiting(self) -> bool:
        return self.talk.keeper is Keeper.WAITING

    @property
    def opens(self) -> str:
        """When the office opens next, in its own time."""
        return date_format(self.talk.desk.opens_at, "l j F, H.i")

    @property
    def is_with_assistant(self) -> bool:
        return self.talk.keeper is Keeper.ASSISTANT


def _lines(turns: tuple[TurnView, ...]) -> tuple[Line, ...]:
    """Turns without words (an answer left to the officer) are not shown."""
    return tuple(
        Line(turn.side, turn.text, tuple(link for one in turn.replies for link in one.links), turn)
        for turn in turns
        if turn.text
    )


def _worded(wish: Intent | None) -> str:
    key = f"intent.{wish}"
    return gettext(key) if wish else ""
