"""Conversations for the browser: a visitor's page, and the desk of a branch."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from tests.factories.talks import BRANCH, an_officer, taken, waits
from titian.assistant import services as assistant
from titian.assistant.models import Conversation, Turn
from titian.assistant.selectors.later import later_path
from titian.assistant.types import Side
from titian.kernel import clock

__all__ = ["BRANCH", "DESK", "TALKING", "Talking", "conversations_that_wait"]


@dataclass(frozen=True, slots=True)
class Talking:
    waiting: Conversation
    later: str


TALKING: dict[str, Callable[[Talking], str]] = {
    "assistant:chat": lambda _: "/tanya/",
    "assistant:later": lambda t: t.later,
    "assistant:topics": lambda _: "/bantuan/topik/",
    "assistant:topic": lambda _: "/bantuan/topik/denda/",
}
DESK: dict[str, Callable[[Talking], str]] = {
    "assistant:desk": lambda _: "/petugas/percakapan/",
    "assistant:desk_talk": lambda t: f"/petugas/percakapan/{t.waiting.pk}/",
}


def conversations_that_wait() -> Talking:
    officer, at = an_officer(), clock.now()
    other = taken(officer, row=waits(at=at), at=at)
    words = "Kartu ibu sudah aktif lagi."
    assistant.answer(conversation_id=other.pk, words=words, client_key=uuid4(), by=officer, at=at)
    turn = Turn.objects.filter(conversation=other, side=Side.OFFICER).order_by("-pk")[0]
    return Talking(waits(at=at), later_path(turn.pk))
