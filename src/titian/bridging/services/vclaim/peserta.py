"""VClaim Peserta (§7.1): whether somebody is covered, by card or by NIK."""

from datetime import date

from titian.bridging.errors import WireRefused
from titian.bridging.rules.vclaim.participants import peserta
from titian.bridging.rules.wire_fields import REFUSED, day_said
from titian.bridging.types.wire import Call, Reply, Route, Wire, sealed
from titian.members import selectors as members_read
from titian.members.types import Participant
from titian.visits import selectors as visits_read

_UNKNOWN = "Peserta Tidak Ditemukan"


def by_card(call: Call) -> Reply:
    card, on = _number(call, "noKartu", 13), day_said(call.values["tgl"], "tglSEP")
    found = members_read.participant_by_card(card, viewer=call.by, on=on, at=call.at)
    return _told(found, on, call.on)


def by_nik(call: Call) -> Reply:
    nik, on = _number(call, "nik", 16), day_said(call.values["tgl"], "tglSEP")
    found = members_read.participant_by_nik(nik, viewer=call.by, on=on, at=call.at)
    return _told(found, on, call.on)


def _told(found: Participant, on: date, today: date) -> Reply:
    plan = visits_read.living_plan(found.standing.person_id)
    chronic = f"PRB : {plan.name}" if plan else ""
    return sealed({"peserta": peserta(found, on=on, today=today, chronic=chronic)})


def _number(call: Call, name: str, length: int) -> str:
    """What is no card or NIK belongs to nobody."""
    said = call.values[name].strip()
    if len(said) != length or not (said.isascii() and said.isdecimal()):
        raise WireRefused(REFUSED, _UNKNOWN)
    return said


ROUTES = (
    Route(Wire.VCLAIM, ("GET",), "/Peserta/nokartu/{noKartu}/tglSEP/{tgl}", by_card),
    Route(Wire.VCLAIM, ("GET",), "/Peserta/nik/{nik}/tglSEP/{tgl}", by_nik),
)
