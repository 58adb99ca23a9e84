from titian.accounts import services as accounts
from titian.kernel import clock
from titian.platform.jobs.services import periodic


@periodic("17 19 * * *", "accounts.sweep_out")
def sweep_out() -> None:
    accounts.sweep_out(clock.now())


@periodic("*/5 * * * *", "accounts.end_due")
def end_due() -> None:
    accounts.end_due(at=clock.now())
