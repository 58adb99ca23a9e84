"""Short lists of VClaim that no table of ours holds (bpjs-protocols §7.2)."""

from collections.abc import Mapping

WARD_CLASSES: Mapping[str, str] = {
    "1": "VVIP",
    "2": "VIP",
    "3": "Kelas 1",
    "4": "Kelas 2",
    "5": "Kelas 3",
}
DISCHARGES: Mapping[str, str] = {
    "1": "Atas Persetujuan Dokter",
    "2": "Dirujuk",
    "3": "Atas Permintaan Sendiri",
    "4": "Meninggal",
    "5": "Lain-lain",
}
AFTER_CARE: Mapping[str, str] = {
    "1": "Sembuh",
    "2": "Rujuk",
    "3": "Pulang Paksa",
    "4": "Meninggal",
    "5": "Lain-lain",
}


def wire_region(code: str) -> str:
    """ "3573" or "35.73" as our codes are written."""
    digits = code.strip().replace(".", "")
    parts = (digits[:2], digits[2:4], digits[4:6], digits[6:10])
    return ".".join(part for part in parts if part)
