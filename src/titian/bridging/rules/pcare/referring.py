"""`rujukLanjut`: where a clinic sends a patient, for what, and the reason it gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from titian.bridging.rules import wire_fields as fields
from titian.bridging.rules.pcare.shapes import refused, unknown_code
from titian.referrals.types import Exemption

# Numbers some clients know sub-specialties by; ours are the letters of the specialties.
_NUMBERS: Mapping[str, str] = {"3": "INT", "26": "ANA"}

# Groups with a way of their own (bpjs-protocols §8: khusus): name, where they are treated.
SPECIAL: Mapping[str, tuple[str, str]] = {
    "HDL": ("HEMODIALISA", "HDL"),
    "JIW": ("KESEHATAN JIWA", "JIW"),
    "KLT": ("KUSTA", "KLT"),
    "PAR": ("TB-MDR", "PAR"),
    "KEM": ("SARANA KEMOTERAPI", "INT"),
    "RAT": ("SARANA RADIOTERAPI", "RDT"),
    "HIV": ("HIV-ODHA", "HIV"),
    "THA": ("THALASEMIA", ""),
    "HEM": ("HEMOFILI", ""),
}
_ONGOING = frozenset({"HDL", "KEM", "THA", "HEM"})  # straight to the usual hospital (§3.2)
NO_REASON = ("", "-1", "0")

# What a hospital must have; every one keeps records of its patients.
MEANS: Mapping[str, str] = {"1": "REKAM MEDIK"}


@dataclass(frozen=True, slots=True)
class Onward:
    """A patient sent on to a hospital."""

    hospital_code: str
    planned_on: date
    specialty_code: str
    exemption: Exemption
    note: str


def onward(body: fields.Body) -> Onward | None:
    """None when the visit sends nobody on."""
    found = fields.inner(body, "rujukLanjut")
    hospital = fields.text(found, "kdppk", longest=8)
    if not hospital:
        return None
    planned = fields.day(found, "tglEstRujuk")
    if planned is None:
        raise refused("tglEstRujuk belum diisi")
    special = fields.inner(found, "khusus")
    group = fields.text(special, "kdKhusus").upper()
    if group:
        return Onward(
            hospital,
            planned,
            of_group(group, fields.text(special, "kdSubSpesialis")),
            Exemption.ONGOING if group in _ONGOING else Exemption.NONE,
            fields.text(special, "catatan", longest=400),
        )
    means = fields.inner(found, "subSpesialis")
    code = specialty_of(fields.text(means, "kdSubSpesialis1"))
    return Onward(hospital, planned, code, Exemption.NONE, fields.text(found, "catatan"))


def specialty_of(said: str) -> str:
    """Our specialty behind a client's sub-specialty."""
    if not said:
        raise refused("kdSubSpesialis1 belum diisi")
    return _NUMBERS.get(said, said.upper())


def of_group(group: str, sub_specialty: str) -> str:
    """Where a special group is treated; some are treated by several specialties."""
    if group not in SPECIAL:
        raise unknown_code("kdKhusus", group)
    return SPECIAL[group][1] or specialty_of(sub_specialty)


def require_reason(*, is_first_care: bool, notes: Mapping[str, object]) -> None:
    """Who sends on what first care treats itself says why: time, age, complication, comorbidity."""
    if not is_first_care:
        return
    if str(notes.get("exception", "")) in NO_REASON:
        raise refused("Diagnosa non spesialis hanya dapat dirujuk dengan alasan TACC")
    if not notes.get("exception_reason"):
        raise refused("alasanTacc belum diisi")
