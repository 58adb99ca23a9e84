"""The officer's part: take the next case, decide it, or give it back."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.kernel.text import printable
from titian.members import rules
from titian.members.errors import RequestGone, RequestIncomplete, RequestSettled, RequestValueWrong
from titian.members.models import ChangeRequest
from titian.members.selectors.requests import (
    require_deciding,
    subject_facts,
    why_not,
    within_reach,
)
from titian.members.selectors.requests.cases import CLAIM_LASTS
from titian.members.services.requests.applying import apply_one
from titian.members.services.requests.telling import DECIDED, MISSING, REFUSED, tell
from titian.members.services.requests.writing import lock_request, move
from titian.members.types import RequestKind, RequestStep, Verdict
from titian.platform.audit import services as audit

_LONGEST_WORDS = 500
_ACTS = {Verdict.YES: "yes", Verdict.NO: "no", Verdict.REPAIR: "repair"}
_TOLD = {Verdict.YES: DECIDED, Verdict.NO: REFUSED, Verdict.REPAIR: MISSING}


@transaction.atomic
def claim_next(*, by: Actor, at: datetime) -> int | None:
    """The case whose clock is soonest, for this officer alone for half an hour; None if nothing
    waits. Nobody gets a colleague's case, nor one they entered themselves.
    """
    require_deciding(by)
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lte=at - CLAIM_LASTS) | Q(claimed_by=by.ref)
    waiting = within_reach(by).filter(free, step=RequestStep.OPEN).exclude(asked_by=by.ref)
    row = waiting.order_by("due_at", "id").select_for_update(of=("self",), skip_locked=True).first()
    if row is None:
        return None

    row.claimed_by, row.claimed_at = by.ref, at
    row.save(update_fields=["claimed_by", "claimed_at"])

    said: dict[str, object] = {"request": row.pk}
    audit.record(audit.Entry(by, "members.request_claimed", f"person:{row.person_id}", said), at=at)
    return row.pk


@transaction.atomic
def release_case(*, request_id: int, by: Actor, at: datetime) -> None:
    """Give a case back to the list; one that is not in this officer's hand stays where it is."""
    row = _reached(request_id, by)
    if row.claimed_by != by.ref:
        return

    row.claimed_by, row.claimed_at = "", None
    row.save(update_fields=["claimed_by", "claimed_at"])

    said: dict[str, object] = {"request": row.pk}
    audit.record(
        audit.Entry(by, "members.request_released", f"person:{row.person_id}", said), at=at
    )


@transaction.atomic
def decide(
    *,
    request_id: int,
    verdict: Verdict,
    reason: str,
    words: str,
    client_key: UUID,
    by: Actor,
    at: datetime,
    missing: Sequence[str] = (),
) -> None:
    """Yes, no, or what is missing; the same key again changes nothing. Nobody decides what they
    entered (`RequestOwnEntry`), nor what a colleague has in hand (`RequestTaken`).
    """
    row = _reached(request_id, by)
    if row.decide_key == client_key:
        return
    refused = why_not(row, by, at)
    if refused is not None:
        raise refused
    _require_sound(row, verdict, reason, missing)

    row.decide_key, row.words_sealed = client_key, printable(words, _LONGEST_WORDS) or None
    row.missing = list(missing) if verdict is Verdict.REPAIR else []
    if verdict is Verdict.YES:
        _set(row, by, at)
    elif verdict is Verdict.NO:
        row.decided_at, row.decided_by = at, by.ref
    move(row, _ACTS[verdict], by=by, at=at, reason=reason)

    if verdict is Verdict.YES and row.effective_at is not None and row.effective_at <= at:
        apply_one(row, at=at)
    else:
        tell(row, _TOLD[verdict], at=at)


def _reached(request_id: int, by: Actor) -> ChangeRequest:
    require_deciding(by)
    if not within_reach(by).filter(pk=request_id).exists():
        raise RequestGone
    return lock_request(request_id)


def _require_sound(
    row: ChangeRequest, verdict: Verdict, reason: str, missing: Sequence[str]
) -> None:
    if row.step != RequestStep.OPEN:
        raise RequestSettled(step=row.step)
    if reason not in rules.REASONS[verdict]:
        raise RequestValueWrong(field="reason")
    if verdict is Verdict.REPAIR and not missing:
        raise RequestIncomplete(missing=("missing",))
    if not set(missing) <= rules.may_be_missing(RequestKind(row.kind)):
        raise RequestValueWrong(field="missing")


def _set(row: ChangeRequest, by: Actor, at: datetime) -> None:
    """An officer saw the papers, so a yes needs no wait; its day is that of the kind."""
    subject = subject_facts(row.person_id, at=at)
    row.decided_at, row.decided_by = at, by.ref
    row.effective_at = rules.effective_at(
        RequestKind(row.kind),
        json.loads(row.wanted_sealed),
        subject.facts,
        at=at,
        zone=JAKARTA,
        is_sure=True,
    )
