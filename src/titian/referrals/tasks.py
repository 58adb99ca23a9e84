"""What papers do because time passed."""

from titian.kernel import clock
from titian.platform.jobs.services import periodic
from titian.referrals import services as referrals


@periodic("50 1 * * *", "referrals.remind")
def remind() -> None:
    """In the morning, after quiet hours: 08.50 in Jakarta."""
    referrals.remind(at=clock.now())
