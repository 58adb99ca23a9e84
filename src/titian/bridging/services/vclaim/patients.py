"""Whom a call is about, and codes of its body made into records of ours."""

from collections.abc import Collection, Iterable
from datetime import date

from titian.bridging.rules.vclaim.asking import nothing, refused
from titian.bridging.types.wire import Call
from titian.facilities import selectors as facilities_read
from titian.facilities.errors import FacilityUnknown, NotOfFacility
from titian.facilities.types import FacilityView, PractitionerView
from titian.kernel.identifiers import is_card_number
from titian.members import selectors as members_read
from titian.members.errors import PersonUnknown
from titian.members.types import Participant

_NOBODY = "Peserta Tidak Ditemukan"


def number(call: Call, name: str) -> str:
    """A document's number out of the path."""
    return call.values[name].strip().upper()


def by_card(call: Call, card: str, on: date | None = None) -> Participant:
    """Whoever has this card; what is no card belongs to nobody."""
    if not is_card_number(card.strip()):
        raise refused(_NOBODY)
    day = on or call.on
    return members_read.participant_by_card(card.strip(), viewer=call.by, on=day, at=call.at)


def of_record(call: Call, person_id: int) -> Participant:
    """The person of a paper that the facility holds."""
    try:
        return members_read.participant(person_id, viewer=call.by, on=call.on, at=call.at)
    except PersonUnknown as error:
        raise nothing() from error


def of_records(call: Call, person_ids: Iterable[int]) -> dict[int, Participant]:
    wanted: Collection[int] = set(person_ids)
    return members_read.participants(wanted, viewer=call.by, on=call.on, at=call.at)


def doctor(call: Call, code: str, name: str) -> PractitionerView:
    """A doctor of the caller by the scheme's number. `name` is the field to blame."""
    said = code.strip()
    try:
        number = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0
        return facilities_read.practitioner_by_scheme_code(call.caller.facility_id, number)
    except NotOfFacility as error:
        raise refused(f"{name} {said} bukan dokter di faskes Anda") from error


def find_doctor(call: Call, code: str, name: str) -> PractitionerView | None:
    """The same where none has to be named."""
    return doctor(call, code, name) if code.strip() else None


def doctor_name(practitioner_id: int | None) -> dict[str, str]:
    """`{kode, nama}`; empty texts where no doctor is named."""
    return doctor_names([practitioner_id])[practitioner_id]


def doctor_names(practitioner_ids: Iterable[int | None]) -> dict[int | None, dict[str, str]]:
    """The same for a list, in one statement."""
    wanted = {one for one in practitioner_ids if one is not None}
    known = facilities_read.practitioners_by_id(wanted) if wanted else {}
    named: dict[int | None, dict[str, str]] = {
        pk: {"kode": str(one.scheme_code), "nama": one.name} for pk, one in known.items()
    }
    return named | {None: {"kode": "", "nama": ""}}


def place(code: str, name: str) -> FacilityView:
    """A facility by the scheme's eight characters."""
    try:
        return facilities_read.facility_by_scheme_code(code.strip().upper())
    except FacilityUnknown as error:
        raise refused(f"{name} {code} tidak dikenal") from error


def require_own(call: Call, code: str, name: str) -> None:
    """A hospital writes for itself alone."""
    if code.strip().upper() != call.caller.scheme_code:
        raise refused(f"{name} {code} bukan kode faskes Anda ({call.caller.scheme_code})")
