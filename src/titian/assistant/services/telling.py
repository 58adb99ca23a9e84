"""What the assistant and officers say over WhatsApp: one message to each message, by its row."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings

from titian.assistant.models import Conversation
from titian.assistant.rules import saying
from titian.assistant.selectors.later import later_path
from titian.assistant.selectors.talks import sender_index
from titian.assistant.types import Door, Reply
from titian.kernel.actors import Actor
from titian.notifications import services as notifications
from titian.notifications.types import Address, Channel, Notice, Recipient, Urgency

ASSISTANT = Actor.system("assistant")
_REPLY = "assistant/messages/reply.txt"
_DOOR = "/tanya/"
_STILL_TRUE = timedelta(days=1)


def tell_answer(
    *, sender: str, language: str, replies: Sequence[Reply], heard_id: int, at: datetime
) -> None:
    """One answer to one message, however often it is handled."""
    _tell(sender, language, replies, f"assistant.heard:{heard_id}", _DOOR, at)


def tell_officers_words(
    row: Conversation, turn_id: int, replies: Sequence[Reply], *, at: datetime
) -> None:
    """Over WhatsApp; on the web page they stand in the conversation."""
    if row.door == Door.WHATSAPP:
        key = f"assistant.officer:{turn_id}"
        _tell(row.sender_sealed, row.language, replies, key, later_path(turn_id), at)


def _tell(
    sender: str, language: str, replies: Sequence[Reply], key: str, link: str, at: datetime
) -> None:
    """Whoever wrote waits at their phone: it passes quiet hours and never waits on others."""
    facts = saying.facts_of(replies, origin=settings.TITIAN_ORIGIN, door=link)
    if not facts["said"]:
        return
    to = Recipient(_ref(sender), (Address(Channel.WHATSAPP, sender),), language)
    until = at + _STILL_TRUE
    notice = Notice(to, _REPLY, facts, Urgency.TURN, key, until=until, answers=at)
    notifications.tell_all([notice], by=ASSISTANT, at=at)


def _ref(sender: str) -> str:
    """Opaque, and the same for one number."""
    return f"talk:{sender_index(Door.WHATSAPP, sender).hex()}"
