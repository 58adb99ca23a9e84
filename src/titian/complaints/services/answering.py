"""An office answers, asks the person, or says that it is solved."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from titian.complaints import rules
from titian.complaints.selectors.reaching import why_not
from titian.complaints.services import merging, moving, similar, telling
from titian.complaints.types import Act, Side
from titian.kernel.actors import Actor


def answer(
    *, number: str, words: str, seen: int, client_key: UUID, by: Actor, at: datetime
) -> None:
    """The first promise is kept; the case stays with the office."""
    _said(Act.ANSWER, number, words, seen, client_key, by, at)


def ask(*, number: str, words: str, seen: int, client_key: UUID, by: Actor, at: datetime) -> None:
    """The first promise is kept, the other waits until the person writes."""
    _said(Act.ASK, number, words, seen, client_key, by, at)


def resolve(
    *, number: str, words: str, seen: int, client_key: UUID, by: Actor, at: datetime
) -> None:
    """The office says it is solved; the person says whether. Raises OwnCase."""
    _said(Act.RESOLVE, number, words, seen, client_key, by, at)


@transaction.atomic
def _said(
    act: Act, number: str, words: str, seen: int, client_key: UUID, by: Actor, at: datetime
) -> None:
    row = moving.reached(number, by)
    if moving.is_done(client_key):
        return

    refused = why_not(row, by) if act is Act.RESOLVE else None
    if refused is not None:
        raise refused
    kept = rules.sound_words(words)
    rules.require_all_filled(kept)

    moving.move(row, act, client_key=client_key, by=by, at=at, seen=seen)
    written = moving.write(row, Side.OFFICE, kept, by=by, at=at)
    similar.compare(row, written, kept, by=by, at=at)
    telling.tell_answer(row, act, at=at)
    if act is not Act.ASK:
        merging.share_answer(row, act, kept, by=by, at=at)
