"""What leaves for a text model outside: a sentence without numbers, addresses and names."""

import re
from collections.abc import Iterable

_LONGEST = 400
_MONTHS = "jan|feb|peb|mar|apr|mei|may|jun|jul|ag|aug|sep|okt|oct|nov|nop|des|dec"
# In this order: what is longer or plainer comes first. A number may be a NIK, a card, a phone,
# an account, a code; none of them says what somebody wants.
_MASKS = (
    (re.compile(r"\b\S+@\S+"), "[email]"),
    (re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE), "[alamat]"),
    (
        re.compile(rf"(?i)(?<!\w)\d{{1,2}}\s*(?:{_MONTHS})[a-z]*\.?\s*(?:\d{{2,4}})?(?!\w)"),
        "[tanggal]",
    ),
    (re.compile(r"\+?\d(?:[\s.()/-]*\d){3,}"), "[angka]"),
    (re.compile(r"\b(?=\w*\d)(?=\w*[^\W\d])[\w-]{5,}", re.IGNORECASE), "[kode]"),
)  # fmt: skip
_CALLED = re.compile(
    r"\b(nama(?:\s*(?:saya|aku|ku|nya|ibu|bapak|anak|istri|suami)|\s+lengkap)*|atas nama|a\.?n\.?"
    r"|my name is|saya bernama|bernama)(?:\s+adalah|\s*[:=])?\s+"
    r"((?!saya\b|di\b|salah|sudah|belum|tidak|yang\b)[^\W\d_]+(?:\s+[^\W\d_]+){0,2})",
    re.IGNORECASE,
)
_SHORTEST_NAME = 3


def masked(text: str, *, names: Iterable[str] = ()) -> str:
    """`names` are those known from the conversation; each of their words goes."""
    for pattern, instead in _MASKS:
        text = pattern.sub(instead, text)
    for word in sorted(_words(names), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "[nama]", text, flags=re.IGNORECASE)
    return " ".join(_CALLED.sub(r"\1 [nama]", text).split())[:_LONGEST]


def _words(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in re.findall(r"[\w'’]+", name)
            if len(word) >= _SHORTEST_NAME}  # fmt: skip
