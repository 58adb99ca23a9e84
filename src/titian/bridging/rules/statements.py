"""A bank's daily file of payments (docs/reference/bank-file.md): lines, and what is wrong with
those that cannot be read.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from io import StringIO

from titian.bridging.errors import StatementUnreadable
from titian.bridging.rules.snap_headers import moment_of
from titian.contributions.types import Statement, StatementFault, StatementLine
from titian.kernel.periods import day_of

COLUMNS = (
    "partnerId",
    "paymentRequestId",
    "virtualAccountNo",
    "amount",
    "trxDateTime",
    "referenceNo",
)
CUSTOMER_DIGITS = 11

_REQUEST_ID = re.compile(r"[\x20-\x7e]{1,128}")
_ACCOUNT = re.compile(r" *[0-9]{12,28}")
_AMOUNT = re.compile(r"([0-9]{1,16})(?:\.00)?")
_REFERENCE = re.compile(r"[\x20-\x7e]{0,64}")

Row = Mapping[str, str]


class _Fault(Exception):
    def __init__(self, reason: str, column: str = "") -> None:
        super().__init__(reason)
        self.reason, self.column = reason, column


def statement(content: bytes, *, partner: str, day: date | None = None) -> Statement:
    """Read a whole file. Raises `StatementUnreadable` when it is not one at all."""
    lines: list[StatementLine] = []
    faults: list[StatementFault] = []
    for number, row in _rows(content):
        try:
            lines.append(_line(number, row, partner))
        except _Fault as fault:
            faults.append(StatementFault(number, fault.reason, fault.column))
    said = day or _day_of(lines)
    if said is None:
        raise StatementUnreadable(what="day")
    digest = sha256(f"{partner} {said} ".encode() + content).digest()
    return Statement(partner, said, digest, tuple(lines), tuple(faults))


def _rows(content: bytes) -> Iterator[tuple[int, Row]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StatementUnreadable(what="utf-8") from error
    if "\0" in text:
        raise StatementUnreadable(what="utf-8")
    head = text.partition("\n")[0]
    reader = csv.DictReader(StringIO(text), delimiter=";" if ";" in head else ",", restval="")
    if [name.strip() for name in reader.fieldnames or ()] != list(COLUMNS):
        raise StatementUnreadable(what="header")
    reader.fieldnames = list(COLUMNS)
    try:
        for row in reader:
            if None not in row:
                yield reader.line_num, row
            else:
                yield reader.line_num, {}
    except csv.Error as error:
        raise StatementUnreadable(what="csv") from error


def _line(number: int, row: Row, partner: str) -> StatementLine:
    if not row:
        raise _Fault("columns")
    if row["partnerId"].strip() != partner:
        raise _Fault("partner", "partnerId")
    account = _matching(_ACCOUNT, row, "virtualAccountNo")
    amount = _matching(_AMOUNT, row, "amount")
    paid_at = moment_of(row["trxDateTime"].strip())
    if paid_at is None:
        raise _Fault("shape", "trxDateTime")
    return StatementLine(
        row=number,
        request_id=_matching(_REQUEST_ID, row, "paymentRequestId")[0],
        customer_no=account[0].strip()[-CUSTOMER_DIGITS:],
        amount=int(amount[1]),
        paid_at=paid_at,
        reference=_matching(_REFERENCE, row, "referenceNo")[0],
    )


def _matching(shape: re.Pattern[str], row: Row, column: str) -> re.Match[str]:
    found = shape.fullmatch(row[column])
    if found is None:
        raise _Fault("shape", column)
    return found


def _day_of(lines: list[StatementLine]) -> date | None:
    """The day most payments of the file are of."""
    days = [day_of(line.paid_at) for line in lines]
    return max(set(days), key=days.count) if days else None
