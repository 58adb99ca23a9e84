"""Conversations that wait for an officer, or are with one."""

from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

from titian.assistant import services as assistant
from titian.assistant.models import Conversation, Turn
from titian.assistant.rules import replies
from titian.assistant.selectors.talks import sender_index
from titian.assistant.types import Choice, Door, Keeper, Reply, Side
from titian.kernel.actors import Actor
from titian.kernel.scopes import REGION, Grant, Scope

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
MALANG = "35.73"
BRANCH = (Grant("branch", Scope(REGION, MALANG)),)
_numbers = count(1)


def an_officer(region: str = MALANG) -> Actor:
    return Actor.staff(f"talk{next(_numbers)}", (Grant("branch", Scope(REGION, region)),))


def waits(
    *, door: Door = Door.WHATSAPP, office: str = MALANG, at: datetime = AT, sender: str = ""
) -> Conversation:
    sender = sender or f"62822{next(_numbers):08}"
    row = Conversation.objects.create(
        door=door,
        sender_index=sender_index(door, sender),
        sender_sealed=sender,
        state_sealed="",
        keeper=Keeper.WAITING,
        office=office,
        waits_since=at,
        opened_at=at,
        spoke_at=at,
    )
    says(row, "Kartu ibu saya kok tidak aktif ya bu", at=at)
    return row


def says(row: Conversation, words: str, *, at: datetime = AT) -> None:
    key = f"test:{next(_numbers)}"
    Turn.objects.create(
        conversation=row, side=Side.PERSON, key=key, text_sealed=words, by="visitor", at=at
    )
    told = replies.written([Reply("Saya sambungkan.", (Choice("menu", "Menu"),))])
    Turn.objects.create(
        conversation=row, side=Side.ASSISTANT, key=key, text_sealed=told, by="system", at=at
    )


def taken(by: Actor, *, row: Conversation | None = None, at: datetime = AT) -> Conversation:
    row = row or waits(at=at)
    assistant.take(conversation_id=row.pk, name="Yusuf H", client_key=uuid4(), by=by, at=at)
    return row
