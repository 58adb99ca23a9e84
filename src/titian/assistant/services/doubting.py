"""Where we are unsure what somebody wants, a text model may be asked: outside a transaction.

Off without `TITIAN_LANGUAGE_MODEL`. What it is given is masked; what it says may only choose.
"""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from titian.assistant.models import Conversation, Turn
from titian.assistant.ports import SecondOpinion
from titian.assistant.rules import masking, memory, opinions, understand
from titian.assistant.rules.opinions import Opinion
from titian.assistant.selectors.talks import sender_index
from titian.assistant.types import Door, Keeper, Side
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.notifications.types import Heard
from titian.platform.db.transactions import refuse_transaction


def is_in_doubt(heard: Heard, *, at: datetime) -> bool:
    """Whether a model is to be asked: words of a new wish, to us, that we are unsure of.

    An answer to an open question goes to nobody else: it is a NIK, a date, a code.
    """
    if not settings.TITIAN_LANGUAGE_MODEL or heard.choice or not heard.text:
        return False
    if not opinions.is_worth_asking(understand(heard.text, today=day_of(at))):
        return False
    row = _talk_of(heard)
    if row is None:
        return True
    remembered = memory.read(row.state_sealed, spoke_at=row.spoke_at, at=at)
    return row.keeper == Keeper.ASSISTANT and not remembered.asks


def opinion_on(heard: Heard, *, key: str, at: datetime) -> Opinion | None:
    """None when it was answered before, when nobody is to be asked, or nothing sound came."""
    refuse_transaction()
    row = _talk_of(heard)
    is_answered = Turn.objects.filter(conversation=row, side=Side.ASSISTANT, key=key).exists()
    if is_answered or not is_in_doubt(heard, at=at):
        return None
    model = cast("Callable[[], SecondOpinion]", import_string(settings.TITIAN_LANGUAGE_MODEL))()
    sentence = masking.masked(heard.text, names=_names(row, at))
    return opinions.read(model.ask(sentence, opinions.wishes()), version=model.version)


def _names(row: Conversation | None, at: datetime) -> tuple[str, ...]:
    """Of who speaks and of the family, where the conversation knows them."""
    if row is None or not row.person_id:
        return ()
    who = Actor.member(f"talk:{row.pk}", row.person_id)
    return tuple(one.full_name for one in members_read.standings_for(who, on=day_of(at)))


def _talk_of(heard: Heard) -> Conversation | None:
    index = sender_index(Door.WHATSAPP, heard.sender)
    return Conversation.objects.filter(door=Door.WHATSAPP, sender_index=index).first()
