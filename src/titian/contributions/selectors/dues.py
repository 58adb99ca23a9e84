"""Everything the page of dues shows."""

from datetime import date, datetime

from titian.contributions.types import Dues, VirtualAccount
from titian.kernel.actors import Actor


def dues_of(person_id: int, *, viewer: Actor, at: datetime) -> Dues:
    """The dues of this person's family. Raises `PersonOutOfReach` or `NotYourDues`."""
    raise NotImplementedError


def virtual_accounts(person_id: int, *, viewer: Actor, on: date) -> list[VirtualAccount]:
    """Where the family of this person can pay to, one number for each bank."""
    raise NotImplementedError
