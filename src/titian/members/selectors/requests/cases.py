"""The officers' side: what waits, by the clock, and one case with all that decides it.

Only a branch decides, and only for the people it reaches. Every look is recorded.
"""

import json
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.periods import day_of
from titian.kernel.text import masked_name
from titian.members import rules
from titian.members.errors import (
    PersonOutOfReach,
    RequestGone,
    RequestNotAllowed,
    RequestOwnEntry,
    RequestTaken,
)
from titian.members.models import ChangePaper, ChangeRequest, Person
from titian.members.selectors.reach import staff_reach
from titian.members.selectors.requests.facts import Subject, subject_facts
from titian.members.selectors.requests.seeing import asking_for, has_role, sees
from titian.members.selectors.requests.views import full_rows, view_of
from titian.members.selectors.standing import standing
from titian.members.types import Case, CaseLine, Compared, RequestKind, RequestStep
from titian.platform.audit import services as audit
from titian.platform.uploads import services as uploads

CLAIM_LASTS = timedelta(minutes=30)
_PAGE = 200


def require_deciding(viewer: Actor) -> None:
    if viewer.kind is not ActorKind.STAFF or not has_role(viewer, rules.DECIDING_ROLES):
        raise RequestNotAllowed


def within_reach(viewer: Actor) -> "QuerySet[ChangeRequest]":
    """Requests for the people whom this officer's branch decides for."""
    reached = Person.objects.filter(
        staff_reach(viewer, rules.DECIDING_ROLES), pk=OuterRef("person")
    )
    return ChangeRequest.objects.filter(Exists(reached))


def work_list(*, viewer: Actor, at: datetime, kind: RequestKind | None = None) -> list[CaseLine]:
    """What waits for a decision, the soonest clock first and so the late ones before all."""
    require_deciding(viewer)
    waiting = within_reach(viewer).filter(step=RequestStep.OPEN)
    if kind is not None:
        waiting = waiting.filter(kind=kind)
    rows = waiting.select_related("person").order_by("due_at", "id")[:_PAGE]
    return [_line(row, viewer, at) for row in rows]


def stuck(*, viewer: Actor, at: datetime) -> list[CaseLine]:
    """A yes that failed to take effect again and again: somebody has to look."""
    require_deciding(viewer)
    failing = within_reach(viewer).filter(step=RequestStep.SET, failures__gte=rules.STUCK_AFTER)
    rows = failing.select_related("person").order_by("effective_at", "id")[:_PAGE]
    return [_line(row, viewer, at) for row in rows]


def case(request_id: int, *, viewer: Actor, at: datetime) -> Case:
    """One request with what is on record, what the registry said, and its papers."""
    require_deciding(viewer)
    _looked(request_id, viewer, at)
    row = full_rows().get(pk=request_id)
    whose = standing(row.person_id, viewer=Actor.system("members.case"), on=day_of(row.asked_at))
    subject = subject_facts(row.person_id, at=at)
    refused = why_not(row, viewer, at)
    return Case(
        view=view_of(row, whose, viewer, at),
        masked_name=masked_name(whose.full_name),
        current=subject.current(RequestKind(row.kind)),
        registry=_compared(row, subject),
        registry_state=row.registry.get("state", "unasked"),
        clock_left=(row.due_at or at) - at,
        may_decide=row.step == RequestStep.OPEN and refused is None,
        may_not=refused.code if refused else "",
    )


def paper(paper_id: int, *, viewer: Actor, at: datetime) -> tuple[str, bytes]:
    """A document: for who decides and for who asked. The look is recorded before it is read."""
    row = ChangePaper.objects.filter(pk=paper_id).select_related("request").first()
    if row is None:
        raise RequestGone
    if viewer.kind is ActorKind.STAFF and has_role(viewer, rules.DECIDING_ROLES):
        _looked(row.request_id, viewer, at)
    else:
        _require_asker(row.request, viewer, at)
    found = uploads.opened(row.upload_id, used_for=f"request:{row.request_id}")
    return found.kind, found.content


def why_not(
    row: ChangeRequest, viewer: Actor, at: datetime
) -> RequestOwnEntry | RequestTaken | None:
    """Why this officer may not decide it: entered by themselves, or in a colleague's hand."""
    if row.asked_by == viewer.ref:
        return RequestOwnEntry()
    return RequestTaken() if _is_taken(row, viewer, at) else None


def _is_taken(row: ChangeRequest, viewer: Actor, at: datetime) -> bool:
    held = row.claimed_at is not None and at - row.claimed_at < CLAIM_LASTS
    return held and row.claimed_by != viewer.ref


def _looked(request_id: int, viewer: Actor, at: datetime) -> None:
    """Within the branch's reach, and written down as a look at the person."""
    rows = within_reach(viewer).filter(pk=request_id).values_list("person_id")
    if not audit.look(rows, by=viewer, action="members.request_looked", kind="person", at=at):
        raise RequestGone


def _require_asker(row: ChangeRequest, viewer: Actor, at: datetime) -> None:
    try:
        whose = asking_for(row.person_id, viewer=viewer, at=at)
    except PersonOutOfReach as error:
        raise RequestGone from error
    if row.asked_by != viewer.ref or not sees(row, whose, viewer, at):
        raise RequestGone


def _line(row: ChangeRequest, viewer: Actor, at: datetime) -> CaseLine:
    due = row.due_at or at
    return CaseLine(
        request_id=row.pk,
        kind=RequestKind(row.kind),
        masked_name=masked_name(row.person.full_name),
        asked_at=row.asked_at,
        due_at=due,
        clock_left=due - at,
        is_late=at >= due,
        is_mine=row.claimed_by == viewer.ref,
        is_taken=_is_taken(row, viewer, at),
    )


def _compared(row: ChangeRequest, subject: Subject) -> tuple[Compared, ...]:
    agrees: dict[str, bool] = row.registry.get("agrees", {})
    wanted: dict[str, str] = json.loads(row.wanted_sealed)
    said = {True: "agrees", False: "differs", None: ""}
    return tuple(
        Compared(
            field=name,
            ours=subject.on_record.get(name, ""),
            wanted=wanted.get(name, subject.on_record.get(name, "")),
            registry=said[agrees.get(name)],
            agrees=agrees.get(name),
        )
        for name in sorted(agrees)
    )
