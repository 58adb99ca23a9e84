"""A facility tells of a number it gave (`antrean/add`): it is the member's ticket.

Whether we had asked for it, have it already, or hear of that patient for the first time: one
person, one session, one ticket.
"""

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.identifiers import time_ordered_id
from titian.kernel.periods import day_of
from titian.platform.db.batch import Batch
from titian.queue.errors import AlreadyInLine, SentTwice, SessionUnknown
from titian.queue.events import OutsideNumberSent
from titian.queue.models import Errand, OutsideTicket, PracticeSession, Ticket
from titian.queue.rules.outside import as_hours
from titian.queue.selectors.outside.keys import require_teller
from titian.queue.selectors.parameters import claim_scope
from titian.queue.services.changing import lock_session
from titian.queue.services.generating import generate
from titian.queue.services.outside.oddities import note_odd
from titian.queue.services.outside.referring import require_reference
from titian.queue.services.outside.rows import add_claim, add_outside, new_ticket
from titian.queue.services.outside.settling import give
from titian.queue.types import (
    LIVE,
    Booked,
    ErrandKind,
    ErrandState,
    Odd,
    SentBooking,
    SessionState,
)

_AHEAD = timedelta(days=90)  # §5.6: as long as a referral is good
_PLANNER = Actor.system("queue.plan")
_KEYS = UUID("c6f2d0a4-0d5e-4c6c-8a43-5f0f6a1c2b77")


def take_sent(*, sent: SentBooking, by: Actor, at: datetime) -> Booked:
    """Raises `SentTwice`, `SessionUnknown`, `AlreadyInLine`, `NotAtThisDesk`, and at a hospital
    what is wrong with the referral; what is refused is a line of the day's report, since the
    facility has given a number that stands nowhere here.
    """
    require_teller(by, sent.facility_id)
    try:
        return _taken(sent, by=by, at=at)
    except SentTwice:
        raise
    except Refusal as refusal:
        note_refused(
            facility_id=sent.facility_id,
            day=sent.date,
            booking_code=sent.booking_code,
            why=refusal.code,
            at=at,
        )
        raise


def note_refused(*, facility_id: int, day: date, booking_code: str, why: str, at: datetime) -> None:
    """A number of the facility's that we did not take, by its reason."""
    note_odd(
        facility_id=facility_id,
        day=day,
        odd=Odd.TWO_NUMBERS if why == AlreadyInLine.code else Odd.ADD_REFUSED,
        why=why,
        booking_code=booking_code,
        at=at,
    )


def _taken(sent: SentBooking, *, by: Actor, at: datetime) -> Booked:
    """Two that come at once: the constraints let one through, the other looks again."""
    try:
        with transaction.atomic():
            return _write(sent, by=by, at=at)
    except IntegrityError:
        with transaction.atomic():
            return _write(sent, by=by, at=at)


def _write(sent: SentBooking, *, by: Actor, at: datetime) -> Booked:
    session = _locked(sent, at=at)
    known = OutsideTicket.objects.filter(
        facility=sent.facility_id, booking_code=sent.booking_code
    ).first()
    if known is not None:
        return _told_back(known, sent, at)
    if sent.person_id is not None:
        errand = _asking(session, sent.person_id)
        if errand is not None:
            if errand.session_id != session.pk:  # it moved them to another doctor of the service
                session = lock_session(errand.session_id)
            ticket_id = give(session, errand, sent, told_back_at=at, by=by, at=at)
            return Ticket.objects.get(pk=ticket_id).booked
        _refuse_second(session, sent.person_id)
        require_reference(session, sent)
    return _walked_in(session, sent, by=by, at=at)


def _told_back(known: OutsideTicket, sent: SentBooking, at: datetime) -> Booked:
    """The number we asked for, told back: the first time it is taken, then it is there."""
    if known.told_back_at is not None:
        raise SentTwice(booking_code=sent.booking_code)
    known.told_back_at = at
    known.expected_at = sent.expected_at or known.expected_at
    known.save(update_fields=["told_back_at", "expected_at"])
    return Ticket.objects.get(pk=known.pk).booked


def _walked_in(session: PracticeSession, sent: SentBooking, *, by: Actor, at: datetime) -> Booked:
    """Somebody the facility registered by itself, a member or not."""
    is_member = sent.person_id is not None
    ticket = new_ticket(
        session,
        ticket_id=time_ordered_id(at),
        person_id=sent.person_id,
        name=None if is_member else sent.label,
        is_jkn=sent.is_jkn,
        client_key=uuid5(_KEYS, f"{sent.facility_id}:{sent.booking_code}"),
        priority="none",
        by=by,
    )
    event = OutsideNumberSent(
        ticket_id=ticket.ticket_id, session_id=session.pk, facility_id=session.facility_id
    )
    batch = Batch()
    add_outside(
        batch, ticket, sent, event,
        by_member=False, is_counted=False, told_back_at=at, at=at,
    )  # fmt: skip
    if is_member:
        scope = claim_scope(
            facility_id=session.facility_id, service_id=session.service_id, on=session.date, at=at
        )
        add_claim(batch, ticket, session, scope)
    batch.run()
    return ticket.booked


def _locked(sent: SentBooking, *, at: datetime) -> PracticeSession:
    """The doctor's session of that day; where there are two, the one whose hours were said.

    A facility may book further ahead than members may: a planned day is made a session then.
    Raises `SessionUnknown`.
    """
    found = _sessions(sent)
    if not found and day_of(at) <= sent.date <= day_of(at) + _AHEAD:
        generate(
            facility_ids=[sent.facility_id],
            first=sent.date,
            last=sent.date,
            only_on_titian=True,
            by=_PLANNER,
            at=at,
        )
        found = _sessions(sent)
    if not found:
        raise SessionUnknown
    hours = as_hours(sent.hours)
    said = [s for s in found if hours and _begins(s, hours[0])]
    return (said or found)[0]


def _sessions(sent: SentBooking) -> list[PracticeSession]:
    """All of the doctor's that day, locked: one or two."""
    rows = PracticeSession.objects.select_for_update(no_key=True, of=("self",)).filter(
        facility=sent.facility_id,
        service=sent.service_id,
        practitioner=sent.practitioner_id,
        date=sent.date,
    )
    wanted = rows.select_related("facility", "service", "practitioner")
    return list(wanted.exclude(state=SessionState.CANCELLED).order_by("id"))


def _begins(session: PracticeSession, starts: time) -> bool:
    return session.starts_at.astimezone(ZoneInfo(session.timezone)).time() == starts


def _asking(session: PracticeSession, person_id: int) -> Errand | None:
    """What this person asks of that facility for the same service and day."""
    return (
        Errand.objects.select_for_update(no_key=True, of=("self",))
        .filter(
            session__facility=session.facility_id,
            session__service=session.service_id,
            session__date=session.date,
            person=person_id,
            kind=ErrandKind.TAKE,
            state=ErrandState.ASKING,
        )
        .first()
    )


def _refuse_second(session: PracticeSession, person_id: int) -> None:
    """The same person, service and day under another code."""
    before = (
        OutsideTicket.objects.filter(
            ticket__person=person_id,
            ticket__session__facility=session.facility_id,
            ticket__session__service=session.service_id,
            ticket__session__date=session.date,
            ticket__state__in=LIVE,
        )
        .order_by("ticket_id")
        .first()
    )
    if before is not None:
        raise AlreadyInLine(label=before.label)
