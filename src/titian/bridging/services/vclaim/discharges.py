"""VClaim SEP (§7.4): who was discharged in a month."""

from datetime import date

from titian.bridging.rules.vclaim import letters as said
from titian.bridging.rules.vclaim.asking import month_said, nothing
from titian.bridging.rules.vclaim.letters import Payload
from titian.bridging.services.vclaim import patients
from titian.bridging.types.wire import Call, Reply, Route, Wire, sealed
from titian.visits import selectors as visits_read

_SOUGHT = ("noSep", "noKartu", "nama")


def listed(call: Call) -> Reply:
    """The filter is a part of a letter's number, a card's or a name; without one, everybody."""
    year, month = month_said(call.values["bulan"], call.values["tahun"])
    found = visits_read.letters_discharged(
        facility_id=call.caller.facility_id, month=date(year, month, 1), viewer=call.by
    )
    people = patients.of_records(call, (one.person_id for one in found))
    rows = [
        said.discharged_line(one, people[one.person_id], call.caller.scheme_code)
        for one in found
        if one.person_id in people
    ]
    sought = call.values.get("filter", "").strip().casefold()
    fitting = [one for one in rows if _fits(one, sought)]
    if not fitting:
        raise nothing()
    return sealed({"list": fitting})


def _fits(row: Payload, sought: str) -> bool:
    return any(sought in str(row[name]).casefold() for name in _SOUGHT)


_LIST = "/Sep/updtglplg/list/bulan/{bulan}/tahun/{tahun}"

ROUTES = (
    Route(Wire.VCLAIM, ("GET",), _LIST, listed),
    Route(Wire.VCLAIM, ("GET",), f"{_LIST}/{{filter}}", listed),
)
