"""The scheme's codes of services: a sample of the official list, which a deployment may complete.

At hospitals three letters of a (sub-)specialty, at clinics three digits.
"""

from titian.facilities.types import Specialty
from titian.kernel.text import folded

_ROWS = (
    ("001", "Poli Umum", ""),
    ("002", "Poli Gigi", ""),
    ("003", "KIA dan KB", ""),
    ("AKP", "Akupunktur Medik", ""),
    ("ANA", "Anak", ""),
    ("AND", "Andrologi", ""),
    ("ANT", "Anestesi", ""),
    ("BDA", "Bedah Anak", "BED"),
    ("BDD", "Bedah Digestif", "BED"),
    ("BDM", "Bedah Mulut", "GIG"),
    ("BDO", "Bedah Onkologi", "BED"),
    ("BDP", "Bedah Plastik", "BED"),
    ("BED", "Bedah", ""),
    ("BKL", "Bedah Kepala dan Leher", "BED"),
    ("BSY", "Bedah Saraf", "BED"),
    ("BTK", "Bedah Toraks dan Kardiovaskular", "BED"),
    ("GER", "Geriatri", "INT"),
    ("GIG", "Gigi", ""),
    ("GIZ", "Gizi Klinik", ""),
    ("HDL", "Cuci Darah (Hemodialisa)", "INT"),
    ("HIV", "HIV dan Infeksi Menular Seksual", "INT"),
    ("IGD", "Gawat Darurat", ""),
    ("INT", "Penyakit Dalam", ""),
    ("IRM", "Rehabilitasi Medik", ""),
    ("JAN", "Jantung dan Pembuluh Darah", ""),
    ("JIW", "Kesehatan Jiwa", ""),
    ("KLT", "Kulit dan Kelamin", ""),
    ("KON", "Konservasi Gigi", "GIG"),
    ("MAT", "Mata", ""),
    ("OBG", "Kandungan dan Kebidanan", ""),
    ("ORT", "Ortopedi", "BED"),
    ("PAA", "Patologi Anatomi", ""),
    ("PAK", "Patologi Klinik", ""),
    ("PAR", "Paru", ""),
    ("PNM", "Penyakit Mulut", "GIG"),
    ("PTD", "Prostodonti", "GIG"),
    ("RDN", "Radiologi", ""),
    ("RDO", "Radiologi Onkologi", "RDN"),
    ("RDT", "Radioterapi", "RDN"),
    ("SAR", "Saraf", ""),
    ("THT", "Telinga, Hidung, Tenggorok", ""),
    ("UGD", "Unit Gawat Darurat", "IGD"),
    ("URO", "Urologi", "BED"),
)
SPECIALTIES = {code: Specialty(code, name, parent) for code, name, parent in _ROWS}


def named(text: str) -> list[Specialty]:
    """Those whose code begins with, or whose name holds, what was typed."""
    wanted = folded(text)
    return [
        one
        for one in SPECIALTIES.values()
        if folded(one.code).startswith(wanted) or wanted in folded(one.name)
    ]
