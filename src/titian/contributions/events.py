"""Facts about dues that others react to: ids and days, no amounts of a named person."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from titian.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ContributionPaid(Event):
    """A family paid all that was due; `activated` when its card became active by it."""

    name: ClassVar[str] = "contributions.paid"
    family_id: int
    payment_id: int
    activated: bool


@dataclass(frozen=True, slots=True)
class PlanAgreed(Event):
    name: ClassVar[str] = "contributions.plan_agreed"
    family_id: int
    plan_id: int


@dataclass(frozen=True, slots=True)
class PlanEnded(Event):
    """A plan was paid to its end, or given up."""

    name: ClassVar[str] = "contributions.plan_ended"
    family_id: int
    plan_id: int
    completed: bool


@dataclass(frozen=True, slots=True)
class MonthBilled(Event):
    """All families have their bill of a month."""

    name: ClassVar[str] = "contributions.month_billed"
    month: date
