"""What both queue doors mean by a service and a doctor: the caller's own, by its codes."""

from titian.bridging.errors import WireRefused
from titian.bridging.types.wire import Call
from titian.facilities import selectors as facilities_read
from titian.facilities.errors import NotOfFacility
from titian.facilities.types import PractitionerView, ServiceView

_REFUSED = 201


def service_of(call: Call, code: str) -> ServiceView:
    try:
        return facilities_read.service_by_code(call.caller.facility_id, code)
    except NotOfFacility:
        raise WireRefused(_REFUSED, "Poli Tidak Ditemukan") from None


def doctor_of(call: Call, code: int) -> PractitionerView:
    try:
        return facilities_read.practitioner_by_scheme_code(call.caller.facility_id, code)
    except NotOfFacility:
        raise WireRefused(_REFUSED, f"Dokter dengan kode {code} Tidak Ditemukan") from None
