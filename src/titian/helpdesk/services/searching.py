"""Somebody at the desk has no number in hand: a name and a birth date, written down and limited."""

from datetime import datetime

from django.db import transaction

from titian.accounts import services as accounts
from titian.accounts.types import Hit, Limited
from titian.helpdesk.errors import NobodyNamed, NotAtThisHelpDesk, TooManyNamed
from titian.helpdesk.rules import desk as rules
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members.types import NamedOnly
from titian.platform.audit import services as audit

_BOUND = "desk_search"
_MOST_READ = 100  # of one name, before the year is looked at


def search_by_name(
    *, name: str, born: str, facility_code: str, by: Actor, at: datetime
) -> list[NamedOnly]:
    """A few masked people of the officer's own facilities and regions: of that very birth date
    if all of it is given, of that year if only that is. Each search is written down.

    Raises `NotAtThisHelpDesk`, `SlowDown`, `NobodyNamed`, `TooManyNamed`, and what members say.
    """
    if not rules.keeps_desk(by, facility_code):
        raise NotAtThisHelpDesk
    hit = Hit(Limited.NIK, f"{_BOUND}:{by.ref}")
    accounts.admit(hit, bound=_BOUND, answer=None, at=at)

    day, year = rules.birth_date_in(born), rules.birth_year_in(born)
    named = members_read.people_named(name, viewer=by, limit=_MOST_READ, born=day)
    found = [one for one in named if not year or str(one.birth_year) == year]
    said: dict[str, object] = {"found": len(found), "by": "date" if day else "year" if year else ""}
    entry = audit.Entry(by, "helpdesk.search_name", f"facility:{facility_code}", said)
    with transaction.atomic():
        audit.record(entry, at=at)
    if not found:
        raise NobodyNamed
    if len(found) > rules.SHOWN:
        raise TooManyNamed(most=rules.SHOWN)
    return found
