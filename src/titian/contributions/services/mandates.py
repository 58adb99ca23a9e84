"""Autodebit: a family lets its bank or wallet pay before the due date."""

from datetime import date, datetime

from titian.kernel.actors import Actor


def open_mandate(
    *, family_id: int, account_no: str, holder: str, client_key: str, by: Actor, at: datetime
) -> int:
    """Ask the gateway for a mandate; the same key gives the same one."""
    raise NotImplementedError


def close_mandate(*, family_id: int, by: Actor, at: datetime) -> None:
    raise NotImplementedError


def debit_due(*, on: date, by: Actor, at: datetime) -> int:
    """Debit the families whose mandate holds and whose due date is near; returns how many paid."""
    raise NotImplementedError
