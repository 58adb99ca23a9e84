"""Comparing a bank's file with our books: pure over both sides; and who may do it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from titian.contributions.types import DifferenceKind, StatementLine
from titian.kernel.actors import Actor, ActorKind

_ROLES = {"branch"}  # money has no region


@dataclass(frozen=True, slots=True)
class Booked:
    """A payment in our books, as far as a file can tell of it."""

    payment_id: int
    request_id: str
    amount: int


@dataclass(frozen=True, slots=True)
class Found:
    """A line that is not simply matched."""

    kind: DifferenceKind
    line: StatementLine
    ours: Booked | None = None
    is_harmless: bool = False  # said twice in the same words: asks nothing of anybody


def may_handle_money(actor: Actor) -> bool:
    """Branch officers and our own commands; who runs the system sees no payer (decision 0032)."""
    return actor.kind is ActorKind.SYSTEM or any(grant.role in _ROLES for grant in actor.grants)


def compared(lines: Iterable[StatementLine], ours: Mapping[str, Booked]) -> list[Found]:
    """The lines that do not agree with our books, in the file's order."""
    found: list[Found] = []
    seen: dict[str, StatementLine] = {}
    for line in lines:
        known, first = ours.get(line.request_id), seen.setdefault(line.request_id, line)
        if first is not line:
            found.append(Found(DifferenceKind.DUPLICATE, line, known, _says_the_same(line, first)))
        elif known is None:
            found.append(Found(DifferenceKind.MISSING_WITH_US, line))
        elif known.amount != line.amount:
            found.append(Found(DifferenceKind.AMOUNT_DIFFERS, line, known))
    return found


def _says_the_same(line: StatementLine, first: StatementLine) -> bool:
    return (line.customer_no, line.amount, line.paid_at) == (
        first.customer_no,
        first.amount,
        first.paid_at,
    )
