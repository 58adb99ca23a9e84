"""Arrears are paid by instalments: a plan is agreed, or given up."""

from datetime import datetime

from titian.contributions.types import PlanScheme
from titian.kernel.actors import Actor


def agree_plan(
    *,
    family_id: int,
    scheme: PlanScheme,
    parts: int,
    client_key: str,
    by: Actor,
    at: datetime,
) -> int:
    """Agree on instalments; the same key gives the same plan. Raises `PlanNotPossible`."""
    raise NotImplementedError


def cancel_plan(*, family_id: int, by: Actor, at: datetime) -> None:
    """Give the running plan up: the rest is due again at once."""
    raise NotImplementedError
