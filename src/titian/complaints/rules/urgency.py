"""What cannot wait for an office (domain-rules §5.2): said in plain words, read as they are meant.

A table of words, not a model: whoever is missed here may die, so each rule can be read and
argued about. A false alarm costs an officer a look.
"""

from titian.complaints.types import Urgency
from titian.kernel.language import normalised

Groups = tuple[tuple[str, ...], ...]  # of each group one must be said

_EMERGENCY = (
    "gawat darurat", "darurat", "kritis", "sekarat", "sesak napas", "sesak nafas", "pendarahan",
    "perdarahan", "pingsan", "tidak sadar", "kejang", "serangan jantung", "stroke", "kecelakaan",
    "tidak bisa napas", "tidak bisa nafas",
)  # fmt: skip
_REFUSED = (
    "ditolak", "tolak", "menolak", "tidak diterima", "tidak terima", "tidak mau terima", "penuh",
    "tidak ditangani", "tidak dilayani", "tidak mau melayani", "disuruh pulang", "suruh pulang",
    "diusir", "dibiarkan", "dibiarin", "ditelantarkan", "dicuekin", "tidak mau menangani",
    "menampik",
)  # fmt: skip
_MONEY = (
    "deposit", "uang muka", "uang jaminan", "duit jaminan", "jaminan uang", "dp", "bayar dulu",
    "bayar di muka", "membayar dulu", "lunasi dulu", "bayar dahulu", "setor dulu",
)  # fmt: skip
_CARE = (
    "ditangani", "dirawat", "dioperasi", "operasi", "masuk", "kamar", "igd", "gawat darurat",
    "melahirkan", "tindakan", "rumah sakit", "dilayani", "diperiksa", "baru",
)  # fmt: skip
_SELF_HARM = (
    "bunuh diri", "mengakhiri hidup", "akhiri hidup", "mau mati", "pengin mati", "ingin mati",
    "lebih baik mati", "mending mati", "capek hidup", "tidak mau hidup", "tidak kuat hidup",
    "tidak ingin hidup", "menyakiti diri", "melukai diri", "gantung diri", "minum racun",
    "mati saja",
)  # fmt: skip

_RULES: tuple[tuple[Urgency, Groups], ...] = (
    (Urgency.SELF_HARM, (_SELF_HARM,)),
    (Urgency.REFUSED, (_EMERGENCY, _REFUSED)),
    (Urgency.CHARGED, (_MONEY, _CARE)),
)


def urgency_of(text: str) -> Urgency:
    """The first that fits; NONE is not a promise that nothing is wrong."""
    said = f" {normalised(text)} "
    for urgency, groups in _RULES:
        if all(any(f" {words} " in said for words in group) for group in groups):
            return urgency
    return Urgency.NONE
