"""Running plans for the people of a branch: masked until opened."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from titian.contributions.models import Bill, Plan
from titian.contributions.types import BillKind, PlanScheme, PlanState
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members.types import NamedOnly

_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One running plan: whose, how far, and what is due next."""

    plan_id: int
    head: NamedOnly
    scheme: PlanScheme
    total: int
    parts: int
    paid_parts: int
    next_due: date | None

    def is_late(self, on: date) -> bool:
        return self.next_due is not None and self.next_due < on


def running_plans(*, viewer: Actor, limit: int) -> list[PlanLine]:
    """The running plans within a viewer's reach, the latest agreed first."""
    plans = list(Plan.objects.filter(state=PlanState.RUNNING).order_by("-pk")[:_LOOKED_AT])
    families = members_read.paying_families({plan.family_id for plan in plans})
    heads = members_read.masked_people(
        {family.head_id for family in families.values()}, viewer=viewer
    )
    open_parts = _open_parts([plan.pk for plan in plans])
    found = []
    for plan in plans:
        family = families.get(plan.family_id)
        head = heads.get(family.head_id) if family else None
        if head is not None:
            found.append(_line(plan, head, open_parts.get(plan.pk, [])))
    return found[:limit]


def _open_parts(plan_ids: list[int]) -> dict[int, list[date]]:
    rows = Bill.objects.filter(
        plan__in=plan_ids, kind=BillKind.INSTALMENT, settled_by__isnull=True
    ).order_by("due_on")
    found: defaultdict[int, list[date]] = defaultdict(list)
    for plan, due_on in rows.values_list("plan_id", "due_on"):
        found[plan].append(due_on)
    return found


def _line(plan: Plan, head: NamedOnly, open_parts: list[date]) -> PlanLine:
    return PlanLine(
        plan_id=plan.pk,
        head=head,
        scheme=PlanScheme(plan.scheme),
        total=plan.total,
        parts=plan.parts,
        paid_parts=plan.parts - len(open_parts),
        next_due=open_parts[0] if open_parts else None,
    )
