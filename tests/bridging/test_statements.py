"""A bank's daily file: what is read, and what is said of a line that cannot be."""

from datetime import date

import pytest

from titian.bridging.errors import StatementUnreadable
from titian.bridging.rules.statements import statement

HEAD = "partnerId,paymentRequestId,virtualAccountNo,amount,trxDateTime,referenceNo\n"
LINE = "BRI01,req-1,   8888809999000017,35000.00,2026-11-20T10:00:00+07:00,ref-1\n"


def test_a_line_tells_who_paid_how_much_and_when() -> None:
    (line,) = statement((HEAD + LINE).encode(), partner="BRI01").lines

    assert (line.row, line.request_id, line.customer_no) == (2, "req-1", "09999000017")
    assert (line.amount, line.reference) == (35_000, "ref-1")


def test_the_file_is_of_the_day_most_lines_are_of() -> None:
    late = LINE.replace("2026-11-20T10", "2026-11-21T00").replace("req-1", "req-3")
    text = HEAD + LINE + LINE.replace("req-1", "req-2") + late

    assert statement(text.encode(), partner="BRI01").day == date(2026, 11, 20)


def test_a_spreadsheets_mark_and_semicolons_are_read() -> None:
    text = "\ufeff" + (HEAD + LINE).replace(",", ";")

    assert len(statement(text.encode(), partner="BRI01").lines) == 1


@pytest.mark.parametrize(
    "wrong,reason,column",
    [
        (LINE.replace("BRI01", "BNI01"), "partner", "partnerId"),
        (LINE.replace("req-1", ""), "shape", "paymentRequestId"),
        (LINE.replace("8888809999000017", "12a"), "shape", "virtualAccountNo"),
        (LINE.replace("35000.00", "35.000"), "shape", "amount"),
        (LINE.replace("35000.00", "35000.50"), "shape", "amount"),
        (LINE.replace("+07:00", ""), "shape", "trxDateTime"),
        (LINE.replace("ref-1", "r" * 65), "shape", "referenceNo"),
        (LINE.replace(",ref-1", ",ref-1,more"), "columns", ""),
        ("BRI01,req-1\n", "shape", "virtualAccountNo"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_count(
    wrong: str, reason: str, column: str
) -> None:
    read = statement((HEAD + wrong + LINE).encode(), partner="BRI01")

    (fault,) = read.faults
    assert (fault.row, fault.reason, fault.column) == (2, reason, column)
    assert len(read.lines) == 1


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"a,b,c\n1,2,3\n", HEAD.encode(), f"{HEAD}\0".encode()]
)
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(StatementUnreadable):
        statement(content, partner="BRI01")


def test_an_empty_day_needs_its_date() -> None:
    read = statement(HEAD.encode(), partner="BRI01", day=date(2026, 11, 20))

    assert (read.day, read.lines) == (date(2026, 11, 20), ())
