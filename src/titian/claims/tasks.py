"""What claims do because a day ended."""

from titian.claims import services as claims
from titian.kernel import clock
from titian.platform.jobs.services import periodic


@periodic("30 17 * * *", "claims.clocks")
def clocks() -> None:
    """After midnight in Jakarta: papers count as complete, what was not sent expires."""
    claims.deem_complete(at=clock.now())
    claims.expire_claims(at=clock.now())
