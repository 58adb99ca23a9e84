"""Plain records of dues. Amounts are whole rupiah; a month is its first day."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from titian.contributions.types.letting_go import PoorLetterView, WriteOffLine
from titian.contributions.types.reconciling import (
    DifferenceKind,
    DifferenceView,
    Settlement,
    Statement,
    StatementFault,
    StatementLine,
    StatementView,
)
from titian.members.types import Segment, WardClass


class BillKind(StrEnum):
    MONTHLY = "monthly"
    INSTALMENT = "instalment"
    FINE = "fine"  # for inpatient care soon after reactivation


class LedgerAccount(StrEnum):
    """The accounts of the double-entry ledger, each kept per family."""

    MEMBER_DUE = "member_due"
    GOVERNMENT_DUE = "government_due"
    LOCAL_DUE = "local_due"  # the province's or city's part of the help for class III
    EMPLOYER_DUE = "employer_due"
    BANK = "bank"
    CONTRIBUTION = "contribution"
    FINE = "fine"
    WRITTEN_OFF = "written_off"


class Entry(StrEnum):
    """Why an amount moved in the ledger."""

    CHARGE = "charge"
    SUBSIDY = "subsidy"  # the central government's part of a self-paying family's month
    LOCAL = "local"  # the province's or city's part of it
    STATE = "state"  # a month of people whom the state pays for
    SHARE = "share"  # a worker's month, paid by the employer
    PAYMENT = "payment"
    FORGIVEN = "forgiven"


class Payability(StrEnum):
    NOTHING_DUE = "nothing_due"
    PAYABLE = "payable"
    TOO_EARLY = "too_early"  # the wait before the first payment is not over
    LAPSED = "lapsed"  # the first payment came too late: register again
    NOT_OURS = "not_ours"  # somebody else pays: the state, the city, the employer


class PlanScheme(StrEnum):
    REHAB = "rehab"
    REHAB2 = "rehab2"
    REHAB2_MOVED = "rehab2_moved"  # debts of a family that now belongs to another segment


class PlanState(StrEnum):
    RUNNING = "running"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Via(StrEnum):
    """How money came."""

    VIRTUAL_ACCOUNT = "virtual_account"
    QRIS = "qris"
    AUTODEBIT = "autodebit"
    RECONCILIATION = "reconciliation"  # in the bank's file, unknown to us before
    WRITE_OFF = "write_off"  # no money: arrears that the state lets go of


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing to pay and how its amount came about.

    MONTHLY: `people` x (`tariff` - `subsidy`) of `ward_class` for `month`. INSTALMENT: part
    `number` of `of_parts` of a plan. FINE: a share of `tariff`, what the package is expected to
    cost, for each of `number` months in arrears.
    """

    kind: BillKind
    month: date
    due_on: date
    amount: int
    people: int = 0
    ward_class: WardClass | None = None
    tariff: int = 0
    subsidy: int = 0
    number: int = 0
    of_parts: int = 0
    bill_id: int | None = None  # None: the current month, not billed yet
    local: int = field(default=0, compare=False)  # of `subsidy`, what the province or city pays


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What a family can pay now, all of it or nothing (domain-rules §2.6 "closed")."""

    family_id: int
    payability: Payability
    lines: tuple[DueLine, ...] = ()
    months_in_arrears: int = 0
    forgiven_months: int = 0  # older than the cap of 24 months: not asked for
    payable_from: date | None = None
    payable_until: date | None = None

    @property
    def amount(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def is_payable(self) -> bool:
        return self.payability is Payability.PAYABLE and self.amount > 0


@dataclass(frozen=True, slots=True)
class Received:
    """Money that somebody says has come. (partner, request_id) is said once, however often."""

    partner: str
    request_id: str
    amount: int
    paid_at: datetime
    via: Via
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """The answer to a payment; the same for a repeat of the same request."""

    payment_id: int
    family_id: int
    amount: int
    recorded_at: datetime
    lines: tuple[DueLine, ...]
    active_now: bool
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class PaymentView:
    payment_id: int
    family_id: int
    receipt: str  # the number on the receipt
    amount: int
    paid_at: datetime
    recorded_at: datetime
    via: Via
    partner: str
    reference: str
    lines: tuple[DueLine, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What an employer's worker costs: base = wage within floor and cap (§2.1)."""

    wage: int
    base: int
    floor: int
    cap: int
    employer: int
    worker: int
    extra_members: int
    extra: int

    @property
    def total(self) -> int:
        return self.employer + self.worker + self.extra


@dataclass(frozen=True, slots=True)
class PlanOffer:
    """A plan the family could agree to: `parts` instalments whose sum is `total`."""

    scheme: PlanScheme
    total: int
    parts: tuple[int, ...]
    register_until: date


@dataclass(frozen=True, slots=True)
class PlanView:
    plan_id: int
    scheme: PlanScheme
    state: PlanState
    agreed_at: datetime
    total: int
    instalments: tuple[DueLine, ...]
    paid_parts: int


@dataclass(frozen=True, slots=True)
class Dues:
    """Everything the page of dues shows of one family."""

    family_id: int
    segment: Segment
    ward_class: WardClass
    outstanding: Outstanding
    payments: tuple[PaymentView, ...]
    plan: PlanView | None
    offers: tuple[PlanOffer, ...]
    plan_refused: str  # the key of the reason why there is no offer, "" when there are offers
    fine_until: date | None  # inpatient care up to this day costs a service fine
    fine_months: int
    share: Share | None  # of the viewer's own work, when an employer pays
    next_month: DueLine | None
    reactivates: bool  # paying `outstanding` makes the card active at once


@dataclass(frozen=True, slots=True)
class VirtualAccount:
    """A number to pay to at one bank; `customer_no` is its last 11 digits."""

    bank: str
    number: str
    customer_no: str


__all__ = [
    "BillKind",
    "DifferenceKind",
    "DifferenceView",
    "DueLine",
    "Dues",
    "Entry",
    "LedgerAccount",
    "Outstanding",
    "Paid",
    "Payability",
    "PaymentView",
    "PlanOffer",
    "PlanScheme",
    "PlanState",
    "PlanView",
    "PoorLetterView",
    "Received",
    "Settlement",
    "Share",
    "Statement",
    "StatementFault",
    "StatementLine",
    "StatementView",
    "Via",
    "VirtualAccount",
    "WriteOffLine",
]
