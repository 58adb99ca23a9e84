"""How facilities are called: ordinary case for reading, plain words for finding."""

import re
from collections.abc import Mapping, Sequence

from titian.facilities.types import FacilityKind
from titian.kernel.text import folded

_ABBREVIATIONS = (
    "AD AL AU BKKBN BLUD BP COVID DKT DTP HKBP JIH KPJ KTM PGI PKU PMC PMI PT PTPN RI RS RSAB"
    " RSAL RSAU RSGM RSIA RSJ RSK RSP RSU RSUD RSUP SP TNI UIN UNS UPT UPTD"
)
_AS_WRITTEN = frozenset(_ABBREVIATIONS.split())
_TITLES = {"DR.": "dr.", "DRG.": "drg.", "DAN": "dan", "TK.": "Tk.", "KAB.": "Kab."}
_ROMAN = re.compile(r"[IVX]+")

# What people type, and what lists write, for one and the same thing.
_MEANS: Mapping[str, tuple[str, ...]] = {
    "kab": ("kabupaten",),
    "kec": ("kecamatan",),
    "kel": ("kelurahan",),
    "pkm": ("puskesmas",),
    "pusk": ("puskesmas",),
    "rsia": ("rs", "ibu", "anak"),
    "rsj": ("rs", "jiwa"),
    "rsk": ("rs", "khusus"),
    "rsu": ("rs", "umum"),
    "rsud": ("rs", "umum", "daerah"),
    "rsup": ("rs", "umum", "pusat"),
    "sei": ("sungai",),
    "tj": ("tanjung",),
    "tmr": ("timur",),
    "brt": ("barat",),
}
_SMALL_WORDS = frozenset({"dan", "di", "kecamatan", "kelurahan"})
_KINDS = {
    "puskesmas": FacilityKind.PUSKESMAS,
    "rs": FacilityKind.HOSPITAL,
    "hospital": FacilityKind.HOSPITAL,
    "klinik": FacilityKind.CLINIC,
}


def in_ordinary_case(name: str) -> str:
    """ "PUSKESMAS KECAMATAN KOJA" as a person writes it: "Puskesmas Kecamatan Koja"."""
    return " ".join(_ordinary(word) for word in name.split())


def plain_words(text: str) -> list[str]:
    """The words of a name or a search: folded, abbreviations written out, small words left out."""
    said = folded(text).replace("rumah sakit", "rs").split()
    words = [meant for word in said for meant in _MEANS.get(word, (word,))]
    return [word for word in words if word not in _SMALL_WORDS]


def kind_and_words(text: str) -> tuple[FacilityKind | None, list[str]]:
    """A search: "RSUD Malang" wants a hospital; the kind alone stays a word."""
    words = plain_words(text)
    kind = next((_KINDS[word] for word in words if word in _KINDS), None)
    named = [word for word in words if word not in _KINDS]
    return (kind, named) if named else (None, words)


def searchable(name: str) -> list[str]:
    """The words a facility is found by; the proper name also run together."""
    words = plain_words(name)
    proper = proper_words(words)
    return list(dict.fromkeys([*words, *(["".join(proper)] if len(proper) > 1 else [])]))


def proper_words(words: Sequence[str]) -> list[str]:
    """Without the kind and without a final number: of "puskesmas sunter jaya ii", sunter jaya."""
    named = [word for word in words if word not in _KINDS]
    while len(named) > 1 and (named[-1].isdecimal() or _ROMAN.fullmatch(named[-1].upper())):
        named.pop()
    return named


def _ordinary(word: str) -> str:
    if word in _TITLES:
        return _TITLES[word]
    if word in _AS_WRITTEN or _ROMAN.fullmatch(word):
        return word
    return "".join(part.capitalize() for part in re.split(r"([^A-Za-z'’]+)", word))
