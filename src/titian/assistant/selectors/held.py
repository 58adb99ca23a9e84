"""What the assistant holds about a person: what was said in conversations where it knew them."""

from django.db.models import Q

from titian.assistant.models import Conversation, Turn
from titian.platform.db.personal import Holding, Kept, Whose


def _of(whose: Whose) -> Q:
    return Q(conversation__person_id=whose.person_id)


HELD = (
    Holding(
        Conversation,
        lambda whose: Q(person_id=whose.person_id),
        Kept.OPTIONAL,
        omit={
            "sender_index": "finds the conversation by its sender",
            "sender_sealed": "opens a conversation of the browser",
        },
    ),
    Holding(Turn, _of, Kept.OPTIONAL),
)
