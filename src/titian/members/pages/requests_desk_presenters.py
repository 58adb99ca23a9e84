"""What officers see: the work list by its clock, and one case with everything beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from titian.kernel.actors import Actor
from titian.members import rules
from titian.members import selectors as members_read
from titian.members.pages.requests_presenters import facility_name
from titian.members.types import Case, CaseLine, RequestKind, Verdict

_REASONS = ("why", "ground")


@dataclass(frozen=True, slots=True)
class ListPage:
    lines: list[CaseLine]
    kind: RequestKind | None
    more: bool
    seen_at: datetime
    stuck: list[CaseLine] = field(default_factory=list)

    @property
    def late(self) -> int:
        return sum(line.is_late for line in self.lines)

    @property
    def open_mine(self) -> CaseLine | None:
        return next((line for line in self.lines if line.is_mine), None)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing asked for, side by side with what is and what the registry says."""

    name: str
    ours: str
    wanted: str
    registry: str
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class CasePage:
    case: Case
    rows: list[Row]
    missable: tuple[str, ...]
    seen_at: datetime

    @property
    def refusing(self) -> tuple[str, ...]:
        return rules.reasons_for(self.case.view.kind, Verdict.NO)

    @property
    def repairing(self) -> tuple[str, ...]:
        return rules.reasons_for(self.case.view.kind, Verdict.REPAIR)

    @property
    def approving(self) -> str:
        """The reason of a yes: what the officer could see."""
        if self.case.registry and all(one.agrees for one in self.case.registry):
            return "registry_agrees"
        return "papers_agree" if self.case.view.papers else "seen_at_counter"

    @property
    def is_late(self) -> bool:
        return self.case.clock_left < timedelta()


def list_page(viewer: Actor, *, kind: RequestKind | None, limit: int, at: datetime) -> ListPage:
    lines = members_read.work_list(viewer=viewer, at=at, kind=kind)
    stuck = members_read.stuck(viewer=viewer, at=at)
    return ListPage(lines[:limit], kind, len(lines) > limit, at, stuck)


def case_page(request_id: int, *, viewer: Actor, at: datetime) -> CasePage:
    """The look is recorded."""
    case = members_read.case(request_id, viewer=viewer, at=at)
    return CasePage(case, _rows(case), _missable(case), at)


def _missable(case: Case) -> tuple[str, ...]:
    """What an officer may ask for again: the papers that came, then others, then what was typed."""
    possible = rules.may_be_missing(case.view.kind)
    sent = [str(paper.kind) for paper in case.view.papers]
    others = [kind for kind in rules.KINDS[case.view.kind].papers if kind not in sent]
    names = [*sent, *others, *case.view.wanted]
    return tuple(dict.fromkeys(name for name in names if name in possible))


def _rows(case: Case) -> list[Row]:
    """Fields the registry was asked about first, then the others."""
    compared = {one.field: one for one in case.registry}
    rows = [Row(one.field, one.ours, one.wanted, one.registry, one.agrees) for one in case.registry]
    wanted: Mapping[str, str] = case.view.wanted
    for name, value in wanted.items():
        if name not in compared:
            said = facility_name(value) if name == "facility" else value
            rows.append(Row(name, case.current.get(name, ""), said, "", None))
    return sorted(rows, key=lambda row: (row.ours == row.wanted, row.name in _REASONS))
