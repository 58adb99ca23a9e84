"""Refusals of the two doors: the banks' and the facilities'."""

from typing import ClassVar

from titian.bridging.types import SnapCase
from titian.kernel.errors import Kind, Refusal, Side


class SnapRefused(Exception):
    """A bank's call: which case of SNAP it is, and the field to blame. Never shown to a person."""

    def __init__(self, case: SnapCase, field: str = "") -> None:
        super().__init__(case.name)
        self.case = case
        self.field = field


class WireRefused(Exception):
    """A business refusal in the service's own words; `payload` only where a sheet shows one."""

    def __init__(self, code: int, message: str, *, payload: object = None, http: int = 200) -> None:
        super().__init__(f"{code} {message}")
        self.code = code
        self.message = message
        self.payload = payload
        self.http = http


class BankWorkNotAllowed(Refusal):
    """Only branch officers look after banks; operators see which calls were odd."""

    code: ClassVar[str] = "bridging.bank_work_not_allowed"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class BankUnknown(Refusal):
    """No bank has this partner id; data: `partner`."""

    code: ClassVar[str] = "bridging.bank_unknown"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class BankNotUsable(Refusal):
    """The bank's configuration cannot be used; data: `what`."""

    code: ClassVar[str] = "bridging.bank_not_usable"
    kind: ClassVar[Kind] = Kind.INVALID


class StatementUnreadable(Refusal):
    """A bank's file is not one at all; data: `what`."""

    code: ClassVar[str] = "bridging.statement_unreadable"
    kind: ClassVar[Kind] = Kind.INVALID


class ConsumerUnknown(Refusal):
    """No facility's system has this consumer id; data: `consumer`."""

    code: ClassVar[str] = "bridging.consumer_unknown"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class ConsumerNotUsable(Refusal):
    """A consumer cannot be made so; data: `what`."""

    code: ClassVar[str] = "bridging.consumer_not_usable"
    kind: ClassVar[Kind] = Kind.CONFLICT


class WireWorkNotAllowed(Refusal):
    """Only operators look at what facilities' systems called, and at what proves them."""

    code: ClassVar[str] = "bridging.wire_work_not_allowed"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class FhirRefused(Exception):
    """A call of the FHIR door: the HTTP status, FHIR's issue type and what is wrong."""

    def __init__(self, status: int, issue: str, text: str) -> None:
        super().__init__(f"{status} {issue}")
        self.status = status
        self.issue = issue
        self.text = text


class FhirScopeUnknown(Refusal):
    """This is no scope of the FHIR door; data: `scope`."""

    code: ClassVar[str] = "bridging.fhir_scope_unknown"
    kind: ClassVar[Kind] = Kind.INVALID


class LinkNotUsable(Refusal):
    """A facility's link cannot be used; data: `what`."""

    code: ClassVar[str] = "bridging.link_not_usable"
    kind: ClassVar[Kind] = Kind.INVALID


class FacilityNotLinked(Refusal):
    """No link says where this facility's own queue is asked."""

    code: ClassVar[str] = "bridging.facility_not_linked"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class LinkSilent(Refusal):
    """The facility's system did not let us in; data: `why`."""

    code: ClassVar[str] = "bridging.link_silent"
    kind: ClassVar[Kind] = Kind.TRY_LATER
    side: ClassVar[Side] = Side.THEIRS
