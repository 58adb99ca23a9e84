"""Asking to be told when a place of a full session is free again."""

from datetime import datetime

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.types import Help
from titian.queue.models import Watch


def watch(*, session_id: int, person_id: int, by: Actor, at: datetime) -> None:
    """Ask once for a person the actor may act for; after having been told, ask anew."""
    members_read.standing(person_id, viewer=by, on=day_of(at), to=Help.BOOK)
    again = Watch.objects.filter(session_id=session_id, person_id=person_id)
    if not again.filter(told_at__isnull=False).update(asked_at=at, told_at=None):
        again.get_or_create(session_id=session_id, person_id=person_id, defaults={"asked_at": at})
