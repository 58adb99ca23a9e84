"""Failures with one cause become one report; more of them are counted for it."""

import secrets
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet

from titian.helpdesk.models import Evidence, Report
from titian.helpdesk.rules import reports as rules
from titian.helpdesk.selectors.broken import broken_desks, codes_of_desk
from titian.helpdesk.selectors.links import broken_links, codes_of_link, people_of_link
from titian.helpdesk.selectors.parties import find_party, report_numbers
from titian.helpdesk.selectors.reports import token_index
from titian.helpdesk.services import moving
from titian.helpdesk.types import Act, Cause, ReportState
from titian.kernel.actors import Actor
from titian.kernel.dated import Dated
from titian.kernel.identifiers import spoken_code
from titian.kernel.periods import day_of
from titian.platform.failures import selectors as failures_read
from titian.platform.failures.selectors import Group

WATCH = Actor.system("helpdesk.reports")
_NUMBER = 8
_TOKEN_BYTES = 16  # 128 bits: nobody guesses a link
_SIDES = ("ours", "theirs")
_MOST = 200


def group_failures(*, at: datetime) -> int:
    """Look at what failed within the window; how many reports have more to tell. Each cause is a
    transaction of its own: who is killed between two begins again.
    """
    numbers = report_numbers()
    since = at - rules.window(numbers, day_of(at))
    met = failures_read.repeated(since=since, until=at, sides=_SIDES, limit=_MOST)
    found = [one for one in met if one.feature != rules.LINK]
    found += broken_desks(since=since, until=at, limit=_MOST)
    found += broken_links(since=since, until=at, limit=_MOST)
    return sum(_grouped(one, numbers, since, at) for one in found)


@transaction.atomic
def _grouped(group: Group, numbers: list[Dated], since: datetime, at: datetime) -> bool:
    """Whether one more receipt was counted."""
    cause = Cause(group.feature, group.reason, group.side, group.place)
    target = _target(cause)
    since = max(since, _ended(cause) or since)
    if target is None:
        people = _people(group, since, at)
        if not rules.is_enough(people, rules.number_in_force(rules.LEAST, numbers, day_of(at))):
            return False
        target = _opened(cause, group, numbers, at)

    row = moving.locked(target)
    if row.state not in rules.RUNNING:
        return False
    return _counted(row, group, since, at)


def _counted(row: Report, group: Group, since: datetime, at: datetime) -> bool:
    found = _codes(group, since, at)
    before = Evidence.objects.filter(report=row).count()
    Evidence.objects.bulk_create(
        [Evidence(code=code, report=row, at=when) for code, when in found], ignore_conflicts=True
    )
    after = Evidence.objects.filter(report=row).count()
    if after == before:
        return False
    row.receipts = max(after, row.receipts)
    row.people = max(row.people, _people(group, since, at))
    row.first_at = min([row.first_at, *(when for _, when in found)])
    row.last_at = max([row.last_at, *(when for _, when in found)])
    row.save(update_fields=["receipts", "people", "first_at", "last_at"])
    return True


def _target(cause: Cause) -> int | None:
    """The report that counts this cause, or the one it goes on in."""
    found = _of(cause).filter(ended_at__isnull=True).values_list("pk", "merged_into").first()
    return None if found is None else found[1] or found[0]


def _ended(cause: Cause) -> datetime | None:
    """When the last report of this cause ended: what failed before is told already."""
    ended = _of(cause).filter(ended_at__isnull=False).order_by("-ended_at")
    return ended.values_list("ended_at", flat=True).first()


def _opened(cause: Cause, group: Group, numbers: list[Dated], at: datetime) -> int:
    """A new report, or the one that another worker opened at the same moment."""
    wait = rules.number_in_force(rules.SEND_AFTER, numbers, day_of(at))
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    row = Report(
        number=spoken_code(_NUMBER),
        feature=cause.feature,
        reason=cause.reason,
        side=cause.side,
        place=cause.place,
        state=ReportState.OPEN,
        party=find_party(cause),
        first_at=group.first_at,
        last_at=group.last_at,
        opened_at=at,
        send_at=at + timedelta(minutes=wait),
        token_sealed=token,
        token_index=token_index(token),
    )
    Report.objects.bulk_create([row], ignore_conflicts=True)
    stored = _of(cause).get(ended_at__isnull=True)
    if stored.token_sealed == token:
        moving.trail(stored, Act.OPEN, client_key=own_key(stored, Act.OPEN), by=WATCH, at=at)
    return stored.pk


def own_key(row: Report, act: str) -> UUID:
    """What time itself does to a report it does once: a second try has the same key."""
    return uuid5(NAMESPACE_URL, f"titian:report:{row.pk}:{act}")


def _of(cause: Cause) -> "QuerySet[Report]":
    return Report.objects.filter(
        reason=cause.reason, feature=cause.feature, side=cause.side, place=cause.place
    )


def _people(group: Group, since: datetime, at: datetime) -> int:
    if group.first_at > since:
        return group.people
    if group.feature == rules.DESK:
        return len(codes_of_desk(group, since=since, until=at))
    if group.feature == rules.LINK:
        return people_of_link(group, since=since, until=at)
    return failures_read.people_in(group, since=since, until=at)


def _codes(group: Group, since: datetime, at: datetime) -> list[tuple[str, datetime]]:
    if group.feature == rules.DESK:
        return codes_of_desk(group, since=since, until=at)
    if group.feature == rules.LINK:
        return codes_of_link(group, since=since, until=at)
    return failures_read.receipts_of(group, since=since, until=at)
