"""What somebody may ask today, and where a rule forbids it the way round: five statements."""

from datetime import datetime

from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.kernel.periods import day_of
from titian.members import rules
from titian.members.models import ChangeRequest
from titian.members.selectors.requests.facts import Subject, subject_facts
from titian.members.selectors.requests.seeing import asker_block, asking_for
from titian.members.types import Offer, RequestKind, Standing


def offers(person_id: int, *, viewer: Actor, at: datetime) -> list[Offer]:
    """Every kind, in the order of the list, for this person and this viewer."""
    whose = asking_for(person_id, viewer=viewer, at=at)
    subject = subject_facts(person_id, at=at)
    alive = _alive(person_id)
    return [_offer(kind, subject, whose, viewer, at, alive.get(kind)) for kind in RequestKind]


def offer(person_id: int, kind: RequestKind, *, viewer: Actor, at: datetime) -> Offer:
    whose = asking_for(person_id, viewer=viewer, at=at)
    subject = subject_facts(person_id, at=at)
    return _offer(kind, subject, whose, viewer, at, _alive(person_id).get(kind))


def _alive(person_id: int) -> dict[str, int]:
    rows = ChangeRequest.objects.filter(person=person_id, step__in=rules.ALIVE)
    return dict(rows.values_list("kind", "id"))


def _offer(
    kind: RequestKind,
    subject: Subject,
    whose: Standing,
    viewer: Actor,
    at: datetime,
    open_request: int | None,
) -> Offer:
    row, facts = rules.KINDS[kind], subject.facts
    asker = asker_block(kind, whose, viewer, at)
    block = rules.first_block(asker, rules.blocked(kind, facts))
    sure = not row.is_risky
    effect = rules.effective_at(kind, {}, facts, at=at, zone=JAKARTA, is_sure=sure)
    return Offer(
        kind=kind,
        is_allowed=block is None and open_request is None,
        blocked_by=block.refusal.code if block else "",
        blocked_until=block.until if block else None,
        way_round=block.way if block else ("see_open" if open_request else ""),
        papers=tuple(rules.papers_needed(kind, {}, is_child=not subject.is_adult)),
        fields=row.fields,
        optional=row.optional,
        decider=rules.decider_of(kind, {}, facts.card),
        hours=facts.amounts[f"change_hours_{kind}"],
        effective_on=day_of(effect),
        is_risky=row.is_risky,
        open_request=open_request,
        current=subject.current(kind) if asker is None else {},
    )
