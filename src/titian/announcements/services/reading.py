"""That somebody read an announcement is counted once, without saying who."""

from datetime import datetime

from django.db import transaction

from titian.announcements.models import Reader
from titian.announcements.selectors.announcements import readers_mark
from titian.kernel.actors import Actor, ActorKind


@transaction.atomic
def note_reader(*, announcement_id: int, by: Actor, at: datetime) -> None:
    """Of members alone: a visitor cannot be told from another. Read again is read once."""
    del at  # when somebody read is nobody's business
    if by.kind is not ActorKind.MEMBER or not by.subject.isdecimal():
        return
    mark = readers_mark(announcement_id, int(by.subject))
    row = Reader(announcement_id=announcement_id, mark=mark)
    Reader.objects.bulk_create([row], ignore_conflicts=True)
