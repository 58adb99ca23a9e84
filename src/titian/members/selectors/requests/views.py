"""Requests as the asker and the person see them, with every step."""

import json
from datetime import datetime

from django.db.models import QuerySet

from titian.kernel.actors import Actor, ActorKind
from titian.members import rules
from titian.members.errors import PersonOutOfReach, RequestGone
from titian.members.models import ChangeRequest
from titian.members.selectors.reach import subject_of
from titian.members.selectors.requests.seeing import asking_for, may_end, may_undo, sees
from titian.members.types import (
    ChangeView,
    Decider,
    Paper,
    PaperKind,
    RequestKind,
    RequestStep,
    Standing,
    StepLine,
)

_MENDABLE = frozenset({RequestStep.OPEN, RequestStep.REPAIR})
_LATEST = 50


def requests_of(person_id: int, *, viewer: Actor, at: datetime) -> list[ChangeView]:
    """The latest requests for one person, those under way first; four statements."""
    whose = asking_for(person_id, viewer=viewer, at=at)
    rows = full_rows().filter(person=person_id).order_by("-asked_at", "-id")[:_LATEST]
    seen = [view_of(row, whose, viewer, at) for row in rows if sees(row, whose, viewer, at)]
    return sorted(seen, key=lambda one: one.step in rules.ENDED)


def request(request_id: int, *, viewer: Actor, at: datetime) -> ChangeView:
    """One request; `RequestGone` for strangers and for what does not exist, alike."""
    row = full_rows().filter(pk=request_id).first()
    if row is None:
        raise RequestGone
    try:
        whose = asking_for(row.person_id, viewer=viewer, at=at)
    except PersonOutOfReach as error:
        raise RequestGone from error
    if not sees(row, whose, viewer, at):
        raise RequestGone
    return view_of(row, whose, viewer, at)


def full_rows() -> "QuerySet[ChangeRequest]":
    return ChangeRequest.objects.prefetch_related("steps", "papers__upload")


def view_of(row: ChangeRequest, whose: Standing, viewer: Actor, at: datetime) -> ChangeView:
    ends = may_end(row, whose, viewer, at)
    kind, step = RequestKind(row.kind), RequestStep(row.step)
    own = viewer.kind is ActorKind.MEMBER and subject_of(viewer) == whose.person_id
    undoes = may_undo(row, at)
    risky = rules.KINDS[kind].is_risky and row.confirmed_at is None
    return ChangeView(
        request_id=row.pk,
        person_id=row.person_id,
        kind=kind,
        step=step,
        asked_at=row.asked_at,
        due_at=row.due_at if step is RequestStep.OPEN else None,
        effective_at=row.effective_at,
        undo_until=row.effective_at if undoes else None,
        wanted=json.loads(row.wanted_sealed),
        missing=tuple(row.missing),
        reason=row.reason,
        words=row.words_sealed or "",
        papers=papers_of(row),
        steps=_steps(row),
        may_withdraw=ends and step in _MENDABLE,
        may_undo=ends and undoes,
        may_confirm=own and undoes and risky,
        decider=Decider(row.decider),
    )


def papers_of(row: ChangeRequest) -> tuple[Paper, ...]:
    papers = sorted(row.papers.all(), key=lambda one: one.pk)
    return tuple(
        Paper(one.pk, PaperKind(one.kind), one.upload.kind, one.upload.size) for one in papers
    )


def _steps(row: ChangeRequest) -> tuple[StepLine, ...]:
    steps = sorted(row.steps.all(), key=lambda one: one.pk)
    return tuple(StepLine(one.at, RequestStep(one.step), one.by, one.reason) for one in steps)
