"""The rows of a payment that was decided on: one statement for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from titian.contributions.events import ContributionPaid, PlanEnded
from titian.contributions.rules.owing import Owed
from titian.contributions.rules.settling import Settlement
from titian.contributions.services.writing import NewBill, Posting, add_bills, add_postings
from titian.contributions.types import DueLine, Entry, PlanState, Received
from titian.kernel.actors import Actor
from titian.kernel.events import Event
from titian.kernel.identifiers import spoken_code, time_ordered_id
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch
from titian.platform.outbox import services as outbox

_RECEIPT_LENGTH = 11
_PAYMENT = {
    "id": "bigint",
    "family_id": "bigint",
    "receipt": "text",
    "partner": "text",
    "request_id": "text",
    "amount": "bigint",
    "paid_at": "timestamptz",
    "recorded_at": "timestamptz",
    "via": "text",
    "reference": "text",
    "months_in_arrears": "int",
    "activated": "bool",
    "active_after": "bool",
}
_SETTLED = """UPDATE contribution_bill SET settled_by_id = %s
WHERE id = ANY(%s::bigint[]) AND settled_by_id IS NULL RETURNING 1"""
_CREDITED = """UPDATE contribution_bill SET credited = credited + part.amount,
  settled_by_id = CASE WHEN part.settles THEN %s::bigint END
FROM unnest(%s::bigint[], %s::bigint[], %s::bool[]) AS part(id, amount, settles)
WHERE contribution_bill.id = part.id AND settled_by_id IS NULL RETURNING 1"""
_ENDED = """UPDATE contribution_plan SET state = %s, ended_at = %s
WHERE id = %s RETURNING 1"""


@dataclass(frozen=True, slots=True)
class Taken:
    """A payment that was decided on while the account's lock is held."""

    payment_id: int
    family_id: int
    received: Received
    what: Owed
    done: Settlement


def take(taken: Taken, *, by: Actor, at: datetime) -> tuple[DueLine, ...]:
    """Write it; returns the lines that were paid, each with its bill."""
    lines = _with_bills(taken.done.paid, at)

    batch = Batch()
    _add_payment(batch, taken, at)
    _add_settled(batch, taken)
    new = [line for line, was in zip(lines, taken.done.paid, strict=True) if was.bill_id is None]
    add_bills(batch, [NewBill(taken.family_id, o, settled_by=taken.payment_id) for o in new], at=at)
    add_postings(batch, _postings(taken, lines), at=at)
    _add_told(batch, taken, by, at)
    batch.run()
    return lines


def _with_bills(lines: Sequence[DueLine], at: datetime) -> tuple[DueLine, ...]:
    """What was not billed yet gets its bill's id now."""
    first = time_ordered_id(at)
    return tuple(
        line if line.bill_id is not None else replace(line, bill_id=first + place)
        for place, line in enumerate(lines)
    )


def _add_payment(batch: Batch, taken: Taken, at: datetime) -> None:
    received, done = taken.received, taken.done
    batch.insert(
        "contribution_payment",
        _PAYMENT,
        [(
            taken.payment_id, taken.family_id, spoken_code(_RECEIPT_LENGTH), received.partner,
            received.request_id, received.amount, received.paid_at, at, received.via,
            received.reference, taken.what.outstanding.months_in_arrears,
            done.activates, done.is_active,
        )],
    )  # fmt: skip


def _add_settled(batch: Batch, taken: Taken) -> None:
    done = taken.done
    billed = [line.bill_id for line in (*done.paid, *done.forgiven) if line.bill_id is not None]
    if billed:
        batch.add("settled", _SETTLED, [taken.payment_id, billed])
    if done.credited:
        ids = [credit.line.bill_id for credit in done.credited]
        amounts = [credit.amount for credit in done.credited]
        ends = [credit.settles for credit in done.credited]
        batch.add("credited", _CREDITED, [taken.payment_id, ids, amounts, ends])


def _postings(taken: Taken, lines: Sequence[DueLine]) -> list[Posting]:
    family, payment = taken.family_id, taken.payment_id
    paid = [Posting(family, o.month, Entry.PAYMENT, o.amount, o.bill_id, payment) for o in lines]
    forgiven = [
        Posting(family, o.month, Entry.FORGIVEN, o.amount, o.bill_id, payment)
        for o in taken.done.forgiven
    ]
    return paid + forgiven


def _add_told(batch: Batch, taken: Taken, by: Actor, at: datetime) -> None:
    """A plan that ends, the audit, and what others react to."""
    done = taken.done
    paid = ContributionPaid(taken.family_id, taken.payment_id, done.activates)
    events: list[Event] = [paid]
    if done.ends_plan is not None:
        batch.add("ended", _ENDED, [PlanState.COMPLETED, at, done.ends_plan])
        events.append(PlanEnded(taken.family_id, done.ends_plan, completed=True))
    data: dict[str, object] = {"payment": taken.payment_id, "amount": taken.received.amount}
    entry = audit.Entry(by, "contributions.paid", f"family:{taken.family_id}", data)
    audit.add_to(batch, [entry], at=at)
    outbox.add_to(batch, events, at=at)
