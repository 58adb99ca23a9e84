"""One errand: ask the facility's own system, outside any transaction, and settle what it said."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.module_loading import import_string

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members.types import PatientRecord, Sex
from titian.queue.models import Errand, Ticket
from titian.queue.ports import (
    FacilityQueue,
    FacilityRefuses,
    Known,
    NotKnown,
    NotOffered,
    NotReached,
    Patient,
    PatientUnknown,
    Region,
    Taken,
    Wanted,
)
from titian.queue.rules.outside import hours_of
from titian.queue.services.outside import closing, settling
from titian.queue.services.outside.health import note_failure, note_heard
from titian.queue.types import ErrandKind, ErrandState, VisitKind
from titian.regions import selectors as regions_read

BY = Actor.system("queue.errands")

_LEVELS = 4  # province, regency, district, village

Clock = Callable[[], datetime]
QueueOf = Callable[[int], FacilityQueue | None]


@cache
def _made(path: str) -> QueueOf:
    return cast("QueueOf", import_string(path))


def queue_of(facility_id: int) -> FacilityQueue | None:
    """The adapter for a facility's own system, None while nobody has linked it."""
    path = settings.TITIAN_FACILITY_QUEUES
    return _made(path)(facility_id) if path else None


def offered_by(facility_id: int) -> frozenset[ErrandKind]:
    """What can be asked of a facility's own system; nothing where there is no way to it."""
    line = queue_of(facility_id)
    return line.offers if line else frozenset()


def carry(errand_id: int, *, clock: Clock) -> None:
    """Ask once and write down what came of it. Never raises for what a facility does."""
    errand = (
        Errand.objects.select_related("session", "session__service", "session__practitioner")
        .filter(pk=errand_id, state=ErrandState.ASKING)
        .first()
    )
    if errand is None:
        return
    line = queue_of(errand.facility_id)
    if line is None:
        settling.later(errand.pk, why="not_linked", doubtful=False, by=BY, at=clock())
        return
    try:
        _ASKS[ErrandKind(errand.kind)](errand, line, clock)
    except NotReached as error:
        note_failure(facility_id=errand.facility_id, why=_word(error), at=clock())
        settling.later(errand.pk, why=_word(error), doubtful=False, by=BY, at=clock())
    except NotKnown as error:
        note_failure(facility_id=errand.facility_id, why=_word(error), at=clock())
        settling.later(errand.pk, why=_word(error), doubtful=True, by=BY, at=clock())
    else:
        note_heard(facility_id=errand.facility_id, at=clock())


def _take(errand: Errand, line: FacilityQueue, clock: Clock) -> None:
    wanted = _wanted(errand, clock())
    try:
        taken = _taken(errand, line, wanted)
    except FacilityRefuses as refusal:
        settling.refused(errand.pk, said=refusal.said, found=_find(line, wanted), by=BY, at=clock())
    else:
        settling.given(errand.pk, taken, by=BY, at=clock())


def _taken(errand: Errand, line: FacilityQueue, wanted: Wanted) -> Taken:
    """A person unknown there is written down first; with that answer some houses give the
    number at once, others want to be asked again (§5.3).
    """
    try:
        return line.take(wanted)
    except PatientUnknown as unknown:
        record = line.new_patient(wanted.patient)
        settling.keep_record_number(errand.pk, record)
        if unknown.taken is not None:
            return replace(unknown.taken, record_number=record)
        return line.take(replace(wanted, record_number=record))


def _find(line: FacilityQueue, wanted: Wanted) -> Taken | None:
    """What the facility has of this person all the same; None when it cannot say."""
    try:
        return line.find(wanted)
    except (NotOffered, FacilityRefuses):
        return None


def _cancel(errand: Errand, line: FacilityQueue, clock: Clock) -> None:
    known = _known(errand, clock())
    try:
        line.cancel(known, "Dibatalkan peserta")
    except FacilityRefuses as refusal:
        if _is_there(line, known):
            closing.declined(errand.pk, said=refusal.said, by=BY, at=clock())
            return
    closing.cancelled(errand.pk, by=BY, at=clock())


def _is_there(line: FacilityQueue, known: Known) -> bool:
    """Whether the facility still counts this number, after it would not cancel it."""
    try:
        line.left(known)
    except FacilityRefuses:
        return False
    return True


def _check_in(errand: Errand, line: FacilityQueue, clock: Clock) -> None:
    """Refused after an answer was lost means that the first one counted."""
    try:
        line.check_in(_known(errand, clock()), clock())
    except NotOffered:
        closing.declined(errand.pk, said="", by=BY, at=clock())
    except FacilityRefuses as refusal:
        if errand.doubtful:
            closing.arrived(errand.pk, by=BY, at=clock())
        else:
            closing.declined(errand.pk, said=refusal.said, by=BY, at=clock())
    else:
        closing.arrived(errand.pk, by=BY, at=clock())


def _pharmacy(errand: Errand, line: FacilityQueue, clock: Clock) -> None:
    try:
        number = line.pharmacy_take(_known(errand, clock()))
    except NotOffered:
        closing.declined(errand.pk, said="", by=BY, at=clock())
    except FacilityRefuses as refusal:
        closing.declined(errand.pk, said=refusal.said, by=BY, at=clock())
    else:
        closing.dispensed(errand.pk, number, by=BY, at=clock())


_ASKS: Mapping[ErrandKind, Callable[[Errand, FacilityQueue, Clock], None]] = {
    ErrandKind.TAKE: _take,
    ErrandKind.CANCEL: _cancel,
    ErrandKind.CHECK_IN: _check_in,
    ErrandKind.PHARMACY: _pharmacy,
}


def _word(error: Exception) -> str:
    return str(error.args[0]) if error.args else type(error).__name__


def _wanted(errand: Errand, at: datetime) -> Wanted:
    session, zone = errand.session, ZoneInfo(errand.session.timezone)
    doctor = facilities_read.practitioner(session.practitioner_id)
    return Wanted(
        patient=_patient(members_read.patient(errand.person_id or 0, viewer=BY, at=at)),
        service_code=session.service.code,
        practitioner_code=doctor.scheme_code,
        date=session.date,
        hours=hours_of(session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)),
        visit_kind=VisitKind(errand.visit_kind or VisitKind.REFERRAL),
        reference=errand.reference,
        record_number=errand.record_number_sealed or "",
    )


def _known(errand: Errand, at: datetime) -> Known:
    ticket = Ticket.objects.select_related("outside").get(pk=errand.ticket_ref)
    card = ""
    if errand.person_id is not None:
        card = members_read.patient(errand.person_id, viewer=BY, at=at).card_number
    return Known(
        ticket.outside.booking_code, card, errand.session.service.code, errand.session.date
    )


def _patient(record: PatientRecord) -> Patient:
    path = regions_read.path_of(record.village_code) if record.village_code else []
    known = [Region(region.code.replace(".", ""), region.name) for region in path]
    places = [*known, *(Region() for _ in range(_LEVELS - len(known)))]
    return Patient(
        card=record.card_number,
        nik=record.nik,
        family_card=record.kk_number,
        name=record.full_name,
        is_male=record.sex is Sex.MALE,
        born=record.birth_date,
        phone=record.phone,
        address=record.address,
        province=places[0],
        regency=places[1],
        district=places[2],
        village=places[3],
    )
