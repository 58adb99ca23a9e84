"""A yes takes effect, exactly once: at once, by itself on its day, or not at all."""

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from titian.kernel.errors import Refusal
from titian.members import rules
from titian.members.errors import RequestPersonGone
from titian.members.models import ChangeRequest
from titian.members.selectors.requests import subjects_facts
from titian.members.services.requests import (
    effects_family,
    effects_membership,
    effects_person,
)
from titian.members.services.requests.putting_off import put_off
from titian.members.services.requests.telling import (
    EFFECTIVE,
    REFUSED,
    tell,
    tell_all,
    whom_all,
)
from titian.members.services.requests.writing import RULE, Asked, done, lock_cards, move
from titian.members.types import RequestKind, RequestStep, Status

log = logging.getLogger(__name__)

EFFECTS: dict[RequestKind, Callable[..., None]] = {
    **effects_person.EFFECTS,
    **effects_membership.EFFECTS,
    **effects_family.EFFECTS,
}
TOGETHER: dict[RequestKind, Callable[..., None]] = {
    **effects_person.TOGETHER,
    **effects_membership.TOGETHER,
}
_WHOSE = ("pk", "kind", "failures", "person__family_id")
ADDRESSES = (RequestKind.PHONE, RequestKind.EMAIL)
_AT_ONCE = 250
_WORTH_A_SET = 2
_GONE = (Status.MENINGGAL, Status.DUPLIKAT)


def apply_due_requests(*, at: datetime, waits: bool = False) -> int:
    """Everything whose day has come; one that fails does not hold up the rest. How many.

    On the first of a month thousands are due: what many ask for is applied in sets. Of a family
    only the first is in a set, so that its changes happen in the order they were asked.

    Who `waits` does not leave to another worker what that one has in hand: on return all that
    could take effect has. The others pass it by, and come again soon.
    """
    due = _due(at).order_by("pk")
    done, after = 0, 0
    while found := list(due.filter(pk__gt=after).values_list(*_WHOSE)[:_AT_ONCE]):
        together, alone = _parted(found)
        applied, left = _set_applied(together, at, waits=waits)
        done += applied + sum(_applied(pk, at, waits=waits) for pk in sorted([*alone, *left]))
        after = found[-1][0]
    return done


def _parted(found: Iterable[tuple[int, str, int, int]]) -> tuple[list[int], list[int]]:
    """What goes in one set, and what goes alone: rare kinds, and what has failed before."""
    together: list[int] = []
    alone: list[int] = []
    families: set[int] = set()
    for pk, kind, failures, family_id in found:
        fits = kind in TOGETHER and not failures and family_id not in families
        (together if fits else alone).append(pk)
        families.add(family_id)
    return together, alone


def _set_applied(ids: list[int], at: datetime, *, waits: bool) -> tuple[int, list[int]]:
    """How many took effect together, and what must be tried alone: a set that fails is halved
    until what fails stands alone.
    """
    if len(ids) < _WORTH_A_SET:
        return 0, ids
    try:
        return _all_applied(ids, at, waits=waits), []
    except Refusal as refusal:
        log.info("a set of requests is halved", extra={"why": refusal.code})
    except Exception:
        log.exception("a set of requests is halved", extra={"requests": len(ids)})
    middle = len(ids) // 2
    halves = [_set_applied(half, at, waits=waits) for half in (ids[:middle], ids[middle:])]
    return sum(done for done, _ in halves), [pk for _, left in halves for pk in left]


@transaction.atomic
def _all_applied(ids: list[int], at: datetime, *, waits: bool) -> int:
    rows = list(_taken(ids, at, waits=waits))
    if rows:
        apply_all(rows, at=at)
    return len(rows)


def _taken(ids: list[int], at: datetime, *, waits: bool) -> "QuerySet[ChangeRequest]":
    """Of several workers one takes each: the others pass a locked row by, or wait for it and find
    it done.
    """
    mine = _due(at).filter(pk__in=ids).order_by("pk")
    return mine.select_for_update(of=("self",), skip_locked=not waits)


def _applied(request_id: int, at: datetime, *, waits: bool) -> int:
    try:
        with transaction.atomic():
            row = _taken([request_id], at, waits=waits).first()
            if row is None:
                return 0
            _apply_or_refuse(row, at)
    except Exception:
        log.exception("a request did not take effect", extra={"request": request_id})
        put_off(ChangeRequest.objects.filter(pk=request_id, step=RequestStep.SET), at=at)
        return 0
    return 1


def _due(at: datetime) -> "QuerySet[ChangeRequest]":
    now = Q(retry_at__isnull=True) | Q(retry_at__lte=at)
    return ChangeRequest.objects.filter(now, step=RequestStep.SET, effective_at__lte=at)


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
    apply_all([row], at=at)


def apply_all(rows: Sequence[ChangeRequest], *, at: datetime) -> None:
    """The same for rows of different families, in as many statements as for one."""
    lock_cards([row.person_id for row in rows])
    people = subjects_facts([row.person_id for row in rows], at=at)
    asked = [Asked(row, people[row.person_id], json.loads(row.wanted_sealed)) for row in rows]
    if any(one.subject.facts.status in _GONE for one in asked):
        raise RequestPersonGone
    to = whom_all(rows)

    for kind, alike in _by_kind(asked).items():
        _take_effect(kind, alike, at)

    done(asked, by=RULE, at=at)
    heard_of_later = [row for row in rows if row.pk not in to]
    tell_all(rows, EFFECTIVE, to={**whom_all(heard_of_later), **to}, at=at)
    moved = [row for row in rows if row.kind in ADDRESSES]
    if moved:
        tell_all(moved, EFFECTIVE, to=whom_all(moved), at=at, mark="new:")


def _by_kind(asked: Iterable[Asked]) -> dict[RequestKind, list[Asked]]:
    kinds: dict[RequestKind, list[Asked]] = {}
    for one in asked:
        kinds.setdefault(RequestKind(one.row.kind), []).append(one)
    return kinds


def _take_effect(kind: RequestKind, alike: list[Asked], at: datetime) -> None:
    if kind in TOGETHER:
        TOGETHER[kind](alike, by=RULE, at=at)
        return
    for one in alike:
        EFFECTS[kind](one.subject, one.wanted, by=RULE, at=at)
