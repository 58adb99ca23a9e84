"""What dues say because something happened. Each is safe to run twice: messages have keys."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from titian.contributions import services as contributions
from titian.contributions.events import ContributionPaid, PlanAgreed, PlanEnded
from titian.members.events import StatusChanged
from titian.members.types import Status
from titian.platform.outbox.services import subscribe


@subscribe(ContributionPaid, name="contributions.tell_paid", in_sets=True)
def tell_paid(events: Sequence[ContributionPaid], *, at: datetime) -> None:
    contributions.tell_paid(payment_ids={event.payment_id for event in events}, at=at)


@subscribe(PlanAgreed, name="contributions.tell_plan_agreed")
def tell_plan_agreed(event: PlanAgreed, *, at: datetime) -> None:
    contributions.tell_plan(plan_id=event.plan_id, at=at)


@subscribe(PlanEnded, name="contributions.tell_plan_ended")
def tell_plan_ended(event: PlanEnded, *, at: datetime) -> None:
    contributions.tell_plan(plan_id=event.plan_id, at=at)


@subscribe(StatusChanged, name="contributions.tell_suspended", in_sets=True)
def tell_suspended(events: Sequence[StatusChanged], *, at: datetime) -> None:
    """Cards that went off for arrears; a family hears it once."""
    by_day: defaultdict[date, set[int]] = defaultdict(set)
    for event in events:
        if event.status == Status.NONAKTIF_TUNGGAKAN:
            by_day[event.on].add(event.person_id)
    for on, people in by_day.items():
        contributions.tell_suspended(person_ids=people, on=on, at=at)
