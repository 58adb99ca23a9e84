"""Level by level: who watches over a case as the time of its promise goes (domain-rules §5)."""

from collections.abc import Mapping

from titian.accounts.types import StaffRole
from titian.complaints.types import Level

LEVEL_AT: Mapping[int, Level] = {50: Level.UNIT, 80: Level.HEAD, 100: Level.REGIONAL}
SEES_FROM: Mapping[str, Level] = {
    StaffRole.BRANCH: Level.OFFICER,
    StaffRole.BRANCH_HEAD: Level.HEAD,
    StaffRole.REGIONAL: Level.REGIONAL,
    StaffRole.HEAD_OFFICE: Level.CENTRAL,
}


def level_after(now: Level, share: int, times_reopened: int) -> Level:
    """A case that was reopened climbs one level further; none comes down again."""
    climbed = min(LEVEL_AT[share] + bool(times_reopened), Level.CENTRAL)
    return max(now, Level(climbed))
