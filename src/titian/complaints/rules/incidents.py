"""What may be said to everybody: nothing that leads to one person."""

import re

from titian.complaints.errors import PersonalWords
from titian.complaints.rules.writing import sound_words

# NIK, card and telephone numbers are longer; an hour, a date or 165 is shorter.
_NUMBER = re.compile(r"\d(?:[ .\-]?\d){8,}")
_WHEN = re.compile(r"\b\d{1,2}[-/]\d{1,2}[-/]\d{4}\b|\b(?:[01]?\d|2[0-3])[.:][0-5]\d\b")
_ADDRESS = re.compile(r"\S@\S")


def public_words(text: str) -> str:
    """Raises PersonalWords, WordsMissing, WordsTooMany."""
    kept = sound_words(text)
    if _NUMBER.search(_WHEN.sub("", kept)) or _ADDRESS.search(kept):
        raise PersonalWords
    return kept
