"""Something of ours is broken while another system calls: it hears a code that it can name."""

from datetime import datetime

from titian.kernel.errors import Side
from titian.platform.failures import services as failures


def minted(feature: str, *, database_away: bool, at: datetime) -> tuple[int, str]:
    """The HTTP status and the code."""
    fault = failures.Fault(
        feature=feature,
        reason="database_away" if database_away else "fault",
        side=Side.OURS,
        status=503 if database_away else 500,
    )
    mint = failures.spooled if database_away else failures.receipt
    return fault.status, mint(fault, at=at)
