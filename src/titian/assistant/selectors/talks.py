"""A conversation as its own person sees it."""

from titian.assistant.models import Conversation, Turn
from titian.assistant.rules import replies
from titian.assistant.types import Door, Intent, Keeper, Side, Talk, TurnView
from titian.kernel.actors import Actor
from titian.platform.db.sealing import blind_index

_SHOWN = 30
_WISHES = {str(one): one for one in Intent}  # another release may have known others


def sender_index(door: Door, sender: str) -> bytes:
    return blind_index(f"assistant.{door}", sender)


def find_talk(*, door: Door, sender: str) -> Talk | None:
    """Whoever holds the browser's token, or wrote from the number; nobody else may ask."""
    row = Conversation.objects.filter(door=door, sender_index=sender_index(door, sender)).first()
    if row is None:
        return None
    newest = Turn.objects.filter(conversation=row).order_by("-at", "-id")[:_SHOWN]
    turns = tuple(turn_view(turn) for turn in reversed(newest))
    return Talk(row.pk, Keeper(row.keeper), row.language, turns)


def is_others(*, sender: str, viewer: Actor) -> bool:
    """Whether a member other than this one has spoken here: a browser may be shared."""
    own = [viewer.ref, Actor.visitor().ref]
    index = sender_index(Door.WEB, sender)
    said = Turn.objects.filter(
        conversation__door=Door.WEB, conversation__sender_index=index, side=Side.PERSON
    )
    return said.exclude(by__in=own).exists()


def turn_view(turn: Turn) -> TurnView:
    """What the assistant or an officer wrote is kept as replies."""
    side = Side(turn.side)
    if side is Side.PERSON:
        wish, opinion = _WISHES.get(turn.intent), _WISHES.get(turn.opinion)
        return TurnView(side, turn.text_sealed, (), turn.at, wish, opinion, turn.opinion_of)
    said = replies.read(turn.text_sealed)
    return TurnView(side, "\n".join(one.text for one in said), said, turn.at)
