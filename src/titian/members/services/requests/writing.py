"""A request takes a step: the row, its line, the audit and the event, in the caller's transaction.

Locks are taken in one order everywhere: the request first, then its people by their ids.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from titian.kernel.actors import Actor, ActorKind
from titian.members import rules
from titian.members.errors import RequestGone, RequestSettled
from titian.members.events import RequestMoved
from titian.members.models import ChangeRequest, Family, Person
from titian.members.selectors.requests import Subject
from titian.members.types import RequestStep
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch
from titian.platform.db.sealing import seal
from titian.platform.db.transactions import require_transaction
from titian.platform.outbox import services as outbox

RULE = Actor.system("members.rules")

_DONE = """UPDATE member_request SET step = %s, ended_at = %s, claimed_by = '', claimed_at = NULL,
    before_sealed = new.before
FROM unnest(%s::bigint[], %s::bytea[]) AS new(id, before)
WHERE member_request.id = new.id AND member_request.step = %s RETURNING 1"""
_STEP = {
    "request_id": "bigint",
    "at": "timestamptz",
    "step": "text",
    "by": "text",
    "actor": "text",
    "reason": "text",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose day has come, with its person as they are and what is wanted."""

    row: ChangeRequest
    subject: Subject
    wanted: Mapping[str, str]


def lock_request(request_id: int) -> ChangeRequest:
    require_transaction()
    found = ChangeRequest.objects.select_for_update(of=("self",)).filter(pk=request_id).first()
    if found is None:
        raise RequestGone
    return found


def lock_people(person_id: int, *others: int) -> None:
    """Everybody on the person's card, and others: what is decided about one may move all."""
    lock_cards([person_id], *others)


def lock_cards(person_ids: Collection[int], *others: int) -> None:
    """Everybody on the cards of these people, in the order of their ids."""
    require_transaction()
    families = Person.objects.filter(pk__in=list(person_ids)).values("family_id")
    whose = Q(family_id__in=families) | Q(pk__in=others)
    people = Person.objects.select_for_update(of=("self",)).filter(whose).order_by("pk")
    list(people.values_list("pk", flat=True))


def lock_family(family_id: int) -> Family:
    return Family.objects.select_for_update(of=("self",)).get(pk=family_id)


def begin(row: ChangeRequest, *, by: Actor, at: datetime) -> None:
    """The first line of a request that was just written."""
    _said(row, by=by, at=at)


def move(row: ChangeRequest, act: str, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Take a step of the table, or `RequestSettled`; other fields set before are written too."""
    before, to = rules.STEPS[act]
    if row.step not in before:
        raise RequestSettled(step=row.step)
    row.step, row.reason = to, reason
    row.ended_at = at if to in rules.ENDED else None
    if to is not RequestStep.OPEN:
        row.claimed_by, row.claimed_at = "", None
    row.save()
    _said(row, by=by, at=at)


def done(asked: Sequence[Asked], *, by: Actor, at: datetime) -> None:
    """Many took effect: rows, lines, audit and events in one statement. What was on record before
    stays with each request.
    """
    _, to = rules.STEPS["apply"]
    rows = [one.row for one in asked]
    for one in asked:
        before = {name: one.subject.on_record.get(name, "") for name in one.wanted}
        one.row.before_sealed = json.dumps(before)
        one.row.step, one.row.ended_at = to, at
        one.row.claimed_by, one.row.claimed_at = "", None

    batch = Batch()
    sealed = [seal(row.before_sealed or "") for row in rows]
    batch.add("done", _DONE, [to, at, [row.pk for row in rows], sealed, RequestStep.SET])
    _add_lines(batch, rows, by, at)
    if batch.run()["done"] != len(rows):
        raise RequestSettled(step=to)


def _said(row: ChangeRequest, *, by: Actor, at: datetime) -> None:
    batch = Batch()
    _add_lines(batch, [row], by, at)
    batch.run()


def _add_lines(batch: Batch, rows: Sequence[ChangeRequest], by: Actor, at: datetime) -> None:
    lines = [(row.pk, at, row.step, _side(by), by.ref, row.reason) for row in rows]
    batch.insert("member_request_step", _STEP, lines)
    audit.add_to(batch, _entries(rows, by), at=at)
    moved = [RequestMoved(row.pk, row.person_id, row.kind, row.step) for row in rows]
    outbox.add_to(batch, moved, at=at)


def _entries(rows: Sequence[ChangeRequest], by: Actor) -> Iterable[audit.Entry]:
    for row in rows:
        said: dict[str, object] = {"request": row.pk, "kind": row.kind, "reason": row.reason}
        yield audit.Entry(by, f"members.request_{row.step}", f"person:{row.person_id}", said)


def _side(by: Actor) -> str:
    if by.kind is ActorKind.SYSTEM:
        return "rule"
    return "officer" if by.kind is ActorKind.STAFF else "member"
