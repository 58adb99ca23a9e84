"""What somebody writes to us to hear where an application is: its code and a birth date."""

import re
from dataclasses import dataclass
from datetime import date

from titian.kernel.identifiers import tidy_code

_WORD = "lacak"
_CODE = 8
_DAY = re.compile(r"(?<!\d)(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Asked:
    """Both as written; one that cannot be read is None."""

    code: str | None
    birth_date: date | None


def asked(text: str) -> Asked | None:
    """`LACAK 7XK4 M9PA 17-08-1990`, the word left out at will; None is about something else."""
    said = " ".join(text.split())
    begins = said[: len(_WORD)].lower() == _WORD
    day = _DAY.search(said)
    rest = said[: day.start()] if day else said
    code = tidy_code(rest[len(_WORD) :] if begins else rest)
    known = code if len(code) == _CODE else None
    if not begins and (known is None or day is None or len(rest) > _CODE * 2):
        return None
    return Asked(known, _date(day) if day else None)


def _date(found: re.Match[str]) -> date | None:
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
