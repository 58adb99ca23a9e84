"""`/api/rs/validate` and `/api/pcare/validate`: the card of a patient in, a link out."""

from django.conf import settings
from django.urls import reverse

from titian.bridging.errors import WireRefused
from titian.bridging.rules import wire_fields as fields
from titian.bridging.types.wire import Call, Reply, Route, Wire, sealed
from titian.facilities import selectors as facilities_read
from titian.facilities.errors import NotOfFacility
from titian.members import selectors as members_read
from titian.members.types import Participant
from titian.visits import services as visits
from titian.visits.services import PassWish

_REFUSED = 201


def at_hospital(call: Call) -> Reply:
    """A hospital says which doctor asks."""
    if fields.number(call.body, "kodedokter") is None:
        raise WireRefused(_REFUSED, "kodedokter belum diisi")
    return _answered(call)


def at_clinic(call: Call) -> Reply:
    return _answered(call)


def _answered(call: Call) -> Reply:
    whose = _patient(call, fields.needed(call.body, "param"))
    wish = PassWish(
        person_id=whose.standing.person_id,
        facility_id=call.caller.facility_id,
        practitioner_id=_doctor(call),
        consumer=call.caller.consumer_id,
    )
    token = visits.give_pass(wish=wish, by=call.by, at=call.at)
    return sealed({"url": f"{settings.TITIAN_ORIGIN}{reverse('bridging:icare', args=[token])}"})


def _patient(call: Call, number: str) -> Participant:
    """A card; some clinics send the NIK."""
    if len(number) == 16:
        nik = fields.digits({"param": number}, "param", 16)
        return members_read.participant_by_nik(nik, viewer=call.by, on=call.on, at=call.at)
    card = fields.digits({"param": number}, "param", 13)
    return members_read.participant_by_card(card, viewer=call.by, on=call.on, at=call.at)


def _doctor(call: Call) -> int | None:
    code = fields.number(call.body, "kodedokter")
    if code is None:
        return None
    try:
        return facilities_read.practitioner_by_scheme_code(call.caller.facility_id, code).id
    except NotOfFacility:
        raise WireRefused(_REFUSED, f"Dokter dengan kode {code} Tidak Ditemukan") from None


ROUTES = (
    Route(Wire.ICARE, ("POST",), "/api/rs/validate", at_hospital, reads=True),
    Route(Wire.ICARE, ("POST",), "/api/pcare/validate", at_clinic, reads=True),
)
