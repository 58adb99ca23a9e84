"""VClaim SEP (§7.4): eligibility letters issued, changed, cancelled, read; patients discharged."""

from dataclasses import replace

from titian.bridging.rules.vclaim import letter_bodies as bodies
from titian.bridging.rules.vclaim import letters as said
from titian.bridging.rules.vclaim import words
from titian.bridging.rules.vclaim.asking import refused
from titian.bridging.rules.vclaim.letters import Payload
from titian.bridging.rules.wire_fields import needed
from titian.bridging.services.vclaim import inside, patients
from titian.bridging.types.vclaim import LetterBody, LetterChangeBody
from titian.bridging.types.wire import Call, Handler, Reply, Route, Wire, bare, plain, sealed
from titian.facilities import selectors as facilities_read
from titian.facilities.errors import NotOfFacility
from titian.members.types import Participant
from titian.referrals import selectors as referrals_read
from titian.referrals.errors import LetterUnknown as ControlUnknown
from titian.referrals.types import CareKind, ControlLetterView
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.types import LetterChange, LetterDetails, LetterView, LetterWish

_DONE = "Sukses"


def insert(call: Call) -> Reply:
    """A letter; a consultation within the day's care is an internal referral of that letter."""
    asked = bodies.letter_body(bodies.t_sep(call.body))
    patients.require_own(call, asked.place_code, "ppkPelayanan")
    whose = patients.by_card(call, asked.card, asked.on)
    _require_class(asked.class_right, whose)
    letter = inside.consulted(call, asked, whose) or visits.issue_letter(
        wish=_wish(call, asked, whose), by=call.by, at=call.at
    )
    return sealed({"sep": said.issued(letter, whose, _programme(whose))}, message=_DONE)


def update(call: Call) -> Reply:
    """What the body does not name stays; the answer is the number alone."""
    asked = bodies.change_body(bodies.t_sep(call.body))
    before = visits_read.letter(asked.number, viewer=call.by, at=call.at)
    whose = patients.of_record(call, before.person_id)
    _require_class(asked.class_right, whose)
    visits.change_letter(
        number=before.number, change=_change(call, asked, before), by=call.by, at=call.at
    )
    return sealed(before.number, message=_DONE)


def delete(call: Call) -> Reply:
    """In the clear: clients of this one endpoint do not decrypt."""
    return plain(_cancelled(call), message=_DONE)


def delete_old(call: Call) -> Reply:
    return sealed(_cancelled(call), message=_DONE)


def one(call: Call) -> Reply:
    number = patients.number(call, "noSep")
    return sealed(whole(call, visits_read.letter(number, viewer=call.by, at=call.at)))


def discharge(call: Call) -> Reply:
    asked = bodies.discharge_body(bodies.t_sep(call.body))
    visits.discharge(number=asked.number, discharge=asked.discharge, by=call.by, at=call.at)
    return bare(_DONE)


def for_grouper(call: Call) -> Reply:
    """In the clear, for the grouper of claims."""
    number = patients.number(call, "noSep")
    letter = visits_read.letter(number, viewer=call.by, at=call.at)
    return plain(
        {"pesertasep": said.for_grouper(letter, patients.of_record(call, letter.person_id))}
    )


def whole(call: Call, letter: LetterView) -> Payload:
    whose = patients.of_record(call, letter.person_id)
    doctor = patients.doctor_name(letter.practitioner_id)
    return said.detail(
        letter,
        whose,
        doctor={"kdDPJP": doctor["kode"], "nmDPJP": doctor["nama"]},
        control=_control(call, letter.control_number),
        programme=_programme(whose),
    )


def _wish(call: Call, asked: LetterBody, whose: Participant) -> LetterWish:
    doctor = patients.find_doctor(call, asked.doctor_code, "dpjpLayan")
    return LetterWish(
        person_id=whose.standing.person_id,
        facility_id=call.caller.facility_id,
        on=asked.on,
        care_kind=asked.care_kind,
        diagnosis=referrals_read.diagnosis(asked.diagnosis_code),
        specialty_code=_specialty(call, asked),
        practitioner_id=doctor.id if doctor else None,
        referral_number=asked.referral_number,
        control_number=asked.control_number,
        mr_number=asked.mr_number,
        details=asked.details,
    )


def _change(call: Call, asked: LetterChangeBody, before: LetterView) -> LetterChange:
    doctor = patients.find_doctor(call, asked.doctor_code, "dpjpLayan")
    code = asked.diagnosis_code
    return LetterChange(
        diagnosis=referrals_read.diagnosis(code) if code else None,
        specialty_code=_own_service(call, asked.specialty_code) if asked.specialty_code else None,
        practitioner_id=doctor.id if doctor else None,
        mr_number=asked.mr_number if "nomr" in asked.told else None,
        details=_kept(before.details, asked),
    )


def _kept(before: LetterDetails, asked: LetterChangeBody) -> LetterDetails:
    """An update names no purpose and no paper: those stay as they were issued."""
    new = asked.details
    return replace(
        before,
        class_up=new.class_up if "klsrawat" in asked.told else before.class_up,
        financing=new.financing if "klsrawat" in asked.told else before.financing,
        responsible=new.responsible if "klsrawat" in asked.told else before.responsible,
        is_executive=new.is_executive if "poli" in asked.told else before.is_executive,
        is_cob=new.is_cob if "cob" in asked.told else before.is_cob,
        is_cataract=new.is_cataract if "katarak" in asked.told else before.is_cataract,
        accident=new.accident if "jaminan" in asked.told else before.accident,
        phone=new.phone if "notelp" in asked.told else before.phone,
        note=new.note if "catatan" in asked.told else before.note,
        user=new.user or before.user,
    )


def _specialty(call: Call, asked: LetterBody) -> str:
    if asked.care_kind is CareKind.INPATIENT and not asked.specialty_code:
        return ""
    if not asked.specialty_code:
        raise refused("poli.tujuan belum diisi")
    return _own_service(call, asked.specialty_code)


def _own_service(call: Call, code: str) -> str:
    try:
        return facilities_read.service_by_code(call.caller.facility_id, code).code
    except NotOfFacility as error:
        raise refused(f"Poli {code} tidak ada di faskes Anda") from error


def _require_class(said_right: str, whose: Participant) -> None:
    """A class above one's right is asked for as `klsRawatNaik`, not as the right."""
    right = words.number_of_class(whose.standing.ward_class)
    if said_right and said_right < right:
        raise refused(f"klsRawatHak {said_right} di atas hak peserta: {words.CLASSES[right]}")


def _control(call: Call, number: str) -> ControlLetterView | None:
    if not number:
        return None
    try:
        return referrals_read.control_letter(number, viewer=call.by, at=call.at)
    except ControlUnknown:
        return None


def _cancelled(call: Call) -> str:
    number = needed(bodies.t_sep(call.body), "noSep")
    visits.cancel_letter(number=number, by=call.by, at=call.at)
    return number


def _programme(whose: Participant) -> str:
    plan = visits_read.living_plan(whose.standing.person_id)
    return plan.name if plan else ""


def _route(method: str, template: str, handle: Handler) -> Route:
    return Route(Wire.VCLAIM, (method,), f"/SEP/{template}", handle)


ROUTES = (
    _route("POST", "2.0/insert", insert),
    _route("POST", "1.1/insert", insert),
    _route("PUT", "2.0/update", update),
    _route("PUT", "1.1/Update", update),
    _route("DELETE", "2.0/delete", delete),
    _route("DELETE", "Delete", delete_old),
    _route("GET", "{noSep}", one),
    _route("PUT", "2.0/updtglplg", discharge),
    _route("PUT", "updtglplg", discharge),
    _route("GET", "cbg/{noSep}", for_grouper),
)
