from titian.frontdoor import services as frontdoor
from titian.kernel import clock
from titian.platform.jobs.services import periodic


@periodic("27 * * * *", "frontdoor.sweep_out")
def sweep_out() -> None:
    frontdoor.sweep_out(clock.now())
