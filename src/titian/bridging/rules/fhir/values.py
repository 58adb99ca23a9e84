"""The small parts FHIR resources are made of, and the systems their codes belong to."""

from collections.abc import Mapping
from datetime import date, datetime

from titian.bridging.types.fhir import Node
from titian.bridging.types.wire import Json

# The ministry's own for the NIK (domain-rules §10.1); ours where nobody has published one.
NIK = "https://fhir.kemkes.go.id/id/nik"
CARD = "urn:titian:id:kartu-jkn"
SCHEME_CODE = "urn:titian:id:kode-ppk"
FACILITY_CODE = "urn:titian:id:kode-faskes"
DOCTOR_CODE = "urn:titian:id:kode-dokter"
TICKET_CODE = "urn:titian:id:kode-tiket"
REFERRAL_NUMBER = "urn:titian:id:nomor-rujukan"
CONTROL_NUMBER = "urn:titian:id:nomor-surat-kontrol"
LETTER_NUMBER = "urn:titian:id:nomor-sep"
SEGMENT = "urn:titian:cs:segmen"
STATUS = "urn:titian:cs:status-peserta"
SERVICE = "urn:titian:cs:poli"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
_HL7 = "http://terminology.hl7.org/CodeSystem"

INSURER: Node = {"display": "Jaminan Kesehatan Nasional (JKN)"}


def hl7(name: str) -> str:
    """One of HL7's own code systems."""
    return f"{_HL7}/{name}"


def node(**fields: Json) -> Node:
    """A resource's fields without the empty ones: FHIR knows no empty value. A trailing "_" is
    for Python's own words ("class_").
    """
    return {name.rstrip("_"): value for name, value in fields.items() if value not in _EMPTY}


_EMPTY: tuple[Json, ...] = (None, "", [], {})


def coding(system: str, code: str, display: str = "") -> Node:
    return node(system=system, code=code, display=display)


def concept(system: str, code: str, display: str = "") -> Node:
    return node(coding=[coding(system, code, display)] if code else [], text=display)


def identifier(system: str, value: str) -> Node:
    return node(system=system, value=value)


def identifiers(by_system: Mapping[str, str]) -> list[Json]:
    return [identifier(system, value) for system, value in by_system.items() if value]


def reference(kind: str, resource_id: str, display: str = "") -> Node:
    return node(reference=f"{kind}/{resource_id}", display=display)


def day(value: date | None) -> str:
    return value.isoformat() if value else ""


def instant(value: datetime | None) -> str:
    """With its offset, to the second."""
    return value.isoformat(timespec="seconds") if value else ""


def period(start: str, end: str = "") -> Node:
    return node(start=start, end=end)


def money(rupiah: int) -> Node:
    return {"value": rupiah, "currency": "IDR"}
