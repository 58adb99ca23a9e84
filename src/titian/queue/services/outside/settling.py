"""What a facility answered to an errand, written down: each once, whoever comes first.

The session's row is locked before the errand's. An errand that is settled already, because the
facility told of its number in the meantime, stays as it is.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch
from titian.platform.failures import services as failures
from titian.platform.outbox import services as outbox
from titian.queue.events import OutsideNumberGiven, OutsideNumberRefused
from titian.queue.models import Errand, PracticeSession, Ticket
from titian.queue.ports import Taken
from titian.queue.rules.outside import pause_after
from titian.queue.services.changing import lock_session
from titian.queue.services.outside.oddities import note_odd
from titian.queue.services.outside.rows import add_outside, new_ticket
from titian.queue.types import ErrandKind, ErrandState, Odd, SentBooking, VisitKind

IN_DOUBT = timedelta(seconds=45)  # between two askings while only the facility can tell

LONGEST_DOUBT = timedelta(minutes=10)  # its own word comes within minutes, or not at all

_FREE = """
UPDATE queue_session SET used_bookable = used_bookable - 1, revision = revision + 1
WHERE id = %s RETURNING id
"""


def given(errand_id: int, taken: Taken, *, by: Actor, at: datetime) -> None:
    """The facility gave a number: it becomes the ticket."""
    try:
        with transaction.atomic():
            session, errand = lock_errand(errand_id)
            if errand.state == ErrandState.ASKING:
                give(session, errand, as_told(session, errand, taken), by=by, at=at)
            else:
                _note_second(session, errand, taken, at)
    except IntegrityError:
        refused(errand_id, said="", found=None, odd=Odd.CODE_TWICE, by=by, at=at)


def give(
    session: PracticeSession,
    errand: Errand,
    told: SentBooking,
    *,
    told_back_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Ticket and settled errand; the caller holds both locks."""
    ticket = new_ticket(
        session,
        ticket_id=errand.ticket_ref,
        person_id=errand.person_id,
        name=None,
        is_jkn=True,
        client_key=errand.client_key,
        priority=errand.priority,
        by=Actor(by.kind, errand.asked_by),
    )
    event = OutsideNumberGiven(
        ticket_id=ticket.ticket_id,
        session_id=session.pk,
        facility_id=session.facility_id,
        person_id=errand.person_id or 0,
    )
    batch = Batch()
    add_outside(
        batch, ticket, told, event,
        by_member=True, is_counted=True, told_back_at=told_back_at, at=at,
    )  # fmt: skip
    batch.run()
    settle(errand, ErrandState.DONE, at=at)
    return ticket.ticket_id


def refused(
    errand_id: int,
    *,
    said: str,
    found: Taken | None,
    odd: Odd | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """The facility said no. After an answer was lost that may mean "only once": then only the
    facility can tell of the number, and we go on asking until it does or patience ends.
    """
    if found is not None:
        given(errand_id, found, by=by, at=at)
        return
    with transaction.atomic():
        session, errand = lock_errand(errand_id)
        if errand.state != ErrandState.ASKING:
            return
        if errand.doubtful and odd is None and at < errand.gives_up_at:
            errand.gives_up_at = min(errand.gives_up_at, at + LONGEST_DOUBT)
            _wait(errand, at + IN_DOUBT, "refused_in_doubt")
            return
        _release(session, errand, said, odd or (Odd.UNSURE if errand.doubtful else None), by, at)


def later(errand_id: int, *, why: str, doubtful: bool, by: Actor, at: datetime) -> None:
    """No answer: again after a pause, until patience ends with an honest no."""
    with transaction.atomic():
        session, errand = lock_errand(errand_id)
        if errand.state != ErrandState.ASKING:
            return
        errand.doubtful = errand.doubtful or doubtful
        if at < errand.gives_up_at:
            _wait(errand, at + pause_after(errand.attempts), why)
            return
        odd = Odd.UNSURE if errand.doubtful else Odd.GAVE_UP
        if errand.kind != ErrandKind.TAKE:
            note(session, errand, Odd.CANCEL_REFUSED, why, at)
            settle(errand, ErrandState.REFUSED, at=at)
            return
        _release(session, errand, "", odd, by, at)


def keep_record_number(errand_id: int, record: str) -> None:
    """Before the number is asked for again: the person must not be written down twice."""
    errand = Errand(pk=errand_id, record_number_sealed=record)
    errand.save(update_fields=["record_number_sealed"])


def lock_errand(errand_id: int) -> tuple[PracticeSession, Errand]:
    session_id = Errand.objects.values_list("session_id", flat=True).get(pk=errand_id)
    session = lock_session(session_id)
    return session, Errand.objects.select_for_update(no_key=True).get(pk=errand_id)


def settle(errand: Errand, state: ErrandState, *, at: datetime, said: str = "") -> None:
    errand.state, errand.settled_at, errand.in_flight = state, at, False
    errand.said_sealed = said or None
    errand.last_error = ""
    errand.save()


def note(
    session: PracticeSession, errand: Errand, odd: Odd, why: str, at: datetime, code: str = ""
) -> None:
    note_odd(
        facility_id=session.facility_id,
        day=session.date,
        odd=odd,
        why=why,
        booking_code=code,
        ticket_ref=errand.ticket_ref,
        at=at,
    )


def as_told(session: PracticeSession, errand: Errand, taken: Taken) -> SentBooking:
    """An answer in the same words as what a facility sends by itself."""
    return SentBooking(
        facility_id=session.facility_id,
        booking_code=taken.booking_code,
        date=session.date,
        service_id=session.service_id,
        practitioner_id=session.practitioner_id,
        hours="",
        label=taken.label,
        number=taken.number,
        person_id=errand.person_id,
        record_number=taken.record_number or errand.record_number_sealed or "",
        visit_kind=VisitKind(errand.visit_kind) if errand.visit_kind else None,
        reference=errand.reference,
        expected_at=taken.expected_at,
        quotas=taken.quotas,
        note=taken.note,
    )


def _wait(errand: Errand, until: datetime, why: str) -> None:
    errand.in_flight, errand.next_at, errand.last_error = False, until, why[:80]
    errand.save(update_fields=["in_flight", "next_at", "last_error", "doubtful", "gives_up_at"])


def _release(
    session: PracticeSession, errand: Errand, said: str, odd: Odd | None, by: Actor, at: datetime
) -> None:
    """The place and the day are free again; who asked is told why, with a receipt's code."""
    batch = Batch()
    batch.add("freed", _FREE, [session.pk])
    batch.add(
        "claim_freed",
        "DELETE FROM queue_day_claim WHERE ticket_id = %s RETURNING id",
        [errand.ticket_ref],
    )
    entry = audit.Entry(by, "queue.outside_refused", f"ticket:{errand.ticket_ref}")
    audit.add_to(batch, [entry], at=at)
    event = OutsideNumberRefused(
        errand_id=errand.pk,
        session_id=session.pk,
        facility_id=session.facility_id,
        person_id=errand.person_id or 0,
    )
    outbox.add_to(batch, [event], at=at)
    batch.run()
    if odd is not None:
        note(session, errand, odd, errand.last_error or "no_answer", at)
    errand.receipt = _receipt(said, at)
    settle(errand, ErrandState.REFUSED, at=at, said=said)


def _note_second(session: PracticeSession, errand: Errand, taken: Taken, at: datetime) -> None:
    """A number for what is settled: the one that is known, or a second one to be given back."""
    ticket = Ticket.objects.filter(pk=errand.ticket_ref).select_related("outside").first()
    if ticket is not None and ticket.outside.booking_code == taken.booking_code:
        return
    note(session, errand, Odd.TWO_NUMBERS, "answered_late", at, taken.booking_code)


def _receipt(said: str, at: datetime) -> str:
    """Written with the refusal, so that nobody hears of that without the code."""
    why = "refused_by_facility" if said else "no_answer"
    fault = failures.Fault(
        feature="queue.outside", reason=f"queue.{why}", side="theirs", status=502
    )
    return failures.receipt_beside(fault, at=at)
