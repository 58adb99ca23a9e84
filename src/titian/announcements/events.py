"""Facts about what is told to many: ids and states, never words."""

from dataclasses import dataclass
from typing import ClassVar

from titian.kernel.events import Event


@dataclass(frozen=True, slots=True)
class SheetMoved(Event):
    """An announcement or an edition was written, approved, published, withdrawn …"""

    name: ClassVar[str] = "announcements.sheet_moved"
    sheet: str
    sheet_id: int
    act: str
    state: str
