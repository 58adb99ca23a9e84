"""A stranger's spreadsheet in, its cells out as JSON; run as a process of its own.

    python -I -m titian.platform.uploads.sheets < received > rows.json
    python -I -m titian.platform.uploads.sheets stream < long-file > one-row-a-line.json

CSV and XLSX; the first sheet; texts as they are, numbers without a fraction, days as ISO writes
them. The exit status says why it was not taken. No Django here, as in `cleaning`.
"""

import csv
import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO, StringIO, TextIOWrapper
from itertools import chain
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

import python_calamine

MOST_ROWS = 2000
MOST_COLUMNS = 40
MOST_LETTERS = 400
LOST = "?"
TAKEN, KIND_UNKNOWN, UNREADABLE, TOO_LARGE = 0, 20, 21, 22
_MEMORY = 768 * 2**20
_SECONDS = 15
MOST_UNPACKED = 256 * 2**20  # a workbook is held whole, in up to four times that; CSV never is
_LONG_MEMORY = 3 * 2**29
_LONG_SECONDS = 900
_ZIP = b"PK\x03\x04"
_DIGITS_KEPT = 15


def rows_of(content: bytes) -> tuple[int, list[list[str]]]:
    """The exit status, and the rows."""
    try:
        rows = _sheet(content) if content.startswith(_ZIP) else _table(content)
    except MemoryError:
        return TOO_LARGE, []
    except UnicodeDecodeError:
        return KIND_UNKNOWN, []
    except (python_calamine.CalamineError, csv.Error, OSError, ValueError):
        return UNREADABLE, []
    if len(rows) > MOST_ROWS + 1:
        return TOO_LARGE, []
    return TAKEN, [[text[:MOST_LETTERS] for text in row[:MOST_COLUMNS]] for row in rows]


def _sheet(content: bytes) -> list[list[str]]:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    sheet = book.get_sheet_by_index(_first_seen(book))
    rows = sheet.to_python(nrows=MOST_ROWS + 2)
    return [[_text(value) for value in row] for row in rows]


def _first_seen(book: python_calamine.CalamineWorkbook) -> int:
    """A hidden sheet holds lists and notes of whoever made the form."""
    shown = python_calamine.SheetVisibleEnum.Visible
    seen = [n for n, sheet in enumerate(book.sheets_metadata) if sheet.visible == shown]
    return seen[0] if seen else 0


def _table(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    if "\0" in text:
        raise csv.Error
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    return list(csv.reader(StringIO(text, newline=""), delimiter=mark))


def streamed(source: BinaryIO) -> Iterator[list[str]]:
    """Row after row of a file of any length."""
    head = source.read(len(_ZIP))
    rows = _sheet_rows(head + source.read()) if head == _ZIP else _table_rows(head, source)
    for row in rows:
        yield [text[:MOST_LETTERS] for text in row[:MOST_COLUMNS]]


def _sheet_rows(content: bytes) -> Iterator[list[str]]:
    _refuse_long(content)
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    sheet = book.get_sheet_by_index(_first_seen(book))
    return ([_text(value) for value in row] for row in sheet.iter_rows())


def _refuse_long(content: bytes) -> None:
    """By what the archive says of itself; one that lies meets the limit of memory. Raises
    MemoryError.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            unpacked = sum(one.file_size for one in archive.infolist())
    except BadZipFile as error:
        raise ValueError from error
    if unpacked > MOST_UNPACKED:
        raise MemoryError


def _table_rows(head: bytes, source: BinaryIO) -> Iterator[list[str]]:
    """The first line is read to its end: it holds the mark between the columns."""
    first = (head + source.readline()).decode("utf-8-sig")
    mark = max(",;\t", key=first.count)
    rest = TextIOWrapper(source, "utf-8", newline="")
    return csv.reader(_without_nul(chain([first], rest)), delimiter=mark)


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            raise csv.Error
        yield line


def _stream() -> int:
    """Each row as it is read; the status once the file ends or cannot be read further."""
    try:
        for row in streamed(sys.stdin.buffer):
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    except MemoryError:
        return TOO_LARGE
    except UnicodeDecodeError:
        return KIND_UNKNOWN
    except (python_calamine.CalamineError, csv.Error, OSError, ValueError):
        return UNREADABLE
    return TAKEN


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return _number(str(int(value)))
    return str(value)


def _number(text: str) -> str:
    """Spreadsheets keep fifteen digits of a number: a sixteenth was lost, and is asked for."""
    return text if len(text) <= _DIGITS_KEPT else text[:_DIGITS_KEPT] + LOST


def main() -> int:
    is_long = sys.argv[1:] == ["stream"]
    memory, seconds = (_LONG_MEMORY, _LONG_SECONDS) if is_long else (_MEMORY, _SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if is_long:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # the real one has it
        return _stream()
    status, rows = rows_of(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(rows))
    return status


if __name__ == "__main__":
    sys.exit(main())
