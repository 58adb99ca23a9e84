"""Whether an open page about dues is still true."""

from collections.abc import Iterable
from hashlib import sha256

from titian.contributions.types import Dues
from titian.members.types import Standing


def look_of(dues: Dues, people: Iterable[Standing]) -> str:
    """A few letters that change when something was paid, billed, or a card went on or off."""
    paid = max((one.payment_id for one in dues.payments), default=0)
    family = (one for one in people if one.family_id == dues.family_id)
    states = ",".join(sorted(f"{one.person_id}:{one.status}" for one in family))
    said = f"{paid}:{dues.outstanding.amount}:{dues.outstanding.payability}:{states}"
    return sha256(said.encode()).hexdigest()[:8]
