"""Files that go out: templates with an example, and rows to be mended with the reason beside."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

import xlsxwriter

from titian.imports import rules
from titian.imports.types import Broken, Format, Kind
from titian.kernel.text import folded
from titian.platform.http.catalogue import entry

_WIDTH = 18


def template_file(kind: Kind, form: Format, to: BinaryIO) -> None:
    """The head and one invented row."""
    write_table(form, to, [rules.first_heads(kind), rules.EXAMPLES[kind]])


def write_broken(form: Format, to: BinaryIO, heads: Sequence[str], rows: Iterable[Broken]) -> int:
    """The rows as they came and, at the end, why; returns how many. Mended it can be given again:
    the column of reasons is left when read.
    """
    count, width = 0, len(heads)
    last = width - 1 if heads and folded(heads[-1]) == rules.REASON else width

    def lines() -> Iterable[Sequence[str]]:
        nonlocal count
        yield (*heads[:last], rules.REASON)
        for row in rows:
            count += 1
            cells = (*row.values, *([""] * width))[:last]
            yield (*cells, reason_of(row.faults))

    write_table(form, to, lines())
    return count


def reason_of(faults: Iterable[str]) -> str:
    """In words, the codes behind: for a person, and for who wrote the program of the file."""
    told = list(faults)
    words = " ".join(entry(f"import_fault.{one}") for one in told)
    return f"{words} ({', '.join(told)})"


def write_table(form: Format, to: BinaryIO, lines: Iterable[Sequence[str]]) -> None:
    """CSV as Excel in Indonesia opens it, or XLSX with every cell a text, so that no digit of a
    number is lost. What a cell begins with is never taken for a formula.
    """
    if form is Format.CSV:
        to.write(b"\xef\xbb\xbf")
        to.writelines(_line(line) for line in lines)
        return
    book = xlsxwriter.Workbook(to, {"constant_memory": True, "strings_to_formulas": False})
    sheet: Any = book.add_worksheet()
    as_text = book.add_format({"num_format": "@"})
    sheet.set_column(0, 30, _WIDTH, as_text)
    for number, line in enumerate(lines):
        for column, text in enumerate(line):
            sheet.write_string(number, column, text, as_text)
    book.close()


class _Kept:
    """What csv writes is handed on at once."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def _line(cells: Sequence[str]) -> bytes:
    kept: Any = _Kept()
    csv.writer(kept, delimiter=";", lineterminator="\r\n").writerow([_plain(one) for one in cells])
    return str(kept.text).encode()


def _plain(text: str) -> str:
    """A spreadsheet would run what begins so; a plus before a telephone number is its own."""
    return f"'{text}" if text[:1] in ("=", "@", "\t") else text
