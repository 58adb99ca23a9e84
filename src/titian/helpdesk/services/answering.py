"""What a party answers over its link, and what staff do with a report."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from titian.helpdesk.errors import NobodyToTell, ReportSettled
from titian.helpdesk.models import Evidence, Report
from titian.helpdesk.rules import reports as rules
from titian.helpdesk.selectors.parties import find_party
from titian.helpdesk.selectors.reports import cause_of, reached, row_of_link
from titian.helpdesk.services import moving
from titian.helpdesk.services.escalating import dispatch
from titian.helpdesk.types import Act, ReportState
from titian.kernel.actors import Actor, ActorKind


@transaction.atomic
def answer_report(
    *, token: str, act: Act, words: str, seen: int, client_key: UUID, at: datetime
) -> None:
    """By whoever holds the link: a word in between, or that it is mended. Published at once.

    Raises ReportGone, ReportSettled, ReportMoved, and what is wrong with the words.
    """
    row = moving.locked(row_of_link(token).pk)
    if moving.is_done(client_key):
        return
    if act not in (Act.ANSWER, Act.MEND):
        raise ReportSettled(act=act.value, state=row.state)

    kept = rules.published_words(words)
    by = Actor(ActorKind.VISITOR, f"report:{row.pk}")
    moving.move(row, act, words=kept, client_key=client_key, by=by, at=at, seen=seen)


@transaction.atomic
def send_report(*, number: str, client_key: UUID, by: Actor, at: datetime) -> None:
    """Staff send now what waits. Raises NobodyToTell, ReportSettled, ReportGone."""
    row = moving.locked(reached(number, by).pk)
    if row.state == ReportState.SENT or moving.is_done(client_key):
        return
    rules.after(ReportState(row.state), Act.SEND)
    row.party = row.party or find_party(cause_of(row))
    if row.party is None:
        raise NobodyToTell
    dispatch(row, by=by, at=at)


@transaction.atomic
def settle_report(
    *, number: str, act: Act, words: str, seen: int, client_key: UUID, by: Actor, at: datetime
) -> None:
    """Staff note an answer that came another way, that it is mended, close with a reason, or
    correct what was published: the correction is published beside it.
    """
    row = moving.locked(reached(number, by).pk)
    if moving.is_done(client_key):
        return
    if act not in rules.NEEDS_WORDS:
        raise ReportSettled(act=act.value, state=row.state)

    kept = rules.published_words(words)
    moving.move(row, act, words=kept, client_key=client_key, by=by, at=at, seen=seen)


@transaction.atomic
def merge_reports(*, number: str, into: str, client_key: UUID, by: Actor, at: datetime) -> None:
    """One goes on in the other, with its receipts; what fails later is counted there."""
    source, target = _both(reached(number, by), reached(into, by))
    if moving.is_done(client_key):
        return
    if target.state not in rules.RUNNING or source.pk == target.pk:
        raise ReportSettled(act=Act.MERGE.value, state=target.state)

    source.merged_into = target
    moving.move(source, Act.MERGE, client_key=client_key, by=by, at=at)
    Report.objects.filter(merged_into=source).update(merged_into=target)
    Evidence.objects.filter(report=source).update(report=target)
    target.receipts += source.receipts
    target.people = max(target.people, source.people)
    target.first_at = min(target.first_at, source.first_at)
    target.last_at = max(target.last_at, source.last_at)
    target.save(update_fields=["receipts", "people", "first_at", "last_at"])


def _both(one: Report, other: Report) -> tuple[Report, Report]:
    """Locked in the order of their ids, so that two who merge never wait for each other."""
    rows: Mapping[int, Report] = {pk: moving.locked(pk) for pk in sorted({one.pk, other.pk})}
    return rows[one.pk], rows[other.pk]
