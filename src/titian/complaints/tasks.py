"""What complaints do because time passed."""

from datetime import datetime, timedelta

from titian.complaints import services as complaints
from titian.platform.jobs.services import sweep


@sweep("complaints.clocks", every=timedelta(seconds=20))
def clocks(at: datetime) -> int:
    """Of a further share of a promise's time gone, whoever watches is told."""
    return complaints.tell_clocks(at=at)


@sweep("complaints.incidents", every=timedelta(seconds=20))
def incidents(at: datetime) -> int:
    """What has ended is answered to each of its cases, once."""
    return complaints.answer_ended(at=at)
