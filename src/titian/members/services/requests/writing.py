"""A request takes a step: the row, its line, the audit and the event, in the caller's transaction.

Locks are taken in one order everywhere: the request first, then its people by their ids.
"""

from datetime import datetime

from django.db.models import Q

from titian.kernel.actors import Actor, ActorKind
from titian.members import rules
from titian.members.errors import RequestGone, RequestSettled
from titian.members.events import RequestMoved
from titian.members.models import ChangeRequest, ChangeStep, Family, Person
from titian.members.types import RequestStep
from titian.platform.audit import services as audit
from titian.platform.db.transactions import require_transaction
from titian.platform.outbox import services as outbox

RULE = Actor.system("members.rules")


def lock_request(request_id: int) -> ChangeRequest:
    require_transaction()
    found = ChangeRequest.objects.select_for_update(of=("self",)).filter(pk=request_id).first()
    if found is None:
        raise RequestGone
    return found


def lock_people(person_id: int, *others: int) -> None:
    """Everybody on the person's card, and others: what is decided about one may move all."""
    require_transaction()
    family = Person.objects.filter(pk=person_id).values("family_id")[:1]
    whose = Q(family_id__in=family) | Q(pk__in=others)
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


def _said(row: ChangeRequest, *, by: Actor, at: datetime) -> None:
    ChangeStep.objects.create(
        request=row, at=at, step=row.step, by=_side(by), actor=by.ref, reason=row.reason
    )
    said: dict[str, object] = {"request": row.pk, "kind": row.kind, "reason": row.reason}
    action = f"members.request_{row.step}"
    audit.record(audit.Entry(by, action, f"person:{row.person_id}", said), at=at)
    outbox.announce(RequestMoved(row.pk, row.person_id, row.kind, row.step), at=at)


def _side(by: Actor) -> str:
    if by.kind is ActorKind.SYSTEM:
        return "rule"
    return "officer" if by.kind is ActorKind.STAFF else "member"
