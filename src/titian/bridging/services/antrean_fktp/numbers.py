"""`/antrean/…`: numbers of the clinic's own line are tickets like all others."""

from titian.bridging.errors import WireRefused
from titian.bridging.rules import antrean_fktp as words
from titian.bridging.rules import wire_fields as fields
from titian.bridging.services.antrean_fktp.asking import by_card, whose_number
from titian.bridging.services.antrean_places import doctor_of, service_of
from titian.bridging.types.wire import Call, Reply, Route, Wire, bare
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.errors import SentTwice, TaskThere
from titian.queue.types import BookingKey, SentBooking, Task

_TWICE = 208  # clients take it, and these words, for a success


def add(call: Call) -> Reply:
    said = words.number(call.body)
    service, doctor = service_of(call, said.service_code), doctor_of(call, said.doctor_code)
    whose = whose_number(call, said)
    sent = SentBooking(
        facility_id=call.caller.facility_id,
        booking_code=queue_read.clinic_code(said.day, service.code, said.label),
        date=said.day,
        service_id=service.id,
        practitioner_id=doctor.id,
        hours=said.hours,
        label=said.label,
        number=said.number,
        person_id=whose.standing.person_id if whose else None,
        is_jkn=bool(said.card),
        nik=said.nik,
        card=said.card,
        phone=said.phone,
        record_number=said.record_number,
        note=said.note,
    )
    try:
        queue.take_sent(sent=sent, by=call.by, at=call.at)
    except SentTwice:
        raise WireRefused(_TWICE, "Terdapat duplikasi Kode Booking") from None
    return bare("Ok")


def called(call: Call) -> Reply:
    """Called and there: with the doctor. Called and not there: absent. Told twice is fine."""
    task = Task.CLINIC if words.is_present(call.body) else Task.GONE
    told_at = words.called_at(call.body, call.at)
    try:
        queue.note_task(key=_key(call), task=task, told_at=told_at, by=call.by, at=call.at)
    except TaskThere:
        return bare("Ok")
    return bare("Ok")


def cancel(call: Call) -> Reply:
    reason = fields.text(call.body, "alasan", longest=300)
    queue.cancel_sent(key=_key(call), reason=reason, by=call.by, at=call.at)
    return bare("Ok")


def _key(call: Call) -> BookingKey:
    said = words.person(call.body)
    return BookingKey(
        facility_id=call.caller.facility_id,
        person_id=by_card(call, said.card).standing.person_id,
        service_id=service_of(call, said.service_code).id,
        on=said.day,
    )


ROUTES = (
    Route(Wire.ANTREAN_FKTP, ("POST",), "/antrean/add", add),
    Route(Wire.ANTREAN_FKTP, ("POST",), "/antrean/panggil", called),
    Route(Wire.ANTREAN_FKTP, ("POST",), "/antrean/batal", cancel),
)
