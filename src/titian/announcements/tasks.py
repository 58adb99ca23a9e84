"""What is told to many because time passed."""

from datetime import datetime, timedelta

from titian.announcements import services as announcements
from titian.platform.jobs.services import sweep


@sweep("announcements.tell", every=timedelta(seconds=5))
def tell(at: datetime) -> int:
    """A part every few seconds and never faster: other messages are not to wait behind it."""
    announcements.tell_some(at=at)
    return 0


@sweep("announcements.publish", every=timedelta(seconds=10))
def publish(at: datetime) -> int:
    """Editions whose hour has come."""
    return announcements.publish_due(at=at)
