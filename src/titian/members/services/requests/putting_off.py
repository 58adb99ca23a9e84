"""What failed to take effect is tried again later and later; who decides sees it in the end."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from titian.members import rules
from titian.members.models import ChangeRequest, NumberRecovery

Failing = TypeVar("Failing", ChangeRequest, NumberRecovery)


@transaction.atomic
def put_off(rows: "QuerySet[Failing]", *, at: datetime) -> None:
    """One more failure, and not before some time; in a transaction of its own."""
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        return
    row.failures += 1
    row.retry_at = at + rules.retry_after(row.failures)
    row.save(update_fields=["failures", "retry_at"])
