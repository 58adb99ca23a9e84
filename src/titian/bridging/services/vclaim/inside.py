"""VClaim SEP/Internal (§7.4): another specialty is asked within the care of one letter.

A hospital asks for it as a letter of purpose 2 (consultation) on the same referral and day: that
is the same visit, so it becomes an internal referral of the letter that covers it.
"""

from titian.bridging.rules.vclaim import internal as said
from titian.bridging.rules.vclaim.asking import nothing
from titian.bridging.rules.vclaim.letter_bodies import t_sep
from titian.bridging.rules.wire_fields import day, needed
from titian.bridging.services.vclaim import patients
from titian.bridging.types.vclaim import LetterBody
from titian.bridging.types.wire import Call, Reply, Route, Wire, sealed
from titian.members.types import Participant
from titian.referrals import selectors as referrals_read
from titian.referrals.types import CareKind
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.types import InternalWish, LetterView

_CONSULTATION = "2"


def consulted(call: Call, asked: LetterBody, whose: Participant) -> LetterView | None:
    """The letter whose care this consultation belongs to; None when it is no such thing."""
    if asked.details.purpose != _CONSULTATION or asked.care_kind is not CareKind.OUTPATIENT:
        return None
    covering = _covering(call, asked, whose)
    if covering is None:
        return None
    doctor = patients.find_doctor(call, asked.doctor_code, "dpjpLayan")
    wish = InternalWish(
        letter_number=covering.number,
        specialty_code=asked.specialty_code,
        on=asked.on,
        diagnosis=referrals_read.diagnosis(asked.diagnosis_code),
        practitioner_id=doctor.id if doctor else None,
        support_code=asked.details.support_code,
        procedure_flag=asked.details.procedure_flag,
        user=asked.details.user,
    )
    visits.refer_inside(wish=wish, by=call.by, at=call.at)
    return covering


def listed(call: Call) -> Reply:
    number = patients.number(call, "noSep")
    found = visits_read.internal_referrals(number, viewer=call.by, at=call.at)
    if not found:
        raise nothing()
    whose = patients.of_record(call, found[0].person_id)
    place = (call.caller.scheme_code, call.caller.name)
    doctors = patients.doctor_names(one.practitioner_id for one in found)
    rows = [said.line(one, whose, place, doctors[one.practitioner_id]) for one in found]
    return sealed({"count": str(len(rows)), "list": rows})


def delete(call: Call) -> Reply:
    asked = t_sep(call.body)
    letter_number = needed(asked, "noSep")
    visits.withdraw_internal(
        letter_number=letter_number,
        number=needed(asked, "noSurat"),
        on=day(asked, "tglRujukanInternal"),
        by=call.by,
        at=call.at,
    )
    return sealed(letter_number)


def _covering(call: Call, asked: LetterBody, whose: Participant) -> LetterView | None:
    """Today's letter of this person on the same paper, for another specialty."""
    today = visits_read.letters_of(
        whose.standing.person_id,
        facility_id=call.caller.facility_id,
        first=asked.on,
        last=asked.on,
        viewer=call.by,
        at=call.at,
    )
    return next((one for one in today if _covers(one, asked)), None)


def _covers(letter: LetterView, asked: LetterBody) -> bool:
    same_paper = asked.referral_number in ("", letter.referral_number)
    other = letter.specialty_code.upper() != asked.specialty_code.upper()
    return letter.care_kind is CareKind.OUTPATIENT and same_paper and other


ROUTES = (
    Route(Wire.VCLAIM, ("GET",), "/SEP/Internal/{noSep}", listed),
    Route(Wire.VCLAIM, ("DELETE",), "/SEP/Internal/delete", delete),
)
