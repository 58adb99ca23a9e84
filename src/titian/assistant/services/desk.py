"""An officer takes a conversation, answers in it, and gives it back. One officer at a time."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from titian.assistant.errors import TalkTaken, WordsMissing
from titian.assistant.models import Conversation, Turn
from titian.assistant.rules import replies
from titian.assistant.selectors.desk import reached, require_officer
from titian.assistant.services import telling
from titian.assistant.services.waiting import end_waiting
from titian.assistant.types import Keeper, Reply, Side
from titian.kernel.actors import Actor
from titian.kernel.text import first_name, printable
from titian.platform.audit import services as audit

_LONGEST = 2_000
_KEPT = ["keeper", "officer", "waits_since", "state_sealed"]


@transaction.atomic
def take(*, conversation_id: int, name: str, client_key: UUID, by: Actor, at: datetime) -> None:
    """What waits becomes this officer's, by one conditional update. Raises TalkTaken."""
    require_officer(by)
    waiting = Conversation.objects.filter(reached(by), pk=conversation_id, keeper=Keeper.WAITING)
    if not waiting.update(keeper=Keeper.OFFICER, officer=by.ref, waits_since=None):
        _own(conversation_id, by)
        return
    row = _own(conversation_id, by)
    with translation.override(row.language):
        hello = gettext("talk.taken {name}").format(name=first_name(name))
    _say(row, [Reply(hello)], f"take:{client_key}", by, at)
    _record("taken", row, by, at)


@transaction.atomic
def answer(*, conversation_id: int, words: str, client_key: UUID, by: Actor, at: datetime) -> None:
    """Only who has it answers; the same press again says nothing twice. Raises TalkTaken."""
    row = _own(conversation_id, by)
    said = printable(words, _LONGEST)
    if not said:
        raise WordsMissing
    _say(row, [Reply(said)], f"say:{client_key}", by, at)


@transaction.atomic
def put_back(*, conversation_id: int, client_key: UUID, by: Actor, at: datetime) -> None:
    """Waits for a colleague, from now on. Raises TalkTaken."""
    key = f"end:{client_key}"
    if _is_ended(conversation_id, key, by):
        return
    row = _own(conversation_id, by)
    row.keeper, row.officer, row.waits_since = Keeper.WAITING, "", at
    row.save(update_fields=_KEPT)
    _say(row, [], key, by, at)
    _record("put_back", row, by, at)


@transaction.atomic
def give_back(*, conversation_id: int, client_key: UUID, by: Actor, at: datetime) -> None:
    """The assistant goes on with it, and remembers what it knew. Raises TalkTaken."""
    _end(conversation_id, "talk.given_back", client_key, by, at)


@transaction.atomic
def close(*, conversation_id: int, client_key: UUID, by: Actor, at: datetime) -> None:
    """It is over; what the assistant remembered of it is forgotten. Raises TalkTaken."""
    _end(conversation_id, "talk.closed", client_key, by, at, forgets=True)


def _end(
    conversation_id: int,
    words: str,
    client_key: UUID,
    by: Actor,
    at: datetime,
    *,
    forgets: bool = False,
) -> None:
    key = f"end:{client_key}"
    if _is_ended(conversation_id, key, by):
        return
    row = _own(conversation_id, by)
    with translation.override(row.language):
        bye = gettext(words)
    _say(row, [Reply(bye)], key, by, at)
    end_waiting(row)
    row.state_sealed = "" if forgets else row.state_sealed
    row.save(update_fields=_KEPT)
    _record(words.partition(".")[2], row, by, at)


def _is_ended(conversation_id: int, key: str, by: Actor) -> bool:
    """This very press was done already; asked with the row locked, since it is nobody's own by
    then. Raises NotTalkOfficer.
    """
    require_officer(by)
    Conversation.objects.select_for_update().filter(pk=conversation_id).first()
    return _is_said(conversation_id, key)


def _is_said(conversation_id: int, key: str) -> bool:
    said = Turn.objects.filter(conversation=conversation_id, side=Side.OFFICER, key=key)
    return said.exists()


def _own(conversation_id: int, by: Actor) -> Conversation:
    """Locked, and with this officer. Raises NotTalkOfficer, TalkTaken."""
    require_officer(by)
    rows = Conversation.objects.filter(pk=conversation_id, keeper=Keeper.OFFICER, officer=by.ref)
    row = rows.filter(reached(by)).select_for_update().first()
    if row is None:
        raise TalkTaken
    return row


def _say(row: Conversation, said: Sequence[Reply], key: str, by: Actor, at: datetime) -> None:
    if _is_said(row.pk, key):
        return
    turn = Turn(conversation=row, side=Side.OFFICER, key=key, by=by.ref, at=at)
    turn.text_sealed = replies.written(said)
    turn.save()
    telling.tell_officers_words(row, turn.pk, said, at=at)


def _record(act: str, row: Conversation, by: Actor, at: datetime) -> None:
    audit.record(audit.Entry(by, f"assistant.{act}", f"conversation:{row.pk}"), at=at)
