"""Which facility a text names: what stands after "puskesmas" or "rs", however it is spelt."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from titian.kernel.text import folded

PUSKESMAS, HOSPITAL, CLINIC = "puskesmas", "rs", "klinik"
# What people call a kind of place, and the words of the name that this says already.
_ANCHORS = {
    "puskesmas": (PUSKESMAS, ""), "pkm": (PUSKESMAS, ""), "puskes": (PUSKESMAS, ""),
    "pusk": (PUSKESMAS, ""), "puskemas": (PUSKESMAS, ""), "pustu": (PUSKESMAS, ""),
    "rs": (HOSPITAL, ""), "rsu": (HOSPITAL, ""), "rsud": (HOSPITAL, "daerah"),
    "rsup": (HOSPITAL, ""), "rsupn": (HOSPITAL, ""), "rsia": (HOSPITAL, "ibu anak"),
    "rsi": (HOSPITAL, "islam"), "rsj": (HOSPITAL, "jiwa"), "klinik": (CLINIC, ""),
}  # fmt: skip
_SAID_FIRST = frozenset({"rsi", "rsj"})  # their word is part of the name
# Words of names that tell one place from no other.
_GENERIC_WORDS = (
    "puskesmas rs rsu rsud rsup rsupn rsia umum daerah ibu dan anak dr drg h hj tk kecamatan"
    " kelurahan kota kabupaten kab kec kel pusat klinik"
)
_GENERIC = frozenset(_GENERIC_WORDS.split())
# What follows "puskesmas" or "rs" in a sentence, and is no name.
_ORDINARY_WORDS = (
    "ada adalah agak akan antre antri antrinya apa atau baik banyak baru bayar belum besar biasa"
    " bilang bisa boleh bpjs bukan buka dalam dan dapat dari daripada datang dekat dengan di"
    " dimana disana disini disuruh dokter dokternya dua faskes ga gak hanya harus ini itu jadi"
    " jauh jam juga kalau kami kamarnya karena kasih katanya ke kecil kemarin kenapa kerja"
    " kita kok kosong kurang lagi lain lama lambat langsung lebih lewat malah malam mana mau"
    " melayani memang menolak mereka minta nggak obat obatnya orang pada padahal parah pasien"
    " pelayanan penuh pernah pertama petugas petugasnya provinsi punya ramai rujuk rujukan"
    " saat saja sakit sama sampai saya sebelum selalu sekarang sekali semua sering siang sini"
    " sore suami sudah suruh swasta tadi tak tanpa tapi tempat terdekat terus tetap tidak"
    " tolak tolong tutup untuk yang"
)
_ORDINARY = frozenset(_ORDINARY_WORDS.split())
_WINDOW = 4  # words looked at after the kind
_LEAST_WORD, _LEAST_SHORT, _SHORT = 82, 88, 4
_ROMAN = {"1": "i", "2": "ii", "3": "iii", "4": "iv", "5": "v"}


@dataclass(frozen=True, slots=True)
class Naming:
    """What was said after the kind; `hint` are words that the kind says of the name."""

    kind: str
    hint: frozenset[str]
    words: tuple[str, ...]


def namings(text: str) -> Iterator[Naming]:
    """Every place a text may name, in its order."""
    said = folded(text.casefold().replace("rumah sakit", "rs")).split()
    for at, word in enumerate(said):
        if word not in _ANCHORS:
            continue
        kind, hint = _ANCHORS[word]
        named = list(_after(said[at + 1 : at + 1 + _WINDOW]))
        if word in _SAID_FIRST:
            named = [hint, *named]
        if named:
            yield Naming(kind, frozenset(hint.split()), tuple(named))


def likeness(said: Naming, name: str, area: Iterable[str] = ()) -> int:
    """Percent; `area` are the words of the city's name, which alone tell little."""
    weak = {_plain(word) for word in area} - _GENERIC
    every = folded(name).split()
    own = [word for word in every if word not in _GENERIC]
    telling = [word for word in own if word not in weak]
    spoken = [word for word in said.words if word not in _GENERIC]
    bonus = 3 if not said.hint or said.hint <= set(every) else 0
    if not telling:
        is_this = bool(spoken and spoken[0] in weak and said.hint and bonus)
        return 97 if is_this else 0
    while spoken and spoken[0] in weak and spoken[0] not in telling:
        spoken.pop(0)
    fits = _fits(spoken, telling)
    if not spoken or not any(_is_begun(spoken, one) for one, fit in fits if fit):
        return 0
    whole = sum(map(len, telling))
    share = sum(len(one) for one, fit in fits if fit) / whole
    sound = sum(fit * len(one) for one, fit in fits) / max(whole * share, 1)
    return min(97, round(0.97 * sound * (0.7 + 0.3 * share))) + bonus


def _after(words: Sequence[str]) -> Iterator[str]:
    """Until the sentence goes on."""
    for word in words:
        if word in _ORDINARY or word in _ANCHORS:
            return
        yield _plain(word)


def _plain(word: str) -> str:
    return _ROMAN.get(word, word)


def _fits(spoken: Sequence[str], name: Sequence[str]) -> list[tuple[str, float]]:
    """Of each word of the name, how well the likest of those spoken fits; 0 for not at all."""
    return [(one, max((_fit(word, one) for word in _ways(spoken)), default=0.0)) for one in name]


def _ways(spoken: Sequence[str]) -> list[str]:
    """Each word, and each two run together."""
    return [*spoken, *(a + b for a, b in pairwise(spoken))]


def _is_begun(spoken: Sequence[str], one: str) -> bool:
    """The name begins where the kind ends: not somewhere later in the sentence."""
    return any(_fit(word, one) for word in (spoken[0], "".join(spoken[:2])))


def _fit(word: str, one: str) -> float:
    ratio = fuzz.ratio(word, one)
    least = _LEAST_SHORT if min(len(word), len(one)) <= _SHORT else _LEAST_WORD
    return ratio if ratio >= least else 0.0
