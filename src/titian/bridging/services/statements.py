"""A bank's daily file, read here and laid beside the books by who keeps them."""

from datetime import date, datetime

from titian.bridging.errors import BankUnknown
from titian.bridging.rules.statements import statement
from titian.bridging.selectors import bank_named
from titian.contributions import services as contributions
from titian.kernel.actors import Actor


def take_statement(
    *, content: bytes, partner: str, day: date | None = None, by: Actor, at: datetime
) -> int:
    """Returns the number of the file. Raises `BankUnknown`, `StatementUnreadable`."""
    if bank_named(partner) is None:
        raise BankUnknown(partner=partner)
    read = statement(content, partner=partner, day=day)
    return contributions.reconcile(statement=read, by=by, at=at)
