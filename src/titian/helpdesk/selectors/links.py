"""Hospital links that failed: each receipt by the facility whose system it was."""

from collections import defaultdict
from datetime import datetime

from titian.helpdesk.rules.reports import LINK
from titian.platform.failures import selectors as failures_read
from titian.platform.failures.selectors import Group, Receipt
from titian.queue import selectors as queue_read

_Met = list[tuple[Receipt, str]]  # each with whom it met


def broken_links(*, since: datetime, until: datetime, limit: int) -> list[Group]:
    """By facility and reason, the most different people first."""
    found = [
        Group(
            feature=LINK,
            reason=reason,
            side=side,
            place=facility,
            receipts=len(met),
            people=_people(met),
            first_at=min(one.at for one, _ in met),
            last_at=max(one.at for one, _ in met),
        )
        for (facility, reason, side), met in _met(since, until).items()
    ]
    return sorted(found, key=lambda one: (-one.people, one.place, one.reason))[:limit]


def codes_of_link(
    group: Group, *, since: datetime, until: datetime, limit: int = 1000
) -> list[tuple[str, datetime]]:
    return [(one.code, one.at) for one, _ in _of(group, since, until)[:limit]]


def people_of_link(group: Group, *, since: datetime, until: datetime) -> int:
    return _people(_of(group, since, until))


def _of(group: Group, since: datetime, until: datetime) -> _Met:
    return _met(since, until).get((group.place, group.reason, group.side), [])


def _met(since: datetime, until: datetime) -> dict[tuple[str, str, str], _Met]:
    """A receipt that the errand does not name yet is counted a minute later."""
    receipts = failures_read.met_at(LINK, since=since, until=until)
    links = queue_read.links_of_receipts([one.spoken for one in receipts]) if receipts else {}
    met: dict[tuple[str, str, str], _Met] = defaultdict(list)
    for one in receipts:
        if one.spoken in links:
            facility, person = links[one.spoken]
            met[facility, one.reason, one.side].append((one, str(person or one.code)))
    return met


def _people(met: _Met) -> int:
    return len({whom for _, whom in met})
