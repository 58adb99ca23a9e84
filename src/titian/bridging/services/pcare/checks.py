"""Codes that a body names: each must be in its list, or at the caller's facility."""

from collections.abc import Mapping

from titian.bridging.rules.pcare import visits as shown
from titian.bridging.rules.pcare.shapes import refused, unknown_code
from titian.bridging.types.wire import Call
from titian.facilities import selectors as facilities_read
from titian.facilities.errors import FacilityUnknown, NotOfFacility
from titian.facilities.types import FacilityView, PractitionerView, ServiceView
from titian.referrals import selectors as referrals_read
from titian.referrals.errors import DiagnosisUnknown
from titian.referrals.types import Coded
from titian.visits import selectors as visits_read


def require_codes(notes: Mapping[str, object]) -> None:
    """Each code that was chosen is in one of its lists."""
    for field, (ours, lists) in shown.CHOSEN.items():
        code = notes.get(ours)
        if code is not None and not any(visits_read.code_name(one, str(code)) for one in lists):
            raise unknown_code(field, str(code))


def service_of(call: Call, code: str) -> ServiceView:
    if not code:
        raise refused("kdPoli belum diisi")
    try:
        return facilities_read.service_by_code(call.caller.facility_id, code)
    except NotOfFacility:
        raise unknown_code("kdPoli", code) from None


def practitioner_of(call: Call, code: str) -> PractitionerView | None:
    """None when the body names nobody."""
    if not code:
        return None
    try:
        number = int(code) if code.isdecimal() and len(code) < 10 else 0
        return facilities_read.practitioner_by_scheme_code(call.caller.facility_id, number)
    except NotOfFacility:
        raise unknown_code("kdDokter", code) from None


def hospital_of(code: str) -> FacilityView:
    try:
        return facilities_read.facility_by_scheme_code(code)
    except FacilityUnknown:
        raise unknown_code("kdppk", code) from None


def diagnosis_of(field: str, code: str) -> Coded:
    try:
        return referrals_read.diagnosis(code)
    except DiagnosisUnknown:
        raise unknown_code(field, code) from None
