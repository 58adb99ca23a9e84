"""VClaim Rujukan (§7.3): referrals that come to the caller."""

from collections.abc import Mapping, Sequence

from titian.bridging.rules.vclaim import referrals as said
from titian.bridging.rules.vclaim.asking import nothing, refused
from titian.bridging.rules.vclaim.letters import Payload
from titian.bridging.rules.wire_fields import day_said
from titian.bridging.services.vclaim import letters, patients
from titian.bridging.types.wire import Call, Handler, Reply, Route, Wire, sealed
from titian.members.types import Participant
from titian.referrals import selectors as referrals_read
from titian.referrals.types import Origin, PaperState, ReferralView
from titian.visits import selectors as visits_read
from titian.visits.types import LetterView

_ORIGINS = {code: origin for origin, code in said.ORIGIN_CODES.items()}


def _incoming(
    call: Call, mine: Sequence[ReferralView], people: Mapping[int, Participant]
) -> list[Payload]:
    """Each referral of somebody known, with the back-referral programme the person is in."""
    plans = visits_read.living_plans(people.keys())
    names = {pk: plan.name for pk, plan in plans.items()}
    return [
        said.incoming(
            one,
            people[one.person_id],
            today=call.on,
            programme=names.get(one.person_id, ""),
        )
        for one in mine
        if one.person_id in people
    ]


def _one(call: Call, origin: Origin) -> Reply:
    found = referrals_read.referral(patients.number(call, "noRujukan"), viewer=call.by, at=call.at)
    if found.origin is not origin or found.state is PaperState.WITHDRAWN:
        raise nothing()
    whose = patients.of_record(call, found.person_id)
    return sealed({"rujukan": _incoming(call, [found], {found.person_id: whose})[0]})


def from_clinic(call: Call) -> Reply:
    return _one(call, Origin.FKTP)


def from_hospital(call: Call) -> Reply:
    return _one(call, Origin.HOSPITAL)


def _of_card(call: Call, origin: Origin) -> list[Payload]:
    """Referrals made to the caller, the newest first."""
    whose = patients.by_card(call, call.values["noKartu"])
    found = referrals_read.referrals_of(
        whose.standing.person_id, viewer=call.by, at=call.at, origin=origin
    )
    mine = [one for one in found if _is_to(call, one)]
    if not mine:
        raise nothing()
    return _incoming(call, mine, {whose.standing.person_id: whose})


def newest_from_clinic(call: Call) -> Reply:
    return sealed({"rujukan": _of_card(call, Origin.FKTP)[0]})


def newest_from_hospital(call: Call) -> Reply:
    return sealed({"rujukan": _of_card(call, Origin.HOSPITAL)[0]})


def all_from_clinic(call: Call) -> Reply:
    return sealed({"rujukan": _of_card(call, Origin.FKTP)})


def all_from_hospital(call: Call) -> Reply:
    return sealed({"rujukan": _of_card(call, Origin.HOSPITAL)})


def _of_day(call: Call, origin: Origin) -> Reply:
    on, own = day_said(call.values["tgl"], "TglRujukan"), call.caller.facility_id
    found = referrals_read.referrals_received(own, on, on, viewer=call.by)
    mine = [one for one in found if one.origin is origin and one.state is not PaperState.WITHDRAWN]
    people = patients.of_records(call, (one.person_id for one in mine))
    rows = _incoming(call, mine, people)
    if not rows:
        raise nothing()
    return sealed({"rujukan": rows})


def day_from_clinics(call: Call) -> Reply:
    return _of_day(call, Origin.FKTP)


def day_from_hospitals(call: Call) -> Reply:
    return _of_day(call, Origin.HOSPITAL)


def letters_counted(call: Call) -> Reply:
    """How many letters the caller issued on a referral of this origin."""
    return sealed({"jumlahSEP": str(len(_letters(call, _origin(call))))})


def last_letter(call: Call) -> Reply:
    found = _letters(call, None)
    if not found:
        raise nothing()
    return sealed(letters.whole(call, found[0]))


def _letters(call: Call, origin: Origin | None) -> list[LetterView]:
    """Only of a referral the caller may read."""
    number = patients.number(call, "noRujukan")
    found = referrals_read.referral(number, viewer=call.by, at=call.at)
    if origin is not None and found.origin is not origin:
        raise nothing()
    return visits_read.letters_of_referral(found.number, viewer=call.by)


def _origin(call: Call) -> Origin:
    origin = _ORIGINS.get(call.values["jenis"].strip())
    if origin is None:
        raise refused("Jenis rujukan diisi 1 (FKTP) atau 2 (FKRTL)")
    return origin


def _is_to(call: Call, referral: ReferralView) -> bool:
    to = referral.to_facility
    is_mine = to is None or to.id == call.caller.facility_id
    return is_mine and referral.state is not PaperState.WITHDRAWN


def _get(template: str, handle: Handler) -> Route:
    return Route(Wire.VCLAIM, ("GET",), f"/Rujukan/{template}", handle)


ROUTES = (
    _get("{noRujukan}", from_clinic),
    _get("RS/{noRujukan}", from_hospital),
    _get("Peserta/{noKartu}", newest_from_clinic),
    _get("RS/Peserta/{noKartu}", newest_from_hospital),
    _get("List/Peserta/{noKartu}", all_from_clinic),
    _get("RS/List/Peserta/{noKartu}", all_from_hospital),
    _get("List/TglRujukan/{tgl}", day_from_clinics),
    _get("RS/List/TglRujukan/{tgl}", day_from_hospitals),
    _get("JumlahSEP/{jenis}/{noRujukan}", letters_counted),
    _get("lastsep/norujukan/{noRujukan}", last_letter),
)
