"""Numbers the scheme knows facilities and their documents by. No open list of them exists: ours are
invented, always the same from the same register, and said to be invented wherever they are shown.
"""

from datetime import date

from titian.facilities.types import FacilityKind

_MARKS = {
    FacilityKind.HOSPITAL: "R",
    FacilityKind.CLINIC: "B",
    FacilityKind.PRACTICE: "U",
    FacilityKind.PUSKESMAS: "",
}
_LENGTH = 8
_FIRST_DOCTOR = 100_000


def code_head(regency_code: str, kind: FacilityKind) -> str:
    """What the codes of a kind in a regency begin with: its four digits and the kind's mark."""
    return regency_code.replace(".", "") + _MARKS[kind]


def scheme_code(regency_code: str, kind: FacilityKind, serial: int) -> str:
    """The head, then a serial: "3573R012"."""
    head = code_head(regency_code, kind)
    return f"{head}{serial:0{_LENGTH - len(head)}}"


def doctor_code(practitioner_id: int) -> int:
    """Six digits for a doctor nobody has given a code."""
    return _FIRST_DOCTOR + practitioner_id


def document_number(scheme: str, on: date, letter: str, serial: int) -> str:
    """Nineteen characters: whose, month and year, which kind of document, which of them."""
    return f"{scheme}{on:%m%y}{letter}{serial:06}"
