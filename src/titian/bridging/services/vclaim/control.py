"""VClaim RencanaKontrol (§7.5): letters to come again and letters of admission (SPRI)."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from titian.bridging.rules.vclaim import control as said
from titian.bridging.rules.vclaim.asking import month_said, nothing, refused
from titian.bridging.rules.vclaim.letters import Payload
from titian.bridging.rules.vclaim.referrals import ORIGIN_CODES
from titian.bridging.rules.wire_fields import day_said
from titian.bridging.services.vclaim import patients
from titian.bridging.types.vclaim import ControlBody
from titian.bridging.types.wire import Call, Handler, Reply, Route, Wire, bare, sealed
from titian.facilities import selectors as facilities_read
from titian.facilities.errors import FacilityUnknown
from titian.referrals import selectors as referrals_read
from titian.referrals import services as referrals
from titian.referrals.errors import ReferralUnknown
from titian.referrals.types import (
    ControlLetterView,
    LetterChange,
    LetterKind,
    NewLetter,
    PaperState,
    Source,
)
from titian.visits import selectors as visits_read
from titian.visits.errors import LetterUnknown
from titian.visits.types import LetterView


def insert(call: Call) -> Reply:
    return _control(call, is_newer=False)


def insert_newer(call: Call) -> Reply:
    return _control(call, is_newer=True)


def _control(call: Call, *, is_newer: bool) -> Reply:
    """Out of the care of a SEP of the caller's."""
    asked = said.control_body(call.body, is_change=False)
    before = visits_read.letter(asked.about, viewer=call.by, at=call.at)
    new = NewLetter(
        kind=LetterKind.CONTROL,
        person_id=before.person_id,
        facility_id=call.caller.facility_id,
        practitioner_id=patients.doctor(call, asked.doctor_code, "kodeDokter").id,
        specialty_code=asked.specialty_code.upper(),
        planned_on=asked.planned_on,
        from_letter=before.number,
        from_specialty_code=before.specialty_code,
        diagnosis_code=before.diagnosis.code,
        prb_form=asked.prb_form or {},
        source=Source.BRIDGE,
    )
    return _written(call, new, is_newer=is_newer)


def insert_admission(call: Call) -> Reply:
    asked = said.admission_body(call.body, is_change=False)
    whose = patients.by_card(call, asked.about)
    new = NewLetter(
        kind=LetterKind.ADMISSION,
        person_id=whose.standing.person_id,
        facility_id=call.caller.facility_id,
        practitioner_id=patients.doctor(call, asked.doctor_code, "kodeDokter").id,
        specialty_code=asked.specialty_code.upper(),
        planned_on=asked.planned_on,
        source=Source.BRIDGE,
    )
    return _written(call, new, is_newer=False)


def _written(call: Call, new: NewLetter, *, is_newer: bool) -> Reply:
    number = referrals.write_control_letter(wanted=new, client_key=uuid4(), by=call.by, at=call.at)
    return _shown(call, number, is_newer=is_newer)


def _shown(call: Call, number: str, *, is_newer: bool) -> Reply:
    view = referrals_read.control_letter(number, viewer=call.by, at=call.at)
    whose = patients.of_record(call, view.person_id)
    return sealed(said.written(view, whose, is_newer=is_newer))


def update(call: Call) -> Reply:
    return _changed(call, said.control_body(call.body, is_change=True), is_newer=False)


def update_newer(call: Call) -> Reply:
    return _changed(call, said.control_body(call.body, is_change=True), is_newer=True)


def update_admission(call: Call) -> Reply:
    return _changed(call, said.admission_body(call.body, is_change=True), is_newer=False)


def _changed(call: Call, asked: ControlBody, *, is_newer: bool) -> Reply:
    before = referrals_read.control_letter(asked.number, viewer=call.by, at=call.at)
    if before.kind is not asked.kind:
        raise nothing()
    changes = LetterChange(
        planned_on=asked.planned_on,
        practitioner_id=patients.doctor(call, asked.doctor_code, "kodeDokter").id,
        specialty_code=asked.specialty_code.upper(),
        prb_form=asked.prb_form,
    )
    referrals.change_control_letter(number=before.number, changes=changes, by=call.by, at=call.at)
    return _shown(call, before.number, is_newer=is_newer)


def delete(call: Call) -> Reply:
    gone = said.deleted_number(call.body)
    referrals.withdraw_control_letter(number=gone, by=call.by, at=call.at)
    return bare()


def one(call: Call) -> Reply:
    view = referrals_read.control_letter(patients.number(call, "no"), viewer=call.by, at=call.at)
    if view.state is PaperState.WITHDRAWN:
        raise nothing()
    whose = patients.of_record(call, view.person_id)
    before = _before(call, view)
    author = patients.doctor_name(before.practitioner_id if before else None)
    origin = _origin(call, before) if before else None
    return sealed(said.detail(view, whose, origin, author))


def care_before(call: Call) -> Reply:
    """A SEP as the screen for control letters needs it."""
    letter = visits_read.letter(patients.number(call, "noSep"), viewer=call.by, at=call.at)
    whose = patients.of_record(call, letter.person_id)
    return sealed(said.care_before(_origin(call, letter), whose))


def of_card(call: Call) -> Reply:
    """One person's letters of a month, by the day of writing or the day planned."""
    year, month = month_said(call.values["bulan"], call.values["tahun"])
    whose = patients.by_card(call, call.values["noKartu"])
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    found = referrals_read.control_letters_of(whose.standing.person_id, viewer=call.by, at=call.at)
    is_planned, before = _is_planned(call), _letters_before(call, found)
    rows = [
        said.line(one, whose, before.get(one.from_letter), issued=True)
        for one in found
        if first <= (one.planned_on if is_planned else one.issued_on) <= last and _stands(one)
    ]
    return _listed(rows)


def of_days(call: Call) -> Reply:
    first, last = day_said(call.values["awal"], "tglAwal"), day_said(call.values["akhir"])
    found = referrals_read.control_letters_written(
        call.caller.facility_id, first, last, viewer=call.by, planned=_is_planned(call)
    )
    people = patients.of_records(call, (one.person_id for one in found))
    before = _letters_before(call, found)
    rows = [
        said.line(one, people[one.person_id], before.get(one.from_letter), issued=False)
        for one in found
        if one.person_id in people and _stands(one)
    ]
    return _listed(rows)


def _listed(rows: list[Payload]) -> Reply:
    if not rows:
        raise nothing()
    return sealed({"list": rows})


def _is_planned(call: Call) -> bool:
    chosen = call.values["filter"].strip()
    if chosen not in (said.ENTERED, said.PLANNED):
        raise refused("filter diisi 1 (tanggal entri) atau 2 (tanggal rencana kontrol)")
    return chosen == said.PLANNED


def _stands(view: ControlLetterView) -> bool:
    return view.state is not PaperState.WITHDRAWN


def _before(call: Call, view: ControlLetterView) -> LetterView | None:
    if not view.from_letter:
        return None
    try:
        return visits_read.letter(view.from_letter, viewer=call.by, at=call.at)
    except LetterUnknown:
        return None


def _letters_before(call: Call, found: Sequence[ControlLetterView]) -> dict[str, LetterView]:
    """The care each letter of a list comes out of, in one statement."""
    numbers = {one.from_letter for one in found if one.from_letter}
    own = call.caller.facility_id
    return visits_read.letters_numbered(numbers, facility_id=own, viewer=call.by)


def _origin(call: Call, letter: LetterView) -> said.Origin:
    """Who sent the person, as the SEP's body told it; where it did not, as the referral says.

    The code may be of a place that is not known here.
    """
    code = letter.details.referral_issuer
    if not code and letter.referral_number:
        return _origin_of_paper(call, letter)
    try:
        name = facilities_read.facility_by_scheme_code(code).name if code else ""
    except FacilityUnknown:
        name = ""
    told = letter.details
    return said.Origin(letter, code, name, told.referral_origin, told.referral_on)


def _origin_of_paper(call: Call, letter: LetterView) -> said.Origin:
    try:
        paper = referrals_read.referral(letter.referral_number, viewer=call.by, at=call.at)
    except ReferralUnknown:
        told = letter.details
        return said.Origin(letter, "", "", told.referral_origin, told.referral_on)
    return said.Origin(
        letter,
        paper.from_facility.scheme_code or "",
        paper.from_facility.name,
        ORIGIN_CODES[paper.origin],
        paper.issued_on.isoformat(),
    )


def _route(method: str, template: str, handle: Handler) -> Route:
    return Route(Wire.VCLAIM, (method,), f"/RencanaKontrol/{template}", handle)


ROUTES = (
    _route("POST", "insert", insert),
    _route("POST", "v2/Insert", insert_newer),
    _route("PUT", "Update", update),
    _route("PUT", "v2/Update", update_newer),
    _route("DELETE", "Delete", delete),
    _route("POST", "InsertSPRI", insert_admission),
    _route("PUT", "UpdateSPRI", update_admission),
    _route("GET", "nosep/{noSep}", care_before),
    _route("GET", "noSuratKontrol/{no}", one),
    _route(
        "GET",
        "ListRencanaKontrol/Bulan/{bulan}/Tahun/{tahun}/Nokartu/{noKartu}/filter/{filter}",
        of_card,
    ),
    _route("GET", "ListRencanaKontrol/tglAwal/{awal}/tglAkhir/{akhir}/filter/{filter}", of_days),
)
