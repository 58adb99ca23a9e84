"""Facts about regions decided by values alone: levels, time zones, ways of writing names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from titian.kernel.spelling import Words, ways_to_read
from titian.kernel.text import folded
from titian.regions.types import RegionKind

_KIND_BY_LENGTH = {
    2: RegionKind.PROVINCE,
    5: RegionKind.REGENCY,
    8: RegionKind.DISTRICT,
    13: RegionKind.VILLAGE,
}
_LEVELS = (2, 5, 8, 13)

# Keppres 41/1987: Sumatra, Java, west and central Kalimantan; the middle; Maluku and Papua.
_ZONES: Mapping[str, str] = {
    "Asia/Jakarta": "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62",
    "Asia/Makassar": "51 52 53 63 64 65 71 72 73 74 75 76",
    "Asia/Jayapura": "81 82 91 92 93 94 95 96",
}
_ZONE_OF = {province: zone for zone, provinces in _ZONES.items() for province in provinces.split()}

# Said before a name to tell its kind; "kota" may also be part of the name itself.
_KIND_WORDS: Mapping[str, RegionKind] = {
    "prov": RegionKind.PROVINCE,
    "propinsi": RegionKind.PROVINCE,
    "provinsi": RegionKind.PROVINCE,
    "kab": RegionKind.REGENCY,
    "kabupaten": RegionKind.REGENCY,
    "kodya": RegionKind.REGENCY,
    "kotamadya": RegionKind.REGENCY,
    "kota": RegionKind.REGENCY,
    "kec": RegionKind.DISTRICT,
    "kecamatan": RegionKind.DISTRICT,
    "distrik": RegionKind.DISTRICT,
    "desa": RegionKind.VILLAGE,
    "ds": RegionKind.VILLAGE,
    "kel": RegionKind.VILLAGE,
    "kelurahan": RegionKind.VILLAGE,
}
_SAID_OF_REGENCIES = frozenset({"kabupaten", "kota", "administrasi"})
_IS_CITY = frozenset({"kota", "kodya", "kotamadya"})

_WRITTEN_OUT: Mapping[str, str] = {
    "adm": "administrasi",
    "brt": "barat",
    "gn": "gunung",
    "kep": "kepulauan",
    "kp": "kampung",
    "pd": "padang",
    "ps": "pasar",
    "sei": "sungai",
    "slt": "selatan",
    "tj": "tanjung",
    "tg": "tanjung",
    "tmr": "timur",
    "utr": "utara",
}

# Former and everyday names, folded; the longest is tried first.
_ALSO_CALLED: Mapping[str, str] = {
    "babel": "kepulauan bangka belitung",
    "batavia": "jakarta",
    "bukit tinggi": "bukittinggi",
    "diy": "daerah istimewa yogyakarta",
    "dki": "daerah khusus ibukota jakarta",
    "hollandia": "jayapura",
    "irian jaya": "papua",
    "irian jaya barat": "papua barat",
    "jabar": "jawa barat",
    "jakbar": "jakarta barat",
    "jakpus": "jakarta pusat",
    "jaksel": "jakarta selatan",
    "jaktim": "jakarta timur",
    "jakut": "jakarta utara",
    "jateng": "jawa tengah",
    "jatim": "jawa timur",
    "jogja": "yogyakarta",
    "jogjakarta": "yogyakarta",
    "kalbar": "kalimantan barat",
    "kalsel": "kalimantan selatan",
    "kaltara": "kalimantan utara",
    "kalteng": "kalimantan tengah",
    "kaltim": "kalimantan timur",
    "kepri": "kepulauan riau",
    "maluku tenggara barat": "kepulauan tanimbar",
    "malut": "maluku utara",
    "mamuju utara": "pasangkayu",
    "nad": "aceh",
    "nanggroe aceh darussalam": "aceh",
    "ntb": "nusa tenggara barat",
    "ntt": "nusa tenggara timur",
    "pangkep": "pangkajene dan kepulauan",
    "solo": "surakarta",
    "sulbar": "sulawesi barat",
    "sulsel": "sulawesi selatan",
    "sulteng": "sulawesi tengah",
    "sultra": "sulawesi tenggara",
    "sulut": "sulawesi utara",
    "sumbar": "sumatera barat",
    "sumsel": "sumatera selatan",
    "sumut": "sumatera utara",
    "tangsel": "tangerang selatan",
    "toba samosir": "toba",
    "ujung pandang": "makassar",
    "ujungpandang": "makassar",
    "yapen waropen": "kepulauan yapen",
    "yogya": "yogyakarta",
}
_ALIAS = re.compile(r"\b(" + "|".join(sorted(_ALSO_CALLED, key=len, reverse=True)) + r")\b")
# Codes of Papua and Papua Barat until 2022, before they were divided into six provinces.
_FORMER_CODES: Mapping[str, str] = {
    "91.01": "93.01",
    "91.02": "95.01",
    "91.04": "94.01",
    "91.07": "94.02",
    "91.08": "94.03",
    "91.09": "94.04",
    "91.12": "95.02",
    "91.13": "95.03",
    "91.14": "95.04",
    "91.16": "93.02",
    "91.17": "93.03",
    "91.18": "93.04",
    "91.21": "95.05",
    "91.22": "95.06",
    "91.23": "95.07",
    "91.24": "95.08",
    "91.25": "94.05",
    "91.26": "94.06",
    "91.27": "94.07",
    "91.28": "94.08",
    "92.01": "96.01",
    "92.04": "96.02",
    "92.05": "96.03",
    "92.09": "96.04",
    "92.10": "96.05",
    "92.71": "96.71",
}
# Spelling before 1972, as far as it is not also today's of other sounds.
_OLD_SPELLING = (("oe", "u"), ("tj", "c"), ("dj", "j"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked for: the ways to read the name, and what they said of its kind."""

    ways: tuple[Words, ...]
    kind: RegionKind | None = None
    is_city: bool | None = None


def kind_of(code: str) -> RegionKind:
    return _KIND_BY_LENGTH[len(code)]


def codes_down_to(code: str) -> list[str]:
    """The codes from the province down to the region itself."""
    return [code[:length] for length in _LEVELS if length <= len(code)]


def parent_of(code: str) -> str | None:
    return code.rpartition(".")[0] or None


def timezone_of_province(code: str) -> str:
    """The zone of the province a code lies in; raises KeyError for a code of none."""
    return _ZONE_OF[code[:2]]


def name_words(name: str, kind: RegionKind) -> list[str]:
    """The words a name is found by: written out, and run together when there are several."""
    words = written_out(folded(name).split())
    if kind is not RegionKind.REGENCY:
        return with_joined(words)
    own = [word for word in words if word not in _SAID_OF_REGENCIES]
    return list(dict.fromkeys([*with_joined(own), "".join(words)]))


def with_joined(words: Sequence[str]) -> list[str]:
    """Words once each, followed by all of them run together."""
    unique = list(dict.fromkeys(words))
    return [*unique, "".join(words)] if len(words) > 1 else unique


def written_out(words: Sequence[str]) -> list[str]:
    return [_WRITTEN_OUT.get(word, word) for word in words]


def in_use_today(text: str) -> str:
    """Folded text with former and everyday names replaced by those in use."""
    return _ALIAS.sub(lambda found: _ALSO_CALLED[found.group()], folded(text))


def in_new_spelling(word: str) -> str:
    for old, new in _OLD_SPELLING:
        word = word.replace(old, new)
    return word


def wanted(text: str) -> Wanted:
    """Read a search: "Kec. Kedung Kandang" is a district of the words kedung, kandang.

    "Kota" may tell the kind or be part of the name, as in Kota Baru: both are ways.
    """
    said = written_out(in_use_today(text).split())
    kinds = [word for word in said if word in _KIND_WORDS]
    words = [word for word in said if word not in _KIND_WORDS]
    if not kinds or not words:
        return Wanted(_ways(said))
    ways = _ways(words)
    if "kota" in kinds:
        ways += _ways([word for word in said if word == "kota" or word in words])
    kind = _KIND_WORDS[kinds[0]]
    return Wanted(ways, kind, kinds[0] in _IS_CITY if kind is RegionKind.REGENCY else None)


def _ways(words: Sequence[str]) -> tuple[Words, ...]:
    """As typed and, where that differs, in the spelling of today."""
    return ways_to_read(words) + ways_to_read([in_new_spelling(word) for word in words])


def as_code(text: str) -> str:
    """ "3573" and "35.73" are codes: digits with or without points; else an empty text."""
    numbers = "".join(c for c in text if c.isdecimal() and c.isascii())
    if len(numbers) not in (2, 4, 6, 10) or re.fullmatch(r"[\d.\s]+", text) is None:
        return ""
    parts = (numbers[:2], numbers[2:4], numbers[4:6], numbers[6:10])
    return ".".join(part for part in parts if part)


def code_today(code: str) -> str:
    """A code of before the Papua provinces were divided, as it is now."""
    regency = _FORMER_CODES.get(code[:5])
    return regency + code[5:] if regency else code
