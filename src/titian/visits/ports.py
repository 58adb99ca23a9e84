"""What visits asks of whoever stands above: what a visit costs its patient."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from titian.visits.types import Cost


class Costs(Protocol):
    """By the numbers of eligibility letters whose reader was already let in; who is missing in
    the answer has no claim yet.
    """

    def __call__(self, letter_numbers: Collection[str], *, at: datetime) -> Mapping[str, Cost]: ...
