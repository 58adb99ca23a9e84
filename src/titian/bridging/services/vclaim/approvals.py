"""VClaim SEP (§7.4): leave for unusual letters, and making sure of who somebody is."""

from datetime import date

from titian.bridging.rules.vclaim import words
from titian.bridging.rules.vclaim.asking import CARE_CODES, month_said, nothing
from titian.bridging.rules.vclaim.letter_bodies import approval_body, t_sep
from titian.bridging.rules.wire_fields import day_said, needed, needed_day
from titian.bridging.services.vclaim import patients
from titian.bridging.types.wire import Call, Handler, Reply, Route, Wire, sealed
from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityView
from titian.members.types import Participant
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.types import ApprovalAsked, ApprovalKind, ApprovalView, IdentityAnswer

_KINDS = {ApprovalKind.BACKDATE: "1", ApprovalKind.FINGERPRINT: "2"}
_SURE = {
    True: "Peserta telah dilakukan validasi finger print",
    False: "Peserta belum melakukan validasi finger print",
}


def ask(call: Call) -> Reply:
    asked, card = _asked(call)
    visits.ask_approval(asked=asked, by=call.by, at=call.at)
    return sealed(card)


def grant(call: Call) -> Reply:
    asked, card = _asked(call)
    visits.grant_approval(asked=asked, by=call.by, at=call.at)
    return sealed(card)


def listed(call: Call) -> Reply:
    """What was asked for the days of a month."""
    year, month = month_said(call.values["bulan"], call.values["tahun"])
    found = visits_read.approvals(
        call.caller.facility_id, month=date(year, month, 1), viewer=call.by
    )
    people = patients.of_records(call, (one.asked.person_id for one in found))
    rows = [
        _line(one, people[one.asked.person_id]) for one in found if one.asked.person_id in people
    ]
    if not rows:
        raise nothing()
    return sealed({"list": rows})


def fingerprint(call: Call) -> Reply:
    """Code 200 either way: whether somebody was made sure of on that day."""
    on = day_said(call.values["tgl"], "TglPelayanan")
    whose = patients.by_card(call, call.values["noKartu"])
    is_sure = visits_read.identity_passed(
        whose.standing.person_id, call.caller.facility_id, on=on, viewer=call.by
    )
    return sealed({"kode": words.YES[is_sure], "status": _SURE[is_sure]})


def fingerprints(call: Call) -> Reply:
    on = day_said(call.values["tgl"], "TglPelayanan")
    found = visits_read.identity_checks(call.caller.facility_id, on=on, viewer=call.by)
    people = patients.of_records(call, (one.person_id for one in found))
    rows = [
        {"noKartu": people[one.person_id].card_number, "noSEP": one.letter_number}
        for one in found
        if one.person_id in people
    ]
    if not rows:
        raise nothing()
    return sealed({"list": rows})


def questions(call: Call) -> Reply:
    """Clinics, one of which is the person's own: whoever knows which is likelier the person."""
    on = day_said(call.values["tgl"], "tglsep")
    whose = patients.by_card(call, call.values["noKartu"])
    own = whose.standing.facility_id
    if own is None:
        raise nothing()
    regency = facilities_read.facility(own).regency_code
    around = facilities_read.puskesmas_by_regency().get(regency, [])
    offered = visits_read.offered_clinics(own, around, person_id=whose.standing.person_id, on=on)
    views = facilities_read.facility_views(offered)
    return sealed({"faskes": [_coded(views[one]) for one in offered if one in views]})


def answer(call: Call) -> Reply:
    asked = t_sep(call.body)
    patients.require_own(call, needed(asked, "ppkPelSep"), "ppkPelSep")
    on = needed_day(asked, "tglSep")
    whose = patients.by_card(call, needed(asked, "noKartu"))
    told = IdentityAnswer(
        person_id=whose.standing.person_id,
        facility_id=call.caller.facility_id,
        on=on,
        birth_date=needed_day(asked, "tglLahir"),
        primary_code=needed(asked, "ppkPst"),
    )
    is_right = visits.answer_identity(answer=told, by=call.by, at=call.at)
    return sealed(words.TRUE_WORDS[is_right])


def _asked(call: Call) -> tuple[ApprovalAsked, str]:
    body = approval_body(t_sep(call.body))
    whose = patients.by_card(call, body.card, body.on)
    asked = ApprovalAsked(
        person_id=whose.standing.person_id,
        facility_id=call.caller.facility_id,
        on=body.on,
        care_kind=body.care_kind,
        kind=body.kind,
        reason=body.reason,
        user=body.user,
    )
    return asked, whose.card_number


def _line(one: ApprovalView, whose: Participant) -> dict[str, object]:
    return {
        "noKartu": whose.card_number,
        "nama": whose.standing.full_name,
        "tglsep": one.asked.on.isoformat(),
        "jnspelayanan": words.CARE_NAMES[CARE_CODES[one.asked.care_kind]],
        "persetujuan": words.APPROVALS[_KINDS[one.asked.kind]],
        "status": _status(one),
    }


def _status(one: ApprovalView) -> str:
    if one.is_refused:
        return "Ditolak"
    return "Disetujui" if one.is_granted else "Menunggu Persetujuan"


def _coded(one: FacilityView) -> dict[str, str]:
    return {"kode": one.scheme_code, "nama": one.name}


def _route(method: str, template: str, handle: Handler, *, reads: bool = False) -> Route:
    return Route(Wire.VCLAIM, (method,), f"/SEP/{template}", handle, reads)


_CHECK = "FingerPrint"

ROUTES = (
    _route("POST", "pengajuanSEP", ask),
    _route("POST", "aprovalSEP", grant),
    _route("GET", "persetujuanSEP/list/bulan/{bulan}/tahun/{tahun}", listed),
    _route("GET", f"{_CHECK}/Peserta/{{noKartu}}/TglPelayanan/{{tgl}}", fingerprint),
    _route("GET", f"{_CHECK}/List/Peserta/TglPelayanan/{{tgl}}", fingerprints),
    _route(
        "GET",
        f"{_CHECK}/randomquestion/faskesterdaftar/nokapst/{{noKartu}}/tglsep/{{tgl}}",
        questions,
    ),
    _route("POST", f"{_CHECK}/randomanswer", answer),
)
