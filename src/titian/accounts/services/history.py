"""Write down who came in or tried to, beside the sign-in and never instead of it."""

from datetime import datetime

from titian.accounts import rules
from titian.accounts.models import SignIn
from titian.accounts.types import Origin, Tried, Way
from titian.kernel.text import printable


def note_sign_in(account: int, way: Way, outcome: Tried, origin: Origin, *, at: datetime) -> None:
    """The network is shortened here, so that the whole address is in no table."""
    SignIn.objects.create(
        account_id=account,
        at=at,
        way=way,
        outcome=outcome,
        device=printable(origin.device, 80),
        network=rules.shortened(origin.address),
    )
