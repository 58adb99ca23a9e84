"""Documents that never came to belong to anything are not kept."""

from titian.kernel import clock
from titian.platform.jobs.services import periodic
from titian.platform.uploads import services as uploads


@periodic("40 18 * * *", "uploads.clean_up")
def clean_up() -> None:
    uploads.clean_up(clock.now())
