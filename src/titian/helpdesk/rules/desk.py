"""Who keeps a desk, how long serving took, and how few are told as few."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from titian.helpdesk.types.desk import Outcome, Service
from titian.kernel.actors import Actor
from titian.kernel.scopes import Scope

DESK_ROLES = frozenset({"desk", "manager"})
OVERSEEING_ROLES = frozenset({"branch", "operator"})
FACILITY = "facility"
FEW = 5
SHOWN = 5  # of people with one name; more are strangers
_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_MINUTE = 60
_LONGEST = 240  # a session that nobody ended is no measure
# The short lesson of what was done, by its key; without one, all lessons are shown.
LESSONS: Mapping[Service, str] = {
    Service.SIGN_IN: "masuk",
    Service.NEW_NUMBER: "masuk",
    Service.BOOKING: "ambil-nomor",
    Service.PRIORITY: "kode-kendala",
    Service.FAULT: "kode-kendala",
    Service.COMPLAINT: "keluhan",
}
TEACHES = frozenset({Outcome.SOLVED, Outcome.TAUGHT})


def keeps_desk(by: Actor, facility_code: str) -> bool:
    return by.may("desk", Scope(FACILITY, facility_code))


def reads_log(by: Actor, facility_code: str) -> bool:
    return any(by.may(role, Scope(FACILITY, facility_code)) for role in DESK_ROLES)


def oversees(by: Actor) -> bool:
    return any(grant.role in OVERSEEING_ROLES for grant in by.grants)


def desks_of(by: Actor) -> list[str]:
    """The codes of the facilities whose desk this officer keeps."""
    found = {g.scope.code for g in by.grants if g.role == "desk" and g.scope.kind == FACILITY}
    return sorted(found)


def birth_date_in(text: str) -> date | None:
    """A whole date as people write it: 17-03-1990, 17/3/1990, 17 03 1990."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def birth_year_in(text: str) -> str:
    """The four digits of a year, or empty."""
    found = text.strip()[-4:]
    return found if len(found) == len("1990") and found.isdecimal() else ""


def minutes_between(start: datetime, end: datetime) -> int:
    """Begun minutes, at least one."""
    seconds = int((end - start).total_seconds())
    return max(1, min(-(-seconds // _MINUTE), _LONGEST))


def folded(times: int, *, is_own: bool) -> int | None:
    return times if is_own or times >= FEW else None
