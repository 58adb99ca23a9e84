"""LZ-string's encodeURIComponent form, both ways: what clients of BPJS unpack answers with.

A dictionary of phrases grows while the text is read; codes are written least significant bit
first into characters of six bits, which is Base64 with another alphabet.
"""

from array import array
from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

LONGEST = 4_000_000  # characters that anything we unpack may have

_STANDARD = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_URI_SAFE = _STANDARD.replace(b"/", b"-")
_TO_URI = bytes.maketrans(_STANDARD, _URI_SAFE)
_SIX_BITS = {char: f"{value:06b}" for value, char in enumerate(_URI_SAFE.decode())}
_NONE = 1 << 16  # after the last unit
_SHORT, _LONG, _END = 0, 1, 2  # the first three codes: a new 8-bit or 16-bit unit, the end


class NotUnpackable(ValueError):
    """Not what LZ-string writes, or longer than anything we read."""


@lru_cache(maxsize=24)
def _written(width: int) -> tuple[str, ...]:
    """Every code of this width, least significant bit first."""
    return tuple(f"{value:0{width}b}"[::-1] for value in range(1 << width))


def packed(text: str) -> str:
    """As `LZString.compressToEncodedURIComponent` writes it."""
    if not text:
        return "Q"
    bits = "".join(_bits(array("H", text.encode("utf-16-le", "surrogatepass"))))
    bits += "0" * (6 - len(bits) % 6)
    length = len(bits) // 6
    bits += "0" * (-len(bits) % 24)
    whole = int(bits, 2).to_bytes(len(bits) // 8, "big")
    return b64encode(whole).translate(_TO_URI)[:length].decode()


def _bits(units: Sequence[int]) -> list[str]:
    """The codes of UTF-16 units (JavaScript's letters), each as its bits.

    A phrase is known by its code; `longer` leads from a phrase and a unit to a longer phrase.
    A unit is `fresh` until it has been written once.
    """
    single: dict[int, int] = {}
    longer: dict[int, int] = {}
    fresh: dict[int, int] = {}
    out: list[str] = []
    width, room, codes, size, phrase = 2, 2, _written(2), 3, 0
    for unit in chain(units, (_NONE,)):
        step = phrase << 17 | unit
        if step in longer:
            phrase = longer[step]
            continue
        if unit not in single:
            single[unit] = size
            fresh[size] = unit
            size += 1
        if phrase:
            if phrase in fresh:
                out += _spelt(fresh.pop(phrase), codes)
                room -= 1
            else:
                out.append(codes[phrase])
            room -= 1
            if room <= 0:
                room, width = room + (1 << width), width + 1
                codes = _written(width)
            longer[step] = size
            size += 1
        phrase = single[unit]
    out.append(codes[_END])
    return out


def _spelt(unit: int, codes: tuple[str, ...]) -> tuple[str, str]:
    """A unit that is met for the first time."""
    if unit < 256:
        return codes[_SHORT], _written(8)[unit]
    return codes[_LONG], f"{unit:016b}"[::-1]


class _Reader:
    """Bits of a packed text, from the front."""

    def __init__(self, text: str) -> None:
        try:
            self._bits = "".join(map(_SIX_BITS.__getitem__, text))
        except KeyError as error:
            raise NotUnpackable("a character that LZ-string never writes") from error
        self._at = 0

    def take(self, width: int) -> int:
        taken = self._bits[self._at : self._at + width]
        if len(taken) < width:
            raise NotUnpackable("it breaks off")
        self._at += width
        return int(taken[::-1], 2)


def unpacked(text: str, *, longest: int = LONGEST) -> str:
    """What `packed` was given; raises `NotUnpackable`, also for what grows too long."""
    units = _read(_Reader(text.rstrip("$")), longest) if text != "Q" else ""
    if all(unit < "\ud800" or unit > "\udfff" for unit in units):
        return units
    try:
        return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError as error:
        raise NotUnpackable("half a sign") from error


def _read(bits: _Reader, longest: int) -> str:
    phrases: list[str] = ["", "", ""]
    first = _new_unit(bits, bits.take(2))
    if first is None:
        return ""
    phrases.append(first)
    out, previous, width, room, grown = [first], first, 3, 4, len(first)
    while True:
        code = bits.take(width)
        if code == _END:
            return "".join(out)
        if code in (_SHORT, _LONG):
            unit = _new_unit(bits, code)
            phrases.append(unit or "")
            code = len(phrases) - 1
            room -= 1
            if not room:
                room, width = 1 << width, width + 1
        phrase = _phrase(phrases, code, previous)
        out.append(phrase)
        grown += len(phrase)
        if grown > longest:
            raise NotUnpackable("too long")
        phrases.append(previous + phrase[0])
        previous = phrase
        room -= 1
        if not room:
            room, width = 1 << width, width + 1


def _new_unit(bits: _Reader, code: int) -> str | None:
    """The unit spelt out after its code; None for the end."""
    if code == _END:
        return None
    if code not in (_SHORT, _LONG):
        raise NotUnpackable("no such code")
    return chr(bits.take(8 if code == _SHORT else 16))


def _phrase(phrases: list[str], code: int, previous: str) -> str:
    if code < len(phrases):
        return phrases[code]
    if code == len(phrases):
        return previous + previous[0]
    raise NotUnpackable("no such phrase")
