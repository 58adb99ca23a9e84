"""What a branch officer has taken up and not decided."""

from collections.abc import Sequence

from titian.accounts.types import WorkLine
from titian.members.models import ChangeRequest


def open_work(ref: str) -> Sequence[WorkLine]:
    held = ChangeRequest.objects.filter(claimed_by=ref, ended_at__isnull=True)
    return (WorkLine("work.changes", held.count(), "members:desk_changes"),)
