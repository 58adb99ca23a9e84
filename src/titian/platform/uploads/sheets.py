"""A stranger's spreadsheet in, its cells out as JSON; run as a process of its own.

    python -I -m titian.platform.uploads.sheets < received > rows.json

CSV and XLSX; the first sheet; texts as they are, numbers without a fraction, days as ISO writes
them. The exit status says why it was not taken. No Django here, as in `cleaning`.
"""

import csv
import json
import resource
import sys
from datetime import date, datetime
from io import BytesIO, StringIO

import python_calamine

MOST_ROWS = 2000
MOST_COLUMNS = 40
MOST_LETTERS = 400
LOST = "?"
TAKEN, KIND_UNKNOWN, UNREADABLE, TOO_LARGE = 0, 20, 21, 22
_MEMORY = 768 * 2**20
_SECONDS = 15
_DIGITS_KEPT = 15


def rows_of(content: bytes) -> tuple[int, list[list[str]]]:
    """The exit status, and the rows."""
    try:
        rows = _sheet(content) if content.startswith(b"PK\x03\x04") else _table(content)
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
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    status, rows = rows_of(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(rows))
    return status


if __name__ == "__main__":
    sys.exit(main())
