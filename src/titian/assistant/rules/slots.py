"""What a sentence names: the day and its part, the service, and who it is for."""

import re
from datetime import date
from functools import cache
from pathlib import Path

from titian.assistant.rules.dates import day_in
from titian.assistant.rules.hours import part_of_hour

_FILE = Path(__file__).resolve().parent.parent / "data" / "slots.tsv"
_SELF = re.compile(
    r"\b(?:untuk|buat|nggo|kanggo|gawe) (?:saya|aku|diri)(?: sendiri)?\b|\bdiri sendiri\b"
)
_ENDS = r"(?:nya|ne|ku|e)?"
_PART = r"(?:pagi|siang|sore|malam|malem|enjing|isuk|esuk|sonten|dalu|bengi)"
_GREETED = re.compile(
    rf"\b(?:selamat|slmt|met|sugeng|wilujeng) {_PART}\b|"
    rf"^\W*{_PART},? (?:bu|ibu|pak|bapak|min|admin|kak|kakak|mas|mbak|semua|dok)\b"
)
_PAST = re.compile(
    rf"\b(?:tadi|td|wau|kemarin|kemaren|kmrn|wingi|kamari|dari|sejak) (?:{_PART}|subuh)\b|"
    rf"\b{_PART} (?:tadi|wau|kemarin|wingi)\b|\bsemalam\b|"
    r"\bmau (?:esuk|isuk|bengi)\b|\b(?:esuk|isuk|bengi) mau\b"
)


def slots_in(text: str, *, today: date) -> dict[str, str]:
    """Only what the words name: nothing is supposed. Of several lines the first speaks."""
    plain = _PAST.sub(" ", _GREETED.sub(" ", text.casefold()))
    found: dict[str, str] = {}
    if (day := day_in(plain, today=today)) is not None:
        found["date"] = day.isoformat()
    for slot, key, words in _table():
        if slot not in found and words.search(plain):
            found[slot] = key
    if "part" not in found and (part := part_of_hour(plain)) is not None:
        found["part"] = part
    if "who" not in found and _SELF.search(plain):
        found["who"] = "diri"
    return found


@cache
def _table() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    rows = [line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines()]
    return tuple((slot, key, re.compile(rf"\b(?:{words}){_ENDS}\b")) for slot, key, words in rows)
