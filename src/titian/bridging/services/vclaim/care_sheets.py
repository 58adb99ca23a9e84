"""VClaim LPK (§7.6): the care sheet that a claim is made of."""

from titian.bridging.rules.vclaim import claims as said
from titian.bridging.rules.vclaim.asking import care_said, nothing
from titian.bridging.rules.vclaim.control import brief_sex
from titian.bridging.rules.wire_fields import day_said
from titian.bridging.services.vclaim import patients
from titian.bridging.types.wire import Call, Handler, Reply, Route, Wire, sealed
from titian.claims import selectors as claims_read
from titian.claims import services as claims
from titian.facilities import selectors as facilities_read
from titian.referrals import selectors as referrals_read
from titian.referrals.errors import DiagnosisUnknown, ProcedureUnknown


def insert(call: Call) -> Reply:
    number, sheet = said.sheet_body(call.body)
    return sealed(claims.write_sheet(letter_number=number, sheet=sheet, by=call.by, at=call.at))


def update(call: Call) -> Reply:
    number, sheet = said.sheet_body(call.body)
    return sealed(claims.change_sheet(letter_number=number, sheet=sheet, by=call.by, at=call.at))


def delete(call: Call) -> Reply:
    number = said.sheet_number(call.body)
    return sealed(claims.withdraw_sheet(letter_number=number, by=call.by, at=call.at))


def listed(call: Call) -> Reply:
    """Sheets of those who came on a day."""
    found = claims_read.sheets(
        facility_id=call.caller.facility_id,
        on=day_said(call.values["tgl"], "TglMasuk"),
        care_kind=care_said(call.values["jenis"], "JnsPelayanan"),
        viewer=call.by,
        at=call.at,
    )
    people = patients.of_records(call, (one.person_id for one in found))
    own = facilities_read.practitioners_of(call.caller.facility_id)
    doctors = {str(one.scheme_code): one.name for one in own}
    rows = [
        said.sheet_line(
            one,
            sex=brief_sex(people[one.person_id]),
            born=people[one.person_id].standing.birth_date.isoformat(),
            diagnosis=_diagnosis,
            procedure=_procedure,
            doctor=lambda code: doctors.get(code, ""),
        )
        for one in found
        if one.person_id in people
    ]
    if not rows:
        raise nothing()
    return sealed({"lpk": {"list": rows}})


def _diagnosis(code: str) -> str:
    try:
        return referrals_read.diagnosis(code).name
    except DiagnosisUnknown:
        return ""


def _procedure(code: str) -> str:
    try:
        return referrals_read.procedure(code).name
    except ProcedureUnknown:
        return ""


def _route(method: str, template: str, handle: Handler) -> Route:
    return Route(Wire.VCLAIM, (method,), f"/LPK/{template}", handle)


ROUTES = (
    _route("POST", "insert", insert),
    _route("PUT", "update", update),
    _route("DELETE", "delete", delete),
    _route("GET", "TglMasuk/{tgl}/JnsPelayanan/{jenis}", listed),
)
