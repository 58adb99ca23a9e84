"""Lists: doctors, services and neighbours of the facility, diagnoses, medicines, code lists."""

from collections.abc import Mapping

from titian.bridging.rules.pcare import more
from titian.bridging.rules.pcare import visits as shown
from titian.bridging.rules.pcare.people import provider
from titian.bridging.rules.pcare.referring import MEANS, SPECIAL
from titian.bridging.rules.pcare.shapes import coded, listed, nothing, paged, unknown_code
from titian.bridging.types.wire import Call, Handler, Reply, Route, Wire, sealed
from titian.facilities import selectors as facilities_read
from titian.facilities.types import Specialty
from titian.referrals import selectors as referrals_read
from titian.visits import selectors as visits_read
from titian.visits.types import CodeList

_ALLERGIES: Mapping[str, CodeList] = {
    "01": CodeList.ALLERGY_FOOD,
    "02": CodeList.ALLERGY_AIR,
    "03": CodeList.ALLERGY_DRUG,
}
_MOST = 1_000


def doctors(call: Call) -> Reply:
    found = facilities_read.practitioners_of(call.caller.facility_id)
    page = paged(found, call.values["start"], call.values["limit"])
    return sealed(
        listed((coded(str(one.scheme_code), one.name, "Dokter") for one in page), len(found))
    )


def services(call: Call) -> Reply:
    found = facilities_read.services_of(call.caller.facility_id)
    page = paged(found, call.values["start"], call.values["limit"])
    return sealed(listed((shown.service(one.code, one.name) for one in page), len(found)))


def providers(call: Call) -> Reply:
    """The facilities around, the nearest first."""
    place = facilities_read.facility(call.caller.facility_id)
    around = facilities_read.near(place.smallest_region, limit=_MOST)
    found = [one for one in around if one.scheme_code]
    page = paged(found, call.values["start"], call.values["limit"])
    return sealed(listed((provider(one.scheme_code, one.name) for one in page), len(found)))


def diagnoses(call: Call) -> Reply:
    found = referrals_read.diagnoses(call.values["kata"], limit=_MOST)
    if not found:
        raise nothing()
    page = paged(found, call.values["start"], call.values["limit"])
    rows = (
        shown.diagnosis(one, non_specialist=visits_read.is_first_care(one.code)) for one in page
    )
    return sealed(listed(rows, len(found)))


def allergies(call: Call) -> Reply:
    which = _ALLERGIES.get(call.values["jenis"].zfill(2))
    if which is None:
        raise unknown_code("jenis alergi", call.values["jenis"])
    return _code_list(which, "Alergi")


def leavings(call: Call) -> Reply:
    is_inpatient = call.values["rawatInap"].lower() == "true"
    which = CodeList.LEAVING_INPATIENT if is_inpatient else CodeList.LEAVING_OUTPATIENT
    return _code_list(which, "StatusPulang")


def medicines(call: Call) -> Reply:
    found = visits_read.listed_medicines(call.values["kata"])
    if not found:
        raise nothing()
    stock = visits_read.stock_of(call.caller.facility_id)
    page = paged(found, call.values["start"], call.values["limit"])
    rows = (more.listed_medicine_of(one.code, one.name, stock) for one in page)
    return sealed(listed(rows, len(found)))


def procedures(call: Call) -> Reply:
    found = visits_read.listed_procedures(call.values["kdTkp"])
    if not found:
        raise unknown_code("kdTkp", call.values["kdTkp"])
    page = paged(found, call.values["start"], call.values["limit"])
    return sealed(listed((more.listed_procedure_shown(one) for one in page), len(found)))


def specialties(call: Call) -> Reply:
    del call
    rows = [_named(one, "Spesialis") for one in _of_hospitals() if not one.parent]
    return sealed(listed(rows))


def sub_specialties(call: Call) -> Reply:
    """The specialty itself, then those below it."""
    code = call.values["kdSpesialis"].upper()
    found = [one for one in _of_hospitals() if code in (one.code, one.parent)]
    if not found:
        raise unknown_code("kdSpesialis", code)
    rows = [{**_named(one, "SubSpesialis"), "kdPoliRujuk": one.code} for one in found]
    return sealed(listed(rows))


def means(call: Call) -> Reply:
    del call
    return sealed(listed(coded(code, name, "Sarana") for code, name in MEANS.items()))


def special_groups(call: Call) -> Reply:
    del call
    return sealed(listed(coded(code, name, "Khusus") for code, (name, _) in SPECIAL.items()))


def _list_of(which: CodeList, prefix: str) -> Handler:
    """The handler of one short list."""

    def handle(call: Call) -> Reply:
        del call
        return _code_list(which, prefix)

    return handle


def _of_hospitals() -> list[Specialty]:
    return [one for one in facilities_read.specialties("") if not one.code.isdecimal()]


def _named(one: Specialty, prefix: str) -> dict[str, object]:
    return coded(one.code, one.name.upper(), prefix)


def _code_list(which: CodeList, prefix: str) -> Reply:
    rows = visits_read.code_list(which).items()
    return sealed(listed(coded(code, name, prefix) for code, name in rows))


def _get(template: str, handle: Handler) -> Route:
    return Route(Wire.PCARE, ("GET",), template, handle)


ROUTES = (
    _get("/dokter/{start}/{limit}", doctors),
    _get("/poli/fktp/{start}/{limit}", services),
    _get("/provider/{start}/{limit}", providers),
    _get("/diagnosa/{kata}/{start}/{limit}", diagnoses),
    _get("/kesadaran", _list_of(CodeList.CONSCIOUSNESS, "Sadar")),
    _get("/prognosa", _list_of(CodeList.PROGNOSIS, "Prognosa")),
    _get("/alergi/jenis/{jenis}", allergies),
    _get("/statuspulang/rawatInap/{rawatInap}", leavings),
    _get("/obat/dpho/{kata}/{start}/{limit}", medicines),
    _get("/tindakan/kdTkp/{kdTkp}/{start}/{limit}", procedures),
    _get("/spesialis", specialties),
    _get("/spesialis/{kdSpesialis}/subspesialis", sub_specialties),
    _get("/spesialis/sarana", means),
    _get("/spesialis/khusus", special_groups),
)
