"""What people type, as the ordinary words it stands for."""

import re
import unicodedata
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_WORDS = re.compile(r"\d+(?:[.,]\d+)*|[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_AMOUNT = re.compile(r"(\d+(?:[.,]\d+)*)(rb|rbu|ribu|k|jt|juta)(?:an)?")
_UNITS = {"rb": "ribu", "rbu": "ribu", "k": "ribu", "jt": "juta"}
_RUPIAH = re.compile(r"\brp\.? ?(?=\d)")
_MANY = re.compile(r"([a-z])\1{2,}")
_TWICE = re.compile(r"([a-z])\1")
_AGAIN = re.compile(r"([a-z]{2,})2(an|nya|in|ku|e)?")  # "anak2", "obat2an"
_AS_LETTERS = re.compile(r"[a-z]+(?:\d[a-z]+)+\d?")
_DIGITS = str.maketrans("01345", "oieas")  # "s4y4"
_DOUBLED = frozenset({"aa", "ee", "oo", "uu"})  # in "maaf", "manfaat", "seenaknya"
_LONGEST = 20_000


def normalised(text: str) -> str:
    """Lower case, one form of each word, shorthand and dialect as ordinary Indonesian."""
    return " ".join(tokens(text))


def tokens(text: str) -> list[str]:
    """The words of `normalised`."""
    plain = unicodedata.normalize("NFKD", text[:_LONGEST].casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "")
    plain = _RUPIAH.sub("rupiah ", plain)
    return [one for word in _WORDS.findall(plain) for one in _meant(word)]


def _meant(word: str) -> tuple[str, ...]:
    known = informal_words().get(word)
    if known is not None:
        return known
    if word[0].isdigit():
        return _counted(word)
    return _unrolled(word)


def _counted(word: str) -> tuple[str, ...]:
    """ "50rb" and "1,5jt" are a number and a word; "2.500.000" loses its points."""
    amount = _AMOUNT.fullmatch(word)
    if amount:
        number, unit = amount.groups()
        return (number, _UNITS.get(unit, unit))
    return (word.replace(".", "") if _NUMBER.fullmatch(word) else word,)


def _unrolled(word: str) -> tuple[str, ...]:
    """Letters held down, words said twice, digits that stand for letters."""
    again = _AGAIN.fullmatch(word)
    if again:
        return _looked_up(again[1])
    if "-" in word:
        first, _, rest = word.partition("-")
        return _looked_up(first) if rest.startswith(first) else _parts(word)
    if _AS_LETTERS.fullmatch(word):
        word = word.translate(_DIGITS)
    return _looked_up(word)


def _parts(word: str) -> tuple[str, ...]:
    return tuple(one for part in word.split("-") for one in _looked_up(part))


def _looked_up(word: str) -> tuple[str, ...]:
    """As typed, then with long runs as two letters ("maaaf"), then as one ("bangeeet")."""
    known = informal_words()
    two = _MANY.sub(r"\1\1", word)
    one = _TWICE.sub(_single, two) if two != word else two
    for way in (word, two, one, _TWICE.sub(r"\1", two)):
        if way in known:
            return known[way]
    return (one,)


def _single(pair: re.Match[str]) -> str:
    inside = pair.start() > 0 and pair.end() < len(pair.string)
    return pair[0] if inside and pair[0] in _DOUBLED and _is_maaf(pair) else pair[1]


def _is_maaf(pair: re.Match[str]) -> bool:
    """ "maaf", "manfaat", "saat", "keadaan": the few roots that are written with two."""
    around = pair.string[pair.start() - 1 : pair.end() + 1]
    return around in {"maaf", "faat", "saat", "taat", "daan", "raan", "maan"}


@cache
def informal_words() -> dict[str, tuple[str, ...]]:
    """Shorthand, slang and dialect; our own words come last and win."""
    pairs: dict[str, tuple[str, ...]] = {}
    for name in ("indocollex.tsv", "own.tsv"):
        for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
            informal, _, formal = line.partition("\t")
            pairs[informal] = tuple(formal.replace("-", " ").split())
    return pairs
