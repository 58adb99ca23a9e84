"""Arrears the state lets go of (domain-rules §2.5): off until a law says from when."""

from collections.abc import Iterable
from datetime import date

from titian.contributions.rules.parameters import Parameters
from titian.contributions.types import BillKind, DueLine
from titian.kernel.actors import Actor, ActorKind
from titian.members.types import WardClass

_ROLES = {"branch"}


def may_write_off(actor: Actor) -> bool:
    return actor.kind is ActorKind.STAFF and any(grant.role in _ROLES for grant in actor.grants)


def is_in_force(on: date, parameters: Parameters) -> bool:
    """Whether the law is signed and switched on; the table says so, not a release."""
    return bool(parameters.find("arrears_writeoff", on))


def let_go(open_lines: Iterable[DueLine], on: date, parameters: Parameters) -> list[DueLine]:
    """The past months of class III that would be written off: the latest 24 at most."""
    past = [
        line
        for line in open_lines
        if line.kind is BillKind.MONTHLY
        and line.ward_class is WardClass.THIRD
        and line.month < on.replace(day=1)
    ]
    months = sorted({line.month for line in past})
    latest = months[-parameters.whole("arrears_writeoff.max_months", on) :]
    return sorted((o for o in past if o.month in latest), key=lambda o: (o.month, o.number))
