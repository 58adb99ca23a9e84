"""What dues do because time passed."""

from titian.contributions import services as contributions
from titian.kernel import clock
from titian.platform.jobs.services import periodic


@periodic("10 1 * * *", "contributions.remind")
def remind() -> None:
    """In the morning everywhere in the country, after quiet hours: 08.10 in Jakarta."""
    contributions.remind(at=clock.now())
