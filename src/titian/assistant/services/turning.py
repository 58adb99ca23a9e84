"""One message of a conversation: written down once, understood, answered in the same commit."""

from datetime import datetime

from django.db import transaction

from titian.assistant.models import Conversation, Turn
from titian.assistant.rules import memory, replies
from titian.assistant.rules.opinions import Opinion
from titian.assistant.selectors.talks import sender_index
from titian.assistant.services.dialogs import converse
from titian.assistant.services.dialogs.now import Answered
from titian.assistant.types import Door, Keeper, Said, Side, Turned
from titian.kernel.actors import Actor, ActorKind

_LONGEST = 2_000
_ASSISTANT = Actor.system("assistant")


@transaction.atomic
def take_turn(
    *,
    door: Door,
    sender: str,
    said: Said,
    by: Actor,
    at: datetime,
    language: str = "id",
    opinion: Opinion | None = None,
) -> Turned:
    """Answer `said` of this sender: a phone number, or the token of a browser.

    `by` is the member of a signed-in session, else a visitor. The same key again gives what was
    answered then. While an officer has the conversation, it is only written down. A message
    older than the newest one is answered, but moves no dialog that went on without it. `opinion`
    is what a text model took the words for, when one was asked.
    """
    row = _locked(door, sender, language, at)
    if before := Turn.objects.filter(conversation=row, side=Side.ASSISTANT, key=said.key).first():
        return Turned(row.pk, before.pk, replies.read(before.text_sealed), Keeper(row.keeper), True)

    remembered = memory.read(row.state_sealed, spoke_at=row.spoke_at, at=at)
    is_late = said.at < row.spoke_at
    if by.kind is ActorKind.MEMBER:
        row.person_id = int(by.subject)  # so that their data and its deletion reach it
    answer = converse(row, said, remembered, by=by, at=at, is_late=is_late, opinion=opinion)

    turn_id = _write(row, said, answer, opinion, by, at)
    row.state_sealed = memory.written(answer.memory)
    row.spoke_at = max(row.spoke_at, said.at)
    row.save(
        update_fields=["state_sealed", "spoke_at", "keeper", "waits_since", "office", "person_id"]
    )
    return Turned(row.pk, turn_id, tuple(answer.replies), Keeper(row.keeper))


def _locked(door: Door, sender: str, language: str, at: datetime) -> Conversation:
    """The sender's conversation, its row locked; two first messages at once meet at the key."""
    index = sender_index(door, sender)
    mine = Conversation.objects.filter(door=door, sender_index=index).select_for_update(
        of=("self",)
    )
    if (row := mine.first()) is not None:
        return row
    new = Conversation(
        door=door,
        sender_index=index,
        sender_sealed=sender,
        language=language,
        state_sealed="",
        opened_at=at,
        spoke_at=at,
    )
    new.spoke_at = at - memory.FORGOTTEN_AFTER
    Conversation.objects.bulk_create([new], ignore_conflicts=True)
    return mine.get()


def _write(
    row: Conversation,
    said: Said,
    answer: Answered,
    opinion: Opinion | None,
    by: Actor,
    at: datetime,
) -> int:
    heard = Turn(
        conversation=row,
        side=Side.PERSON,
        key=said.key,
        text_sealed=said.text[:_LONGEST],
        intent=answer.intent,
        opinion=opinion.intent if opinion else "",
        opinion_of=opinion.version if opinion else "",
        by=by.ref,
        at=said.at,
    )
    told = Turn(
        conversation=row,
        side=Side.ASSISTANT,
        key=said.key,
        text_sealed=replies.written(answer.replies),
        by=_ASSISTANT.ref,
        at=at,
    )
    Turn.objects.bulk_create([heard, told])
    return told.pk
