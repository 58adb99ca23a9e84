"""The member ends a request, or makes sure of it: withdraw, undo, confirm."""

import json
from datetime import datetime

from django.db import transaction

from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.members import rules
from titian.members.errors import PersonOutOfReach, RequestGone, RequestNotYours, RequestSettled
from titian.members.models import ChangeRequest
from titian.members.selectors.reach import subject_of
from titian.members.selectors.requests import (
    asking_for,
    may_end,
    request,
    request_of_token,
    subject_facts,
    undone_by_link,
)
from titian.members.services.requests.applying import apply_one
from titian.members.services.requests.telling import UNDONE, tell
from titian.members.services.requests.writing import lock_request, move
from titian.members.types import ChangeView, RequestKind, RequestStep


def withdraw(*, request_id: int, by: Actor, at: datetime) -> ChangeView:
    """Before it is decided. Again is no fault."""
    return _ended(request_id, "withdraw", RequestStep.WITHDRAWN, by, at)


def undo(*, request_id: int, by: Actor, at: datetime) -> ChangeView:
    """A yes whose day has not come is taken back: what it waits for. Again is no fault."""
    return _ended(request_id, "undo", RequestStep.UNDONE, by, at)


def confirm(*, request_id: int, by: Actor, at: datetime) -> ChangeView:
    """The person themselves, who has just shown a passkey (the caller saw it): no more waiting
    than the rule asks.
    """
    with transaction.atomic():
        row = lock_request(request_id)
        if subject_of(by) != row.person_id:
            raise RequestGone
        if row.confirmed_at is None:
            _confirmed(row, by, at)
    return request(request_id, viewer=by, at=at)


def _confirmed(row: ChangeRequest, by: Actor, at: datetime) -> None:
    kind = RequestKind(row.kind)
    if row.step != RequestStep.SET or not rules.KINDS[kind].is_risky:
        raise RequestSettled(step=row.step)
    subject = subject_facts(row.person_id, at=row.asked_at)
    row.confirmed_at = at
    row.effective_at = rules.effective_at(
        kind, json.loads(row.wanted_sealed), subject.facts, at=at, zone=JAKARTA, is_sure=True
    )
    move(row, "confirm", by=by, at=at, reason="confirmed")
    if row.effective_at <= at:
        apply_one(row, at=at)


@transaction.atomic
def _end(request_id: int, act: str, to: RequestStep, by: Actor, at: datetime) -> None:
    row = lock_request(request_id)
    try:
        whose = asking_for(row.person_id, viewer=by, at=at)
    except PersonOutOfReach as error:
        raise RequestGone from error
    if not may_end(row, whose, by, at):
        raise RequestNotYours
    if row.step == to:
        return
    if act == "undo" and row.effective_at is not None and row.effective_at <= at:
        raise RequestSettled(step=RequestStep.DONE)
    move(row, act, by=by, at=at)
    tell(row, UNDONE, at=at)


@transaction.atomic
def undo_by_link(*, token: str, by: Actor, at: datetime) -> None:
    """Whoever reads the old address stops a risky change that waits. Again is no fault."""
    row = lock_request(request_of_token(token))
    if row.step == RequestStep.UNDONE:
        return
    if not undone_by_link(row, at):
        raise RequestSettled(step=RequestStep(row.step))
    move(row, "undo", by=by, at=at)
    tell(row, UNDONE, at=at)


def _ended(request_id: int, act: str, to: RequestStep, by: Actor, at: datetime) -> ChangeView:
    _end(request_id, act, to, by, at)
    return request(request_id, viewer=by, at=at)
