"""Plain records of the bank's door: SNAP's services and cases, and what one call asks."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum


class SnapService(StrEnum):
    """SNAP's own two digits for a service (domain-rules §7.1)."""

    ACCESS = "73"  # a token
    INQUIRY = "24"
    PAYMENT = "25"
    STATUS = "26"


class SnapCase(Enum):
    """HTTP status, case and message; with a service between them they are a response code."""

    SUCCESS = ("200", "00", "Successful")
    BAD_REQUEST = ("400", "00", "Bad Request")
    INVALID_FORMAT = ("400", "01", "Invalid Field Format")
    MISSING_FIELD = ("400", "02", "Invalid Mandatory Field")
    UNAUTHORIZED = ("401", "00", "Unauthorized")
    INVALID_TOKEN = ("401", "01", "Invalid Token (B2B)")
    TOKEN_NOT_FOUND = ("401", "03", "Token Not Found (B2B)")
    TRANSACTION_NOT_FOUND = ("404", "01", "Transaction Not Found")
    INVALID_ACCOUNT = ("404", "11", "Invalid Virtual Account")
    BILL_NOT_FOUND = ("404", "12", "Invalid Bill/Virtual Account [Not Found]")
    INVALID_AMOUNT = ("404", "13", "Invalid Amount")
    PAID_BILL = ("404", "14", "Paid Bill")
    PARTNER_NOT_FOUND = ("404", "16", "Partner Not Found")
    INCONSISTENT = ("404", "18", "Inconsistent Request")
    EXPIRED_BILL = ("404", "19", "Invalid Bill/Virtual Account [Expired]")
    NOT_SUPPORTED = ("405", "00", "Requested Function Is Not Supported")
    CONFLICT = ("409", "00", "Conflict")
    TOO_MANY = ("429", "00", "Too Many Requests")
    GENERAL_ERROR = ("500", "00", "General Error")
    INTERNAL_ERROR = ("500", "01", "Internal Server Error")


class Oddity(StrEnum):
    """Why a call is worth a look."""

    NONE = ""
    REFUSED = "refused"
    REPEATED_CALL = "repeated_call"  # same external id, same body, same day
    REPEATED_PAYMENT = "repeated_payment"  # another call about a payment that was taken


@dataclass(frozen=True, slots=True)
class SnapRequest:
    """One HTTP request as it came: bytes and headers untouched."""

    method: str
    path: str  # with the query, as the caller wrote it
    headers: dict[str, str]  # names in lower case
    body: bytes
    address: str


@dataclass(frozen=True, slots=True)
class SnapAnswer:
    code: str
    body: str

    @property
    def status(self) -> int:
        return int(self.code[:3])


@dataclass(frozen=True, slots=True)
class CallHeaders:
    """The headers of a signed call, each of the right shape."""

    token: str
    timestamp: str
    said_at: datetime
    signature: str
    partner_id: str
    external_id: str


@dataclass(frozen=True, slots=True)
class Payer:
    """Which virtual account a call is about, spaces kept."""

    partner_service_id: str
    customer_no: str
    virtual_account_no: str


@dataclass(frozen=True, slots=True)
class Inquiry:
    payer: Payer
    request_id: str


@dataclass(frozen=True, slots=True)
class Payment:
    """`hundredths` of a rupiah: a bank may write any two decimals, a bill has none."""

    payer: Payer
    name: str
    request_id: str
    hundredths: int
    value: str
    paid_at: datetime | None
    said_paid_at: str
    reference: str
    is_advice: bool


@dataclass(frozen=True, slots=True)
class StatusQuestion:
    payer: Payer
    request_id: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Who holds a token, and what the call with this external id was answered today."""

    bank_id: int
    partner_id: str
    name: str
    secrets: tuple[str, ...]  # the present one first
    service_no: str
    addresses: tuple[str, ...]
    is_active: bool
    token_until: datetime
    earlier_hash: bytes | None
    earlier_answer: str


@dataclass(frozen=True, slots=True)
class NewBank:
    partner_id: str
    client_key: str
    name: str
    service_no: str
    public_key: str
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BankView:
    bank_id: int
    partner_id: str
    client_key: str
    name: str
    service_no: str
    addresses: tuple[str, ...]
    is_active: bool


@dataclass(frozen=True, slots=True)
class CallView:
    """One odd call as staff see it: nothing of a person."""

    at: datetime
    partner: str
    bank: str
    service: str
    external_id: str
    outcome: str
    odd: str
    reference: str
    body_hash: str
