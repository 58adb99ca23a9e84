"""Somebody who writes to the assistant: what they say, and what comes back."""

from datetime import datetime
from itertools import count

from tests.factories.queue import NOON
from titian.assistant import services as assistant
from titian.assistant.types import Door, Reply, Said, Turned
from titian.kernel.actors import Actor

PHONE = "6281234000111"
VISITOR = Actor.visitor()
_KEYS = count()


def say(
    text: str,
    *,
    by: Actor = VISITOR,
    sender: str = PHONE,
    door: Door = Door.WHATSAPP,
    choice: str = "",
    key: str = "",
    at: datetime = NOON,
) -> Turned:
    said = Said(text, key or f"k{next(_KEYS)}", at, choice)
    return assistant.take_turn(door=door, sender=sender, said=said, by=by, at=at)


def words(turned: Turned) -> str:
    return "\n".join(one.text for one in turned.replies)


def paths(replies: tuple[Reply, ...]) -> list[str]:
    return [link.path for one in replies for link in one.links]


def keys(turned: Turned) -> list[str]:
    return [one.key for reply in turned.replies for one in reply.choices]
