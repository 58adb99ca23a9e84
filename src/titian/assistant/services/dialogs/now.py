"""One message with all that is known when it is answered, and what an answer is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext

from titian.assistant.models import Conversation
from titian.assistant.rules.memory import Memory
from titian.assistant.services.waiting import wait_for_officer
from titian.assistant.types import Choice, Door, Intent, Link, Reply, Said, Understood
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of

OFFICER, STOP = "officer", "stop"
_LABEL = 24


@dataclass(frozen=True, slots=True)
class Answered:
    replies: tuple[Reply, ...]
    memory: Memory
    intent: str = ""


@dataclass(frozen=True, slots=True)
class Now:
    row: Conversation
    said: Said
    memory: Memory
    heard: Understood
    chosen: str  # the key of a choice, empty when words were written
    by: Actor
    at: datetime

    @property
    def today(self) -> date:
        return day_of(self.at)

    @property
    def person(self) -> int:
        """Signed in, or proved in this conversation; 0 when nobody knows who it is."""
        if self.by.kind is ActorKind.MEMBER and self.by.subject.isdecimal():
            return int(self.by.subject)
        return self.memory.person(self.at)

    @property
    def actor(self) -> Actor:
        """Who acts: the session's member, or the one this conversation proved."""
        if self.by.kind is ActorKind.MEMBER or not self.person:
            return self.by
        return Actor.member(f"talk:{self.row.pk}", self.person)

    @property
    def phone(self) -> str:
        return self.row.sender_sealed if self.row.door == Door.WHATSAPP else ""

    @property
    def slots(self) -> Mapping[str, str]:
        return {**self.memory.slots, **self.heard.slots}

    @property
    def topic(self) -> Intent:
        return Intent(self.memory.topic) if self.memory.topic else Intent.NONE

    def but(self, memory: Memory) -> "Now":
        return replace(self, memory=memory)


def answered(
    now: Now, text: str, *, links: Sequence[Link] = (), then: Sequence[Choice] = ()
) -> Answered:
    """The topic is served."""
    return _answer(now, text, links, then, now.memory.done())


def asked(
    now: Now,
    asks: str,
    text: str,
    *,
    then: Sequence[Choice] = (),
    links: Sequence[Link] = (),
    **slots: str,
) -> Answered:
    """A question stands open. A person can always be had instead."""
    memory = now.memory.asking(asks, **{**now.heard.slots, **slots})
    return _answer(now, text, links, (*then, to_officer()), memory)


def handed_over(now: Now, text: str = "") -> Answered:
    reply = wait_for_officer(now.row, at=now.at)
    before = (Reply(text),) if text else ()
    return Answered((*before, reply), now.memory.done())


def refused(now: Now, refusal: Refusal, *, also: str = "") -> Answered:
    """Why not, in the words of the catalogue, and a person to ask."""
    sentence = worded(f"error.{refusal.code}")
    try:
        sentence = sentence.format(**refusal.data)
    except (KeyError, IndexError, ValueError):
        sentence = gettext("say.cannot")
    said = f"{sentence} {also}".strip()
    return answered(now, said, links=(help_page(),), then=(to_officer(),))


def worded(key: str) -> str:
    """The catalogue's entry for a key; every key has one (a test asks for them all)."""
    return gettext(key)


def to_officer() -> Choice:
    return Choice(OFFICER, gettext("say.to_officer"))


def help_page() -> Link:
    return Link("/bantuan/", gettext("say.help_page"))


def choice(key: str, label: str) -> Choice:
    return Choice(key, label[:_LABEL])


def _answer(
    now: Now, text: str, links: Sequence[Link], then: Sequence[Choice], memory: Memory
) -> Answered:
    offered = tuple((one.key, one.label) for one in then)
    reply = Reply(text, tuple(then), tuple(links))
    return Answered((reply,), replace(memory, choices=offered), now.topic)
