"""Facilities that keep their line in their own system, and what such a system answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from threading import Condition
from uuid import uuid4

from tests.factories.queue import (
    MORNING,
    NOON,
    Clinic,
    acting_for,
    make_clinic,
    make_person,
    make_session,
)
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.queue import services as queue
from titian.queue.models import Errand, PracticeSession, ProposedHours, Ticket
from titian.queue.ports import (
    FacilityRefuses,
    Known,
    Left,
    LineNow,
    NotOffered,
    Operation,
    Patient,
    Pharmacy,
    Taken,
    Wanted,
)
from titian.queue.types import BookingKey, ErrandKind, ProposedDay, SentBooking


@dataclass
class FakeLine:
    """A facility's system in one hand: it answers, refuses or raises what it is told to."""

    taken: list[Wanted] = field(default_factory=list)
    written: list[Patient] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    raises: list[Exception] = field(default_factory=list)  # before it does anything
    loses: list[Exception] = field(default_factory=list)  # after it has done it
    once_only: bool = True
    finds: bool = False
    remaining: int = 5
    offers: frozenset[ErrandKind] = frozenset(ErrandKind)
    given: Condition = field(default_factory=Condition, repr=False)

    def wait_for(self, *, person_count: int) -> None:
        """Until that many numbers are given: a house tells of no number before it gave it."""
        with self.given:
            assert self.given.wait_for(lambda: len(self.taken) >= person_count, timeout=30)

    def take(self, wanted: Wanted) -> Taken:
        self._maybe(self.raises)
        known = [one for one in self.taken if one.patient.card == wanted.patient.card]
        if known and self.once_only:
            raise FacilityRefuses(201, "Nomor Antrean Hanya Dapat Diambil 1 Kali")
        with self.given:
            self.taken.append(wanted)
            self.given.notify_all()
        number = len(self.taken)
        self._maybe(self.loses)
        return self._number(number)

    def find(self, wanted: Wanted) -> Taken | None:
        if not self.finds:
            raise NotOffered
        for number, one in enumerate(self.taken, start=1):
            if one.patient.card == wanted.patient.card:
                return self._number(number)
        return None

    def new_patient(self, patient: Patient) -> str:
        self.written.append(patient)
        return f"RM{len(self.written):06}"

    def status(self, wanted: Wanted) -> LineNow:
        return LineNow("Poli", "dr. X", len(self.taken), self.remaining, "")

    def left(self, known: Known) -> Left:
        self._maybe(self.raises)
        if known.booking_code in self.cancelled:
            raise FacilityRefuses(201, "Antrean Tidak Ditemukan")
        return Left("A-1", self.remaining, "A-0")

    def cancel(self, known: Known, reason: str) -> None:
        del reason
        self._maybe(self.raises)
        if known.booking_code in self.cancelled:
            raise FacilityRefuses(201, "Antrean Tidak Ditemukan atau Sudah Dibatalkan")
        self.cancelled.append(known.booking_code)
        self._maybe(self.loses)

    def check_in(self, known: Known, at: datetime) -> None:
        del known, at
        self._maybe(self.raises)

    def operations(self, first: date, last: date) -> Sequence[Operation]:
        raise NotOffered

    def operations_of(self, card: str) -> Sequence[Operation]:
        raise NotOffered

    def pharmacy_take(self, known: Known) -> Pharmacy:
        self._maybe(self.raises)
        return Pharmacy("Racikan", 7, "Ambil di loket 2")

    def pharmacy_status(self, known: Known) -> Pharmacy:
        raise NotOffered

    @staticmethod
    def _number(number: int) -> Taken:
        return Taken(f"RS#{number}", f"A-{number}", number, expected_at=MORNING)

    @staticmethod
    def _maybe(said: list[Exception]) -> None:
        if said:
            raise said.pop(0)


lines: dict[int, FakeLine] = {}


def line_of(facility_id: int) -> FakeLine | None:
    """What TITIAN_FACILITY_QUEUES names in tests."""
    return lines.get(facility_id)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A clinic whose numbers come from its own system, with a session and that system."""

    clinic: Clinic
    session: PracticeSession
    line: FakeLine

    @property
    def bridge(self) -> Actor:
        """That system, speaking for the facility."""
        scope = Scope("facility", self.clinic.facility.code)
        return Actor.bridge("t1", (Grant("bridge", scope),))

    def key(self, code: str) -> BookingKey:
        return BookingKey(self.clinic.facility.pk, code)


def make_elsewhere(*, bookable: int = 20, starts_at: datetime = MORNING) -> Elsewhere:
    clinic = make_clinic("RS Contoh")
    facility = clinic.facility
    facility.keeps_own_queue = True
    facility.save()
    clinic.practitioner.scheme_code = 100_000 + clinic.practitioner.pk
    clinic.practitioner.save()
    line = lines[facility.pk] = FakeLine()
    session = make_session(clinic, bookable=bookable, starts_at=starts_at)
    return Elsewhere(clinic, session, line)


def ask(place: Elsewhere, person_id: int | None = None, *, at: datetime = NOON) -> Errand:
    """A member holds a place there and asks for the number."""
    person_id = person_id or make_person()
    by = acting_for(person_id)
    held = queue.hold(person_id=person_id, session_id=place.session.pk, by=by, at=at)
    pk = queue.ask_outside(hold_id=held.hold_id, client_key=uuid4(), by=by, at=at)
    return Errand.objects.get(pk=pk)


def carry(*, at: datetime = NOON, times: int = 1) -> None:
    """What a worker does, at once."""
    for turn in range(times):
        moment = at + timedelta(seconds=40 * turn)
        for errand_id in queue.claim_errands(at=moment, limit=50):
            queue.carry_errand(errand_id, clock=_always(moment))


def booked(place: Elsewhere, person_id: int | None = None) -> Ticket:
    errand = ask(place, person_id)
    carry()
    return Ticket.objects.select_related("outside").get(pk=errand.ticket_ref)


def sent(place: Elsewhere, code: str = "RS#9", **changes: object) -> SentBooking:
    """What the facility's system would say of a number it gave."""
    told = SentBooking(
        facility_id=place.clinic.facility.pk,
        booking_code=code,
        date=place.session.date,
        service_id=place.clinic.service.pk,
        practitioner_id=place.clinic.practitioner.pk,
        hours="08:00-12:00",
        label="A-9",
        number=9,
        person_id=None,
    )
    return replace(told, **changes)  # type: ignore[arg-type]  # fields by their names


def proposed(
    place: Elsewhere, *days: ProposedDay, by: Actor | None = None, at: datetime = NOON
) -> ProposedHours:
    """The facility's system asks for other hours of its doctor: on Mondays from nine to one."""
    queue.propose_hours(
        facility_id=place.clinic.facility.pk,
        service_id=place.clinic.service.pk,
        practitioner_id=place.clinic.practitioner.pk,
        days=days or (ProposedDay(1, "09:00", "13:00"),),
        by=by or place.bridge,
        at=at,
    )
    return ProposedHours.objects.get(facility=place.clinic.facility)


def _always(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment
