"""Refusals of the bank's door."""

from typing import ClassVar

from titian.bridging.types import SnapCase
from titian.kernel.errors import Kind, Refusal


class SnapRefused(Exception):
    """A bank's call: which case of SNAP it is, and the field to blame. Never shown to a person."""

    def __init__(self, case: SnapCase, field: str = "") -> None:
        super().__init__(case.name)
        self.case = case
        self.field = field


class BankWorkNotAllowed(Refusal):
    """Only branch officers and operators look after banks."""

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
