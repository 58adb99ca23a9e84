"""VClaim Rujukan (§7.3): referrals that the caller writes, and how full other places are."""

from calendar import monthrange
from datetime import date
from uuid import uuid4

from titian.bridging.rules.pcare.referring import MEANS
from titian.bridging.rules.vclaim import referral_bodies as bodies
from titian.bridging.rules.vclaim import referrals as said
from titian.bridging.rules.vclaim.asking import month_said, nothing, refused
from titian.bridging.rules.vclaim.letters import Payload
from titian.bridging.rules.wire_fields import day_said, needed, number
from titian.bridging.services.vclaim import capacity, patients
from titian.bridging.types.vclaim import ReferralBody
from titian.bridging.types.wire import Call, Handler, Reply, Route, Wire, bare, sealed
from titian.facilities import selectors as facilities_read
from titian.referrals import selectors as referrals_read
from titian.referrals import services as referrals
from titian.referrals.types import (
    Coded,
    NewReferral,
    Origin,
    ReferralChange,
    ReferralKind,
    Source,
)
from titian.visits import selectors as visits_read
from titian.visits.errors import LetterUnknown

_NO_PLAN_HERE = "Jadwal rumah sakit ini tidak ada di sini. Pilih poli dari referensi/poli."


def insert(call: Call) -> Reply:
    """Out of the care of a SEP of the caller's."""
    return sealed({"rujukan": _written(call)})


def insert_old(call: Call) -> Reply:
    """The older form answers nothing for a partial referral."""
    kind = bodies.new_referral(bodies.t_rujukan(call.body)).kind
    written = _written(call)
    return bare() if kind is ReferralKind.PARTIAL else sealed({"rujukan": written})


def _written(call: Call) -> Payload:
    asked = bodies.new_referral(bodies.t_rujukan(call.body))
    letter = visits_read.letter(asked.letter, viewer=call.by, at=call.at)
    new = NewReferral(
        person_id=letter.person_id,
        from_facility_id=call.caller.facility_id,
        to_facility_id=patients.place(asked.to_code, "ppkDirujuk").id,
        kind=asked.kind,
        specialty_code=asked.specialty_code,
        diagnosis_code=asked.diagnosis_code,
        care_kind=asked.care_kind,
        issued_on=asked.issued_on,
        planned_on=asked.planned_on,
        note=asked.note,
        practitioner_id=letter.practitioner_id,
        from_letter=letter.number,
        source=Source.BRIDGE,
    )
    written = referrals.refer(wanted=new, client_key=uuid4(), by=call.by, at=call.at)
    view = referrals_read.referral(written, viewer=call.by, at=call.at)
    return said.written(view, patients.of_record(call, view.person_id))


def update(call: Call) -> Reply:
    asked = bodies.changed_referral(bodies.t_rujukan(call.body))
    changes = _changes(asked)
    referrals.change_referral(number=asked.number, changes=changes, by=call.by, at=call.at)
    return sealed(asked.number)


def _changes(asked: ReferralBody) -> ReferralChange:
    return ReferralChange(
        planned_on=asked.planned_on,
        to_facility_id=patients.place(asked.to_code, "ppkDirujuk").id,
        kind=asked.kind,
        specialty_code=asked.specialty_code,
        care_kind=asked.care_kind,
        diagnosis_code=asked.diagnosis_code,
        note=asked.note,
    )


def delete(call: Call) -> Reply:
    gone = needed(bodies.t_rujukan(call.body), "noRujukan")
    referrals.withdraw_referral(number=gone, by=call.by, at=call.at)
    return sealed(gone)


def sent(call: Call) -> Reply:
    """What the caller wrote in a period, by the day of writing."""
    first, last = day_said(call.values["awal"], "tglMulai"), day_said(call.values["akhir"])
    found = referrals_read.referrals_written(call.caller.facility_id, first, last, viewer=call.by)
    mine = [one for one in found if one.origin is Origin.HOSPITAL]
    people = patients.of_records(call, (one.person_id for one in mine))
    rows = [
        said.outgoing_line(one, people[one.person_id]) for one in mine if one.person_id in people
    ]
    if not rows:
        raise nothing()
    return sealed({"list": rows})


def sent_one(call: Call) -> Reply:
    found = referrals_read.referral(patients.number(call, "noRujukan"), viewer=call.by, at=call.at)
    if found.from_facility.id != call.caller.facility_id:
        raise nothing()
    whose = patients.of_record(call, found.person_id)
    try:
        letter = visits_read.letter(found.from_letter, viewer=call.by, at=call.at)
    except LetterUnknown:
        letter = None
    return sealed({"rujukan": said.outgoing(found, whose, letter)})


def insert_special(call: Call) -> Reply:
    about, diagnoses, procedures = bodies.special(call.body)
    special_id = referrals.refer_specially(
        number=about,
        facility_id=call.caller.facility_id,
        diagnosis_codes=diagnoses,
        procedure_codes=procedures,
        client_key=uuid4(),
        by=call.by,
        at=call.at,
    )
    view = referrals_read.referral(about, viewer=call.by, at=call.at)
    special = next(one for one in view.specials if one.id == special_id)
    return sealed({"rujukan": said.special(special, patients.of_record(call, view.person_id))})


def delete_special(call: Call) -> Reply:
    asked = bodies.t_rujukan(call.body)
    special_id, about = number(asked, "idRujukan"), needed(asked, "noRujukan")
    if special_id is None:
        raise refused("idRujukan belum diisi")
    referrals.withdraw_special(
        special_id=special_id,
        number=about,
        facility_id=call.caller.facility_id,
        by=call.by,
        at=call.at,
    )
    return sealed(about)


def specials(call: Call) -> Reply:
    year, month = month_said(call.values["bulan"], call.values["tahun"])
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    own = call.caller.facility_id
    found = referrals_read.specials_written(own, first, last, viewer=call.by)
    people = patients.of_records(call, (one.person_id for one in found))
    rows = [
        said.special_line(one, people[one.person_id]) for one in found if one.person_id in people
    ]
    if not rows:
        raise nothing()
    return sealed({"rujukan": rows})


def specialties(call: Call) -> Reply:
    """How many places a hospital has that day by specialty, and how many are planned."""
    there = patients.place(call.values["ppk"], "PPKRujukan")
    loads = capacity.of_day(there.id, day_said(call.values["tgl"], "TglRujukan"))
    if not loads and not there.uses_titian:
        raise refused(_NO_PLAN_HERE)
    if not loads:
        raise nothing()
    rows = [said.load(Coded(one.code, one.name), one.capacity, one.planned) for one in loads]
    return sealed({"list": rows})


def means(call: Call) -> Reply:
    """The means a referral to this place can name (`kdSarana` of PCare), where anybody sits."""
    there = patients.place(call.values["ppk"], "PPKRujukan")
    if not facilities_read.services_of(there.id):
        raise nothing()
    rows = [{"kodeSarana": code, "namaSarana": name} for code, name in MEANS.items()]
    return sealed({"list": rows})


def _route(method: str, template: str, handle: Handler) -> Route:
    return Route(Wire.VCLAIM, (method,), f"/Rujukan/{template}", handle)


ROUTES = (
    _route("POST", "2.0/insert", insert),
    _route("PUT", "2.0/Update", update),
    _route("POST", "insert", insert_old),
    _route("PUT", "update", update),
    _route("DELETE", "delete", delete),
    _route("GET", "Keluar/List/tglMulai/{awal}/tglAkhir/{akhir}", sent),
    _route("GET", "Keluar/{noRujukan}", sent_one),
    _route("POST", "Khusus/insert", insert_special),
    _route("POST", "Khusus/delete", delete_special),
    _route("GET", "Khusus/List/Bulan/{bulan}/Tahun/{tahun}", specials),
    _route("GET", "ListSpesialistik/PPKRujukan/{ppk}/TglRujukan/{tgl}", specialties),
    _route("GET", "ListSarana/PPKRujukan/{ppk}", means),
)
