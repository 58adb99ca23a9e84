"""The hospital that calls, and the answer for nothing found."""

from titian.bridging.errors import WireRefused
from titian.bridging.types.wire import Call
from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityView

NO_CONTENT = WireRefused(204, "No Content")


def own_facility(call: Call) -> FacilityView:
    return facilities_read.facility(call.caller.facility_id)
