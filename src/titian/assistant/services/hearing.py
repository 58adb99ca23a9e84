"""A message of WhatsApp becomes a turn and one answer. Who answers is decided here alone.

A code of an application with a birth date is answered by enrolment; everything else by the
conversation: the assistant, or the officer who has it.
"""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from titian.assistant.models import Conversation, Turn
from titian.assistant.rules import hearing, replies
from titian.assistant.rules.opinions import Opinion
from titian.assistant.selectors.talks import sender_index
from titian.assistant.services import doubting, telling
from titian.assistant.services.turning import take_turn
from titian.assistant.types import Door, Keeper, Reply, Said, Side
from titian.enrolment import selectors as enrolment_read
from titian.kernel.actors import Actor
from titian.notifications import selectors as notifications_read
from titian.notifications.types import Channel, Heard
from titian.platform.db.transactions import require_transaction
from titian.platform.jobs import services as jobs

_VISITOR = Actor.visitor()
_LANGUAGE = "id"
IN_DOUBT = "assistant.answer_in_doubt"


def answer_heard(*, heard_id: int, at: datetime) -> None:
    """Within the caller's transaction, once: the turn's key is the message's own."""
    require_transaction()
    heard = notifications_read.heard(heard_id)
    if heard.channel is not Channel.WHATSAPP or heard.kind in hearing.SILENT:
        return
    if enrolment_read.asks_where(heard.text):
        return
    what = hearing.unreadable(heard.kind, heard.text)
    if not what and doubting.is_in_doubt(heard, at=at):
        jobs.defer(IN_DOUBT, heard_id=heard_id)
        return
    said = _noted(heard, heard_id, what, at) if what else _turned(heard, heard_id, at)
    _tell(heard, heard_id, said, at)


def answer_in_doubt(*, heard_id: int, at: datetime) -> None:
    """A text model is asked first, in no transaction. However often this runs, one answer."""
    heard = notifications_read.heard(heard_id)
    opinion = doubting.opinion_on(heard, key=_key(heard_id), at=at)
    with transaction.atomic():
        _tell(heard, heard_id, _turned(heard, heard_id, at, opinion), at)


def _tell(heard: Heard, heard_id: int, said: tuple[Reply, ...], at: datetime) -> None:
    telling.tell_answer(
        sender=heard.sender, language=_LANGUAGE, replies=said, heard_id=heard_id, at=at
    )


def _turned(
    heard: Heard, heard_id: int, at: datetime, opinion: Opinion | None = None
) -> tuple[Reply, ...]:
    said = Said(heard.text, _key(heard_id), heard.at, heard.choice)
    with translation.override(_LANGUAGE):
        turned = take_turn(
            door=Door.WHATSAPP,
            sender=heard.sender,
            said=said,
            by=_VISITOR,
            at=at,
            opinion=opinion,
        )
    return turned.replies


def _noted(heard: Heard, heard_id: int, what: str, at: datetime) -> tuple[Reply, ...]:
    """A photo or a voice note: an officer reads that it came, the assistant asks for words."""
    with translation.override(_LANGUAGE):
        note, ask = gettext(what), gettext("talk.write_first")
    index = sender_index(Door.WHATSAPP, heard.sender)
    rows = Conversation.objects.filter(door=Door.WHATSAPP, sender_index=index)
    row = rows.select_for_update().first()
    said = (Reply(ask),) if row is None or row.keeper == Keeper.ASSISTANT else ()
    if row is not None:
        _write(row, heard, heard_id, note, said, at)
    return said


def _write(
    row: Conversation,
    heard: Heard,
    heard_id: int,
    note: str,
    said: tuple[Reply, ...],
    at: datetime,
) -> None:
    key, told = _key(heard_id), replies.written(said)
    Turn.objects.bulk_create(
        [
            Turn(conversation=row, side=Side.PERSON, key=key, text_sealed=note,
                 by=_VISITOR.ref, at=heard.at),
            Turn(conversation=row, side=Side.ASSISTANT, key=key, text_sealed=told,
                 by=telling.ASSISTANT.ref, at=at),
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _key(heard_id: int) -> str:
    return f"heard:{heard_id}"
