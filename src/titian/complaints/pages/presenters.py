"""What a page of a case needs besides the case: whose turn it is, and what may be pressed."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from titian.complaints.types import CaseState, CaseView, ClockKind, ClockView

_RUNNING = frozenset({CaseState.OPEN, CaseState.WAITING})


@dataclass(frozen=True, slots=True)
class CasePage:
    view: CaseView
    at: datetime

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.view.timezone)

    @property
    def origin(self) -> str:
        return str(settings.TITIAN_ORIGIN)

    @property
    def first(self) -> ClockView | None:
        return self.view.clocks.get(ClockKind.FIRST)

    @property
    def solve(self) -> ClockView | None:
        return self.view.clocks.get(ClockKind.SOLVE)

    @property
    def is_open(self) -> bool:
        return self.view.state is CaseState.OPEN

    @property
    def is_waiting(self) -> bool:
        return self.view.state is CaseState.WAITING

    @property
    def is_resolved(self) -> bool:
        return self.view.state is CaseState.RESOLVED

    @property
    def is_closed(self) -> bool:
        return self.view.state is CaseState.CLOSED

    @property
    def is_merged(self) -> bool:
        return self.view.state is CaseState.MERGED

    @property
    def is_asked(self) -> bool:
        """Whether it is solved is for the person to say now."""
        other = self.view.together
        return self.is_resolved if other is None else other.state not in _RUNNING

    @property
    def may_pass(self) -> bool:
        return self.is_open

    @property
    def is_running(self) -> bool:
        return self.is_open or self.is_waiting

    @property
    def is_late(self) -> bool:
        return self.is_open and any(
            one.is_late and one.met_at is None for one in self.view.clocks.values()
        )
