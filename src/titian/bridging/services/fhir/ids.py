"""Ids of people that only the facility that has found somebody can know."""

import hmac

from titian.bridging.types.fhir import FhirCall
from titian.platform.db.sealing import blind_index

_KEYED = 12


def patient_id(person_id: int, call: FhirCall) -> str:
    """Nobody gets at people by counting: the digits are followed by a keyed part that differs by
    facility.
    """
    keyed = blind_index("fhir.person", f"{call.caller.facility_id}:{person_id}").hex()
    return f"{person_id}-{keyed[:_KEYED]}"


def find_person(text: str, call: FhirCall) -> int | None:
    """The person of an id that was given to this facility, None for all else."""
    digits = text.partition("-")[0]
    if not (digits.isascii() and digits.isdecimal() and 0 < len(digits) < 19):
        return None
    person_id = int(digits)
    return person_id if hmac.compare_digest(patient_id(person_id, call), text) else None


def number(text: str) -> int | None:
    """A plain id of a row."""
    fits = text.isascii() and text.isdecimal() and 0 < len(text) < 19
    return int(text) if fits else None
