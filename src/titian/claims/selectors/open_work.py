"""Which claims a verifier has before them."""

from collections.abc import Sequence

from titian.accounts.types import WorkLine
from titian.claims.models import Claim


def open_work(ref: str) -> Sequence[WorkLine]:
    return (WorkLine("work.claims", Claim.objects.filter(held_by=ref).count(), "claims:work_list"),)
