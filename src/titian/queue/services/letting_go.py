"""A person asked for deletion: what the line keeps only for their comfort goes."""

from datetime import datetime

from titian.kernel.actors import Actor
from titian.platform.db.personal import Whose
from titian.queue.models import Watch


def let_go(whose: Whose, *, by: Actor, at: datetime) -> int:
    """Wishes to be told of a free place. Tickets stay: they say that care was sought."""
    del by, at
    deleted, _ = Watch.objects.filter(person=whose.person_id).delete()
    return deleted
