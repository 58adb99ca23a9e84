"""A NIK or card number and a birth date in a sentence; one phone's number written in two ways."""

import re
from datetime import date

_NIK = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
_CARD = re.compile(r"(?<!\d)\d(?:[ .-]?\d){12}(?!\d)")
_PHONE = ("08", "62")  # a phone number may have as many digits; no card begins so
_CODE = re.compile(r"(?<!\d)\d(?:[ -]?\d){5}(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+((?:19|20)\d\d)(?!\d)")
_RUN = re.compile(r"(?<!\d)(\d{2})(\d{2})((?:19|20)\d\d)(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?!\d)")
_WORD = re.compile(r"(?<!\d)(\d{1,2})\s*([a-z]{3,9})\.?\s*((?:19|20)\d\d)(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "ag", "sep", "okt", "nov", "des")


def nik_in(text: str) -> str:
    """Sixteen digits, however they are spaced; empty without."""
    found = _NIK.search(text)
    return re.sub(r"\D", "", found[0]) if found else ""


def card_in(text: str) -> str:
    """Thirteen digits, however they are spaced; empty without."""
    found = (re.sub(r"\D", "", one[0]) for one in _CARD.finditer(_NIK.sub(" ", text)))
    return next((card for card in found if not card.startswith(_PHONE)), "")


def birth_date_in(text: str) -> date | None:
    rest = _CARD.sub(" ", _NIK.sub(" ", text.casefold()))
    if found := _YEAR_FIRST.search(rest):
        return _sound(int(found[3]), int(found[2]), int(found[1]))
    for pattern in (_DAY, _RUN):
        if found := pattern.search(rest):
            return _sound(int(found[1]), int(found[2]), int(found[3]))
    if found := _WORD.search(rest):
        month = next((n for n, w in enumerate(_MONTHS, 1) if found[2].startswith(w)), 0)
        return _sound(int(found[1]), month, int(found[3]))
    return None


def code_in(text: str) -> str:
    found = _CODE.search(text)
    return re.sub(r"\D", "", found[0]) if found else ""


def is_same_number(first: str, second: str) -> bool:
    """+62812…, 62812… and 0812… are one phone."""
    return bool(_bare(first)) and _bare(first) == _bare(second)


def _bare(number: str) -> str:
    return re.sub(r"^(?:62|0)", "", re.sub(r"\D", "", number))


def _sound(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
