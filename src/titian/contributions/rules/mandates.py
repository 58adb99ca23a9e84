"""When a new mandate may take money, and how long whoever did not mean it can go back."""

from datetime import datetime, timedelta

from titian.contributions.ports import DebitResult
from titian.contributions.rules.parameters import Parameters
from titian.kernel.periods import day_of

GIVEN_UP = (DebitResult.NO_FUNDS, DebitResult.REFUSED)
KNOWN = (DebitResult.TAKEN, *GIVEN_UP)


def undo_until(opened_at: datetime, table: Parameters) -> datetime:
    """Until then nothing is debited, so that going back leaves no trace at any bank."""
    on = day_of(opened_at)
    return opened_at + timedelta(hours=table.whole("autodebit.undo_hours", on))


def may_debit(opened_at: datetime, table: Parameters, *, at: datetime) -> bool:
    return at >= undo_until(opened_at, table)


def debit_key(attempt_id: int) -> str:
    """The name of one debit at the gateway and in our books: the same is taken once."""
    return f"debit-{attempt_id}"
