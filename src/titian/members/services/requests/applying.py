"""A yes takes effect, exactly once: at once, by itself on its day, or not at all."""

import json
import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from titian.kernel.errors import Refusal
from titian.members import rules
from titian.members.errors import RequestPersonGone
from titian.members.models import ChangeRequest
from titian.members.selectors.requests import subject_facts
from titian.members.services.requests import (
    effects_family,
    effects_membership,
    effects_person,
)
from titian.members.services.requests.telling import EFFECTIVE, REFUSED, tell, whom
from titian.members.services.requests.writing import RULE, lock_people, move
from titian.members.types import RequestKind, RequestStep, Status

log = logging.getLogger(__name__)

EFFECTS: dict[RequestKind, Callable[..., None]] = {
    **effects_person.EFFECTS,
    **effects_membership.EFFECTS,
    **effects_family.EFFECTS,
}
_AT_ONCE = 500
_GONE = (Status.MENINGGAL, Status.DUPLIKAT)


def apply_due_requests(*, at: datetime) -> int:
    """Everything whose day has come; one that fails does not hold up the rest. How many."""
    due = ChangeRequest.objects.filter(step=RequestStep.SET, effective_at__lte=at).order_by("pk")
    done, after = 0, 0
    while ids := list(due.filter(pk__gt=after).values_list("pk", flat=True)[:_AT_ONCE]):
        done += sum(_applied(pk, at) for pk in ids)
        after = ids[-1]
    return done


def _applied(request_id: int, at: datetime) -> int:
    """Of several workers one takes it: the others pass a locked row by, and find it done later."""
    due = ChangeRequest.objects.filter(pk=request_id, step=RequestStep.SET, effective_at__lte=at)
    try:
        with transaction.atomic():
            row = due.select_for_update(of=("self",), skip_locked=True).first()
            if row is None:
                return 0
            _apply_or_refuse(row, at)
    except Exception:
        log.exception("a request did not take effect", extra={"request": request_id})
        return 0
    return 1


def _apply_or_refuse(row: ChangeRequest, at: datetime) -> None:
    """What the law no longer allows on its day is refused, and the person hears why."""
    try:
        with transaction.atomic():
            apply_one(row, at=at)
    except Refusal as refusal:
        row.refresh_from_db()
        move(row, "fail", by=RULE, at=at, reason=rules.why_failed(refusal.code))
        tell(row, REFUSED, at=at)


def apply_one(row: ChangeRequest, *, at: datetime) -> None:
    """The effect, the step and the message in the caller's transaction, which holds the row."""
    lock_people(row.person_id)
    subject = subject_facts(row.person_id, at=at)
    if subject.facts.status in _GONE:
        raise RequestPersonGone
    kind, wanted = RequestKind(row.kind), json.loads(row.wanted_sealed)
    told_before = whom(row)

    EFFECTS[kind](subject, wanted, by=RULE, at=at)

    before = {name: subject.on_record.get(name, "") for name in wanted}
    row.before_sealed = json.dumps(before)
    move(row, "apply", by=RULE, at=at, reason=row.reason)
    tell(row, EFFECTIVE, at=at, to=told_before)
    if kind in (RequestKind.PHONE, RequestKind.EMAIL):
        tell(row, EFFECTIVE, at=at, mark="new:")
