"""What members' affairs do because time passed."""

from datetime import datetime, timedelta

from titian.kernel.actors import Actor
from titian.members import services as members
from titian.platform.jobs.services import sweep

_RECOVERIES = Actor.system("members.recoveries")


@sweep("members.recoveries", every=timedelta(seconds=20))
def recoveries(at: datetime) -> int:
    """New numbers whose hours of waiting are over; what nobody proved in time lapses."""
    return members.apply_due_numbers(by=_RECOVERIES, at=at) + members.lapse_old(at=at)
