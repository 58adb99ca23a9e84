"""What a bank's file of a day says, and how it differs from the books."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DifferenceKind(StrEnum):
    """What a bank's daily file and our books do not say alike."""

    MISSING_WITH_US = "missing_with_us"
    MISSING_WITH_BANK = "missing_with_bank"
    AMOUNT_DIFFERS = "amount_differs"
    DUPLICATE = "duplicate"  # the file says it twice
    UNREADABLE = "unreadable"


class Settlement(StrEnum):
    """How a difference ended."""

    BOOKED = "booked"
    LATER_FILE = "later_file"  # the bank's next file has it
    NOTHING_TO_DO = "nothing_to_do"
    REFUNDED = "refunded"
    BANK_CORRECTS = "bank_corrects"


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One payment as the bank's file tells it; `row` is its line in the file."""

    row: int
    request_id: str
    customer_no: str
    amount: int
    paid_at: datetime
    reference: str


@dataclass(frozen=True, slots=True)
class StatementFault:
    """A line that cannot be read; `reason` is a key of the catalogue, `column` names the field."""

    row: int
    reason: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A bank's file of one day."""

    partner: str
    day: date
    digest: bytes
    lines: tuple[StatementLine, ...]
    faults: tuple[StatementFault, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementView:
    statement_id: int
    partner: str
    day: date
    taken_at: datetime
    lines: int
    matched: int
    booked: int
    open: int
    is_finished: bool


@dataclass(frozen=True, slots=True)
class DifferenceView:
    difference_id: int
    row: int
    kind: DifferenceKind
    account: str  # the virtual account, starred but for its end
    request_id: str
    bank_amount: int | None
    our_amount: int | None
    paid_at: datetime | None
    reference: str
    reason: str
    column: str
    settlement: Settlement | None
    settled_at: datetime | None
    settled_by: str
    note: str
