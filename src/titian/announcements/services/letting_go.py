"""What is kept about a reader only because they did not mind."""

from datetime import datetime

from titian.announcements.models import Reader
from titian.announcements.selectors.held import marks_of
from titian.kernel.actors import Actor
from titian.platform.db.personal import Whose


def let_go(whose: Whose, *, by: Actor, at: datetime) -> int:
    """The count of readers goes down by one; that is what was asked for."""
    del by, at
    return Reader.objects.filter(marks_of(whose)).delete()[0]
