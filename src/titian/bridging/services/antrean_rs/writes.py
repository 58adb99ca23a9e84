"""`antrean/…` and `updatejadwaldokter`: the hospital's numbers are tickets like all others."""

from titian.bridging.errors import WireRefused
from titian.bridging.rules import antrean_rs as words
from titian.bridging.rules import wire_fields as fields
from titian.bridging.services.antrean_places import doctor_of, service_of
from titian.bridging.types.wire import Call, Reply, Route, Wire, bare
from titian.kernel.errors import Refusal
from titian.members import selectors as members_read
from titian.members.errors import PersonUnknown
from titian.queue import services as queue
from titian.queue.errors import NotCovered
from titian.queue.types import BookingKey, SentBooking

_PRESCRIPTIONS = {"racikan": "Racikan", "non racikan": "Non racikan", "tidak ada": "Tidak ada"}


def add(call: Call) -> Reply:
    """What is refused here is a line of the day's report: the patient holds that number."""
    said = words.added(call.body)
    try:
        sent = _sent(call, said)
    except (WireRefused, Refusal) as refusal:
        queue.note_refused(
            facility_id=call.caller.facility_id,
            day=said.day,
            booking_code=said.booking_code,
            why=refusal.code if isinstance(refusal, Refusal) else "bridging.said_wrongly",
            at=call.at,
        )
        raise
    queue.take_sent(sent=sent, by=call.by, at=call.at)
    return bare()


def pharmacy(call: Call) -> Reply:
    kind = fields.text(call.body, "jenisresep").lower()
    number = fields.number(call.body, "nomorantrean")
    if kind not in ("racikan", "non racikan") or number is None or not 0 <= number < 100_000:
        raise WireRefused(words.REFUSED, "jenisresep atau nomorantrean tidak sesuai")
    queue.note_pharmacy(
        key=_key(call),
        kind=_PRESCRIPTIONS[kind],
        number=number,
        note=fields.text(call.body, "keterangan", longest=300),
        by=call.by,
        at=call.at,
    )
    return bare()


def step(call: Call) -> Reply:
    task, told_at = words.task_told(call.body)
    prescription = _PRESCRIPTIONS.get(fields.text(call.body, "jenisresep").lower(), "")
    queue.note_task(
        key=_key(call),
        task=task,
        told_at=told_at,
        prescription=prescription,
        by=call.by,
        at=call.at,
    )
    return bare()


def cancel(call: Call) -> Reply:
    reason = fields.text(call.body, "keterangan", longest=300)
    queue.cancel_sent(key=_key(call), reason=reason, by=call.by, at=call.at)
    return bare()


def propose(call: Call) -> Reply:
    code = fields.text(call.body, "kodesubspesialis") or fields.needed(call.body, "kodepoli")
    queue.propose_hours(
        facility_id=call.caller.facility_id,
        service_id=service_of(call, code).id,
        practitioner_id=doctor_of(call, fields.number(call.body, "kodedokter") or 0).id,
        days=words.proposed_days(call.body),
        by=call.by,
        at=call.at,
    )
    return bare()


def _key(call: Call) -> BookingKey:
    return BookingKey(call.caller.facility_id, words.booking_code(call.body))


def _sent(call: Call, said: words.SaidAdd) -> SentBooking:
    service, doctor = service_of(call, said.service_code), doctor_of(call, said.doctor_code)
    return SentBooking(
        facility_id=call.caller.facility_id,
        booking_code=said.booking_code,
        date=said.day,
        service_id=service.id,
        practitioner_id=doctor.id,
        hours=said.hours,
        label=said.label,
        number=said.number,
        person_id=_person(call, said),
        is_jkn=said.is_jkn,
        nik=said.nik,
        card=said.card,
        phone=said.phone,
        is_new=said.is_new,
        record_number=said.record_number,
        visit_kind=said.visit_kind,
        reference=said.reference,
        expected_at=said.expected_at,
        quotas=said.quotas,
        note=said.note,
    )


def _person(call: Call, said: words.SaidAdd) -> int | None:
    """The member of the card; who pays may be one by their NIK, or nobody of the scheme."""
    if said.is_jkn:
        whose = members_read.participant_by_card(said.card, viewer=call.by, on=call.on, at=call.at)
        if said.nik and whose.nik and said.nik != whose.nik:
            raise WireRefused(words.REFUSED, "NIK dan nomor kartu bukan milik orang yang sama")
        if not whose.standing.is_active:
            raise NotCovered(status=whose.standing.status)
        return whose.standing.person_id
    if not said.nik:
        return None
    try:
        whose = members_read.participant_by_nik(said.nik, viewer=call.by, on=call.on, at=call.at)
    except PersonUnknown:
        return None
    return whose.standing.person_id


ROUTES = (
    Route(Wire.ANTREAN_RS, ("POST",), "/antrean/add", add),
    Route(Wire.ANTREAN_RS, ("POST",), "/antrean/farmasi/add", pharmacy),
    Route(Wire.ANTREAN_RS, ("POST",), "/antrean/updatewaktu", step),
    Route(Wire.ANTREAN_RS, ("POST",), "/antrean/batal", cancel),
    Route(Wire.ANTREAN_RS, ("POST",), "/jadwaldokter/updatejadwaldokter", propose),
)
