"""Codes of the trade: chronic programmes, and finding diagnoses and procedures by what is typed."""

from collections.abc import Mapping

from titian.kernel.text import folded
from titian.referrals.types import Coded

# Back-referral programme (PRB), domain-rules §3.2; the wire's codes.
CHRONIC_PROGRAMMES = (
    Coded("01", "Diabetes Melitus"),
    Coded("02", "Hipertensi"),
    Coded("03", "Asma"),
    Coded("04", "Penyakit Jantung"),
    Coded("05", "Penyakit Paru Obstruktif Kronik"),
    Coded("06", "Skizofrenia"),
    Coded("07", "Stroke"),
    Coded("08", "Epilepsi"),
    Coded("09", "Lupus (SLE)"),
)
# Which diagnoses point at a programme, by the beginning of their codes.
_CHRONIC = {
    "E10": "01", "E11": "01", "E12": "01", "E13": "01", "E14": "01", "I10": "02", "I11": "02",
    "I12": "02", "I13": "02", "I15": "02", "J45": "03", "J46": "03", "I20": "04", "I21": "04",
    "I24": "04", "I25": "04", "I42": "04", "I48": "04", "I50": "04", "J43": "05", "J44": "05",
    "F20": "06", "I63": "07", "I64": "07", "I69": "07", "G40": "08", "M32": "09",
}  # fmt: skip
PROLANIS = ("E11", "I10")


def programme_of(diagnosis_code: str) -> str:
    """The chronic programme a diagnosis points at, "" for none."""
    return _CHRONIC.get(diagnosis_code[:3].upper(), "")


def tidy_icd10(code: str) -> str:
    """As the WHO writes it: "e119" is "E11.9"."""
    plain = code.strip().upper().replace(".", "")
    return f"{plain[:3]}.{plain[3:]}" if len(plain) > 3 else plain


def tidy_icd9(code: str) -> str:
    """A procedure as ICD-9-CM writes it: "3995" is "39.95"."""
    plain = code.strip().replace(".", "")
    return f"{plain[:2]}.{plain[2:]}" if len(plain) > 2 else plain


def found_in(book: Mapping[str, Coded], text: str, code: str, limit: int) -> list[Coded]:
    """Codes that begin with what was typed; else names in which every word begins somewhere,
    those in plain words and the shortest first.
    """
    if not text.strip():
        return []
    if begun := [one for key, one in book.items() if key.startswith(code)]:
        return begun[:limit]
    wanted = folded(text).split()
    named = [one for one in book.values() if _holds(one, wanted)]
    return sorted(named, key=lambda one: (not one.plain, len(one.name)))[:limit] if wanted else []


def _holds(one: Coded, wanted: list[str]) -> bool:
    return any(
        all(f" {word}" in f" {name}" for word in wanted)
        for name in (folded(one.plain), folded(one.name))
    )
