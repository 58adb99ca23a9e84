"""The rows of bills and of the ledger, added to one statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from titian.contributions.types import BillKind, DueLine, Entry, LedgerAccount
from titian.platform.db.batch import Batch

_BILL = {
    "id": "bigint",
    "family_id": "bigint",
    "kind": "text",
    "month": "date",
    "number": "int",
    "of_parts": "int",
    "plan_id": "bigint",
    "due_on": "date",
    "people": "int",
    "ward_class": "text",
    "tariff": "int",
    "subsidy": "int",
    "amount": "bigint",
    "case_ref": "text",
    "made_at": "timestamptz",
    "settled_by_id": "bigint",
}
_ENTRY = {
    "family_id": "bigint",
    "month": "date",
    "entry": "text",
    "debit": "text",
    "credit": "text",
    "amount": "bigint",
    "bill_id": "bigint",
    "payment_id": "bigint",
    "employment_id": "bigint",
    "posted_at": "timestamptz",
}
_BETWEEN = {
    Entry.CHARGE: (LedgerAccount.MEMBER_DUE, LedgerAccount.CONTRIBUTION),
    Entry.SUBSIDY: (LedgerAccount.GOVERNMENT_DUE, LedgerAccount.CONTRIBUTION),
    Entry.LOCAL: (LedgerAccount.LOCAL_DUE, LedgerAccount.CONTRIBUTION),
    Entry.STATE: (LedgerAccount.GOVERNMENT_DUE, LedgerAccount.CONTRIBUTION),
    Entry.SHARE: (LedgerAccount.EMPLOYER_DUE, LedgerAccount.CONTRIBUTION),
    Entry.PAYMENT: (LedgerAccount.BANK, LedgerAccount.MEMBER_DUE),
    Entry.FORGIVEN: (LedgerAccount.WRITTEN_OFF, LedgerAccount.MEMBER_DUE),
}


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount between the two accounts of its entry; a fine is charged to its own account."""

    family_id: int
    month: date
    entry: Entry
    amount: int
    bill_id: int | None = None
    payment_id: int | None = None
    employment_id: int | None = None
    is_fine: bool = False

    @classmethod
    def of_state(cls, family_id: int, month: date, amount: int) -> "Posting":
        """A month of the people of a family whom the state pays for."""
        return cls(family_id, month, Entry.STATE, amount)

    def row(self, at: datetime) -> tuple[Any, ...]:
        debit, credit = _BETWEEN[self.entry]
        if self.is_fine and self.entry is Entry.CHARGE:
            credit = LedgerAccount.FINE
        return (
            self.family_id, self.month, self.entry, debit, credit, self.amount, self.bill_id,
            self.payment_id, self.employment_id, at,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewBill:
    """A bill to be written under an id that is decided already."""

    family_id: int
    line: DueLine
    plan_id: int | None = None
    case_ref: str = ""
    settled_by: int | None = None

    def row(self, at: datetime) -> tuple[Any, ...]:
        line = self.line
        return (
            line.bill_id, self.family_id, line.kind, line.month, line.number, line.of_parts,
            self.plan_id, line.due_on, line.people, line.ward_class or "", line.tariff,
            line.subsidy, line.amount, self.case_ref, at, self.settled_by,
        )  # fmt: skip

    def charges(self) -> list[Posting]:
        """What the bill posts; an instalment posts nothing, its months are posted already."""
        line = self.line
        if line.kind is BillKind.INSTALMENT:
            return []
        of_bill = (self.family_id, line.month)
        is_fine = line.kind is BillKind.FINE
        charge = Posting(*of_bill, Entry.CHARGE, line.amount, bill_id=line.bill_id, is_fine=is_fine)
        local = line.people * line.local
        parts = ((Entry.SUBSIDY, line.people * line.subsidy - local), (Entry.LOCAL, local))
        helped = [
            Posting(*of_bill, kind, part, bill_id=line.bill_id) for kind, part in parts if part
        ]
        return [charge, *helped]


def add_bills(batch: Batch, bills: Sequence[NewBill], *, at: datetime) -> None:
    """Bills with what they charge."""
    batch.insert("contribution_bill", _BILL, [bill.row(at) for bill in bills])
    add_postings(batch, (post for bill in bills for post in bill.charges()), at=at, name="charged")


def add_state(batch: Batch, postings: Iterable[Posting], *, at: datetime) -> None:
    """Months that the state pays; posted already by an earlier turn is posted."""
    add_postings(batch, postings, at=at, name="by_state", unless_there=True)


def add_postings(
    batch: Batch,
    postings: Iterable[Posting],
    *,
    at: datetime,
    name: str = "posted",
    unless_there: bool = False,
) -> None:
    rows = [posting.row(at) for posting in postings]
    if not rows:
        return
    conflict = "ON CONFLICT DO NOTHING " if unless_there else ""
    names, kinds = ", ".join(_ENTRY), ", ".join(f"%s::{kind}[]" for kind in _ENTRY.values())
    batch.add(
        name,
        f"INSERT INTO contribution_ledger ({names}) SELECT * FROM unnest({kinds})"
        f" {conflict}RETURNING 1",
        [list(values) for values in zip(*rows, strict=True)],
    )
