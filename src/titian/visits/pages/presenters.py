"""What members see of their care, ready to be written down."""

from dataclasses import dataclass
from datetime import datetime

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.errors import PersonOutOfReach
from titian.members.types import Standing
from titian.visits import selectors as visits_read
from titian.visits.errors import HistoryNotShared


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Somebody's history, or, where the person has not shared it, whose it is."""

    people: list[Standing]
    person: Standing
    history: visits_read.History | None
    is_own: bool
    is_continued: bool


def history_page(
    viewer: Actor, person_id: int | None, before: int | None, *, at: datetime
) -> HistoryPage:
    people = members_read.standings_for(viewer, on=day_of(at))
    wanted = person_id or int(viewer.subject)
    person = next((one for one in people if one.person_id == wanted), None)
    if person is None:
        raise PersonOutOfReach
    try:
        history = visits_read.history(wanted, viewer=viewer, at=at, before=before)
    except HistoryNotShared:
        history = None
    is_own = str(person.person_id) == viewer.subject
    return HistoryPage(people, person, history, is_own, before is not None)
