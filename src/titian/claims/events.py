from dataclasses import dataclass
from typing import ClassVar

from titian.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ClaimMoved(Event):
    """A claim took a step of its life."""

    name: ClassVar[str] = "claims.moved"
    claim_id: int
    facility_id: int
    act: str
    state: str
