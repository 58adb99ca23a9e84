"""Reading codes of VClaim's bodies: what is not on the list is refused by name."""

from collections.abc import Mapping

from titian.bridging.errors import WireRefused
from titian.bridging.rules.vclaim import words
from titian.bridging.rules.wire_fields import REFUSED, text
from titian.referrals.types import CareKind, ReferralKind

Body = Mapping[str, object]

NOTHING = "Data Tidak Ditemukan"

CARE: Mapping[str, CareKind] = {
    words.INPATIENT: CareKind.INPATIENT,
    words.OUTPATIENT: CareKind.OUTPATIENT,
}
CARE_CODES: Mapping[CareKind, str] = {kind: code for code, kind in CARE.items()}
REFERRAL: Mapping[str, ReferralKind] = {
    "0": ReferralKind.FULL,
    "1": ReferralKind.PARTIAL,
    "2": ReferralKind.BACK,
}
REFERRAL_CODES: Mapping[ReferralKind, str] = {kind: code for code, kind in REFERRAL.items()}


def nothing() -> WireRefused:
    return WireRefused(REFUSED, NOTHING)


def refused(said: str) -> WireRefused:
    return WireRefused(REFUSED, said)


def listed(body: Body, name: str, names: Mapping[str, str], *, needed: bool = False) -> str:
    """A code of a list; "" where nothing was said. Leading zeros of numbers do not matter."""
    said = text(body, name)
    if not said and not needed:
        return ""
    code = said if said in names else said.lstrip("0")
    if code not in names:
        known = ", ".join(f"{key} ({value})" for key, value in names.items())
        raise refused(f"{name} tidak dikenal. Yang dikenal: {known}")
    return code


def care_said(said: str, name: str = "jnsPelayanan") -> CareKind:
    """ "1" or "2", in a path or a body."""
    kind = CARE.get(said.strip())
    if kind is None:
        raise refused(f"{name} diisi 1 (Rawat Inap) atau 2 (Rawat Jalan)")
    return kind


def month_said(month: str, year: str) -> tuple[int, int]:
    """Year and month of a path: "1" or "01", "2026"."""
    if not (month.isascii() and month.isdecimal() and year.isascii() and year.isdecimal()):
        raise refused("Bulan dan tahun diisi angka")
    said = int(year[:5]), int(month[:3])
    if not 2014 <= said[0] <= 2200 or not 1 <= said[1] <= 12:
        raise refused("Bulan diisi 1 sampai 12, tahun diisi empat angka")
    return said
