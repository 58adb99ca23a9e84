"""Shapes of identity numbers and of the short codes people read aloud."""

import re
import secrets
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

# No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V: what is misheard or misread at a counter.
SPOKEN_ALPHABET = "34679ACDEFGHJKMNPQRTWXY"

_NIK = re.compile(
    r"\d{6}(0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(0[1-9]|1[0-2])\d{2}(?!0000)\d{4}"
)


def digits(text: str) -> str:
    """The decimal digits 0-9 of a text; people paste spaces, dots and dashes."""
    return "".join(character for character in text if character in "0123456789")


@dataclass(frozen=True, slots=True)
class NikShape:
    """What the sixteen digits say. A real person's record may differ: warn, do not reject."""

    day: int
    month: int
    year: int
    female: bool

    def agrees_with(self, birth_date: date) -> bool:
        return (self.day, self.month, self.year) == (
            birth_date.day,
            birth_date.month,
            birth_date.year % 100,
        )


def nik_shape(text: str) -> NikShape | None:
    """Read a NIK (domain-rules §1.1), or None when the digits are impossible."""
    if not _NIK.fullmatch(text):
        return None
    day, month, year = int(text[6:8]), int(text[8:10]), int(text[10:12])
    female = day > 40
    day -= 40 if female else 0
    if day > monthrange(2000 if year % 4 == 0 else 1999, month)[1]:
        return None
    return NikShape(day=day, month=month, year=year, female=female)


def is_card_number(text: str) -> bool:
    """A JKN card number: exactly thirteen digits (domain-rules §1.1)."""
    return len(text) == 13 and digits(text) == text


def mobile_number(text: str) -> str | None:
    """An Indonesian mobile number as 628…, from 08…, 8…, +62… or 62…; None if it is not one."""
    if not set(text) <= set("0123456789+-.() "):
        return None
    number = digits(text).removeprefix("0062").removeprefix("62").lstrip("0")
    return f"62{number}" if number.startswith("8") and 9 <= len(number) <= 13 else None


def is_family_card_number(text: str) -> bool:
    """A family card (KK) number: sixteen digits."""
    return len(text) == 16 and digits(text) == text


def masked(number: str, head: int, tail: int) -> str:
    """Keep the ends of a number and star the middle, e.g. 3573**********01."""
    if len(number) <= head + tail:
        return "*" * len(number)
    return f"{number[:head]}{'*' * (len(number) - head - tail)}{number[len(number) - tail :]}"


def spoken_code(length: int) -> str:
    """A random code of characters that survive being read aloud."""
    return "".join(secrets.choice(SPOKEN_ALPHABET) for _ in range(length))


def spoken_form(digest: bytes, length: int) -> str:
    """The same characters from a keyed digest: always the same code for the same digest."""
    return "".join(SPOKEN_ALPHABET[byte % len(SPOKEN_ALPHABET)] for byte in digest[:length])


def tidy_code(text: str) -> str:
    """What a person typed for a spoken code: upper case, no spaces or dashes."""
    return "".join(c for c in text.upper() if c in SPOKEN_ALPHABET)


_ID_EPOCH_MS = 1_704_067_200_000  # 2024-01-01 UTC
_ID_RANDOM_BITS = 22


def time_ordered_id(at: datetime) -> int:
    """A 63-bit id made before the row exists: milliseconds since 2024, then random bits."""
    elapsed = int(at.timestamp() * 1000) - _ID_EPOCH_MS
    return (elapsed << _ID_RANDOM_BITS) | secrets.randbits(_ID_RANDOM_BITS)
