"""By the calendar: old calls of banks and of facilities' systems are forgotten."""

from titian.bridging import services as bridging
from titian.kernel import clock
from titian.platform.jobs.services import periodic


@periodic("40 19 * * *", "bridging.forget_calls")
def forget_calls() -> None:
    bridging.forget_calls(at=clock.now())


@periodic("50 19 * * *", "bridging.forget_wire_calls")
def forget_wire_calls() -> None:
    bridging.forget_wire_calls(at=clock.now())
