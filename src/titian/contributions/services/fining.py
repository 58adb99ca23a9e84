"""The fine for inpatient care soon after a card became active again."""

from datetime import date, datetime

from titian.kernel.actors import Actor


def charge_fine(
    *,
    family_id: int,
    package_estimate: int,
    admitted_on: date,
    case_ref: str,
    by: Actor,
    at: datetime,
) -> int | None:
    """Charge the fine of one case once; returns the bill's id, None when nothing is owed."""
    raise NotImplementedError
