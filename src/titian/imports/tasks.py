"""What imports does because time passed."""

from datetime import datetime, timedelta

from titian.imports import services as imports
from titian.kernel import clock
from titian.platform.jobs.services import periodic, sweep


@sweep("imports.go_on", every=timedelta(seconds=2))
def go_on(at: datetime) -> int:
    """Files that came by a page are weighed or written, part by part."""
    return imports.go_on(at=at)


@periodic("50 18 * * *", "imports.forget")
def forget() -> None:
    """Rows of files brought a month ago are let go."""
    imports.forget_old(at=clock.now())
