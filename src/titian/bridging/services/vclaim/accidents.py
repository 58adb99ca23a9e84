"""VClaim SEP (§7.4): a person's accidents, to which a new letter may be a supplement."""

from titian.bridging.rules.vclaim import accidents as said
from titian.bridging.rules.vclaim.asking import nothing
from titian.bridging.rules.wire_fields import day_said
from titian.bridging.services.vclaim import patients
from titian.bridging.types.wire import Call, Reply, Route, Wire, sealed
from titian.visits import selectors as visits_read
from titian.visits.types import LetterView


def supplements(call: Call) -> Reply:
    """Accidents before or on a day of care."""
    on = day_said(call.values["tgl"], "tglPelayanan")
    found = [one for one in _letters(call) if one.issued_on <= on]
    if not found:
        raise nothing()
    return sealed({"jaminan": said.supplements(found)})


def firsts(call: Call) -> Reply:
    rows = said.firsts(_letters(call), call.caller.scheme_code)
    if not rows:
        raise nothing()
    return sealed({"list": rows})


def _letters(call: Call) -> list[LetterView]:
    """Of the caller's own alone."""
    whose = patients.by_card(call, call.values["noKartu"])
    return visits_read.accident_letters(
        whose.standing.person_id, facility_id=call.caller.facility_id, viewer=call.by
    )


ROUTES = (
    Route(
        Wire.VCLAIM, ("GET",), "/sep/JasaRaharja/Suplesi/{noKartu}/tglPelayanan/{tgl}", supplements
    ),
    Route(Wire.VCLAIM, ("GET",), "/sep/KllInduk/List/{noKartu}", firsts),
)
