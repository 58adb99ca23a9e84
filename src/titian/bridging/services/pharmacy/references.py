"""`/referensi`: medicines, specialties, facilities, and the pharmacy itself."""

from collections.abc import Mapping, Sequence

from titian.bridging.errors import WireRefused
from titian.bridging.rules.wire_fields import day_said
from titian.bridging.types.wire import Call, Handler, Reply, Route, Wire, sealed
from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityKind, FacilityView
from titian.visits import selectors as visits_read
from titian.visits.types import CodeList, ListedMedicine

NO_DATA = "Data Tidak Ditemukan"
_FIRST_CARE, _HOSPITALS = "1", "2"
_MOST = 50


def nothing() -> WireRefused:
    return WireRefused(201, NO_DATA)


def formulary(call: Call) -> Reply:
    stock = visits_read.stock_of(call.caller.facility_id)
    return sealed({"list": [_listed(one, stock) for one in visits_read.listed_medicines()]})


def medicines(call: Call) -> Reply:
    """Of a kind of prescription, on a day, whose name has these words."""
    kind = call.values["jenis"]
    day_said(call.values["tglResep"])
    if not visits_read.code_name(CodeList.MEDICINE_KIND, kind):
        raise WireRefused(201, "Jenis obat harus 1, 2 atau 3")
    text = call.values.get("filter", "")
    found = [one for one in visits_read.listed_medicines(text) if _is_of(one, kind)]
    if not found:
        raise nothing()
    rows = [{"kode": one.code, "nama": one.name, "harga": str(one.price)} for one in found]
    return sealed({"list": rows})


def services(call: Call) -> Reply:
    found = facilities_read.specialties(call.values["kata"])
    if not found:
        raise nothing()
    return sealed({"poli": [{"kode": one.code, "nama": one.name} for one in found]})


def specialties(call: Call) -> Reply:
    del call
    found = [one for one in facilities_read.specialties("") if not one.code.isdecimal()]
    return sealed({"list": [{"kode": one.code, "nama": one.name} for one in found]})


def facilities(call: Call) -> Reply:
    level, text = call.values["jenis"], call.values["nama"]
    if level not in (_FIRST_CARE, _HOSPITALS):
        raise WireRefused(201, "Jenis faskes harus 1 atau 2")
    found = [one for one in _named(text) if _is_at(one, level) and one.scheme_code]
    if not found:
        raise nothing()
    return sealed({"faskes": [{"kode": one.scheme_code, "nama": one.name} for one in found]})


def setting(call: Call) -> Reply:
    """Of the calling pharmacy alone; who signs there is not known to us."""
    if call.values["kode"].upper() != call.caller.scheme_code:
        raise nothing()
    place = facilities_read.facility(call.caller.facility_id)
    unknown = dict.fromkeys(
        (
            "namaapoteker",
            "namakepala",
            "jabatankepala",
            "nipkepala",
            "siup",
            "namaverifikator",
            "nppverifikator",
            "namapetugasapotek",
            "nippetugasapotek",
        ),
        "",
    )
    return sealed(
        {
            "kode": place.scheme_code,
            **unknown,
            "alamat": place.address_note or place.place,
            "kota": place.regency_name,
            "checkstock": "False",
        }
    )


def _listed(one: ListedMedicine, stock: Mapping[str, int]) -> dict[str, object]:
    return {
        "kodeobat": one.code,
        "namaobat": one.name,
        "prb": str(one.is_back_referral),
        "kronis": str(one.is_chronic),
        "kemo": str(one.is_chemo),
        "harga": str(one.price),
        "restriksi": one.restriction,
        "generik": one.name,
        "aktif": "True",
        "sedia": str(stock.get(one.code, 0) > 0),
        "stok": str(stock.get(one.code, 0)),
    }


def _is_of(one: ListedMedicine, kind: str) -> bool:
    fits = {"1": one.is_back_referral, "2": one.is_chronic, "3": one.is_chemo}
    return fits[kind]


def _named(text: str) -> Sequence[FacilityView]:
    by_code = facilities_read.facilities_by_scheme_codes([text.upper()])
    return list(by_code.values()) or facilities_read.find_facilities(text, limit=_MOST)


def _is_at(one: FacilityView, level: str) -> bool:
    return (one.kind is FacilityKind.HOSPITAL) == (level == _HOSPITALS)


def _get(template: str, handle: Handler) -> Route:
    return Route(Wire.PHARMACY, ("GET",), template, handle)


ROUTES = (
    _get("/referensi/dpho", formulary),
    _get("/referensi/obat/{jenis}/{tglResep}", medicines),
    _get("/referensi/obat/{jenis}/{tglResep}/{filter}", medicines),
    _get("/referensi/poli/{kata}", services),
    _get("/referensi/spesialistik", specialties),
    _get("/referensi/ppk/{jenis}/{nama}", facilities),
    _get("/referensi/settingppk/read/{kode}", setting),
)
