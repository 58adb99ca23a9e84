"""What staff see of the dues of the person before them."""

from datetime import datetime

from titian.contributions import selectors as contributions_read
from titian.contributions.pages.presenters import DuesPage, page_of
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read


def desk_page(person_id: int, *, viewer: Actor, at: datetime) -> DuesPage:
    """The family's dues; the look is recorded."""
    on = day_of(at)
    person = members_read.standing(person_id, viewer=viewer, on=on)
    dues = contributions_read.dues_of(person_id, viewer=viewer, at=at)
    return page_of(dues, person, [person], at=at)
