"""Booking where a facility keeps the line in its own system."""

from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import Settings

from tests.factories.outside import Elsewhere, ask, booked, carry, make_elsewhere, sent
from tests.factories.queue import MORNING, NOON, acting_for, make_person, make_session
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.errors import (
    AlreadyBookedThatDay,
    AlreadyInLine,
    BookingUnknown,
    KeptElsewhere,
    NotAtThisDesk,
    SentTwice,
)
from titian.queue.models import DayClaim, Errand, Oddity, OutsideTicket, Ticket
from titian.queue.ports import FacilityRefuses, NotKnown, NotReached, PatientUnknown
from titian.queue.types import ErrandState, Odd

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _adapters(settings: Settings) -> None:
    settings.TITIAN_FACILITY_QUEUES = "tests.factories.outside.line_of"


@pytest.fixture
def place() -> Elsewhere:
    return make_elsewhere()


def state_of(errand: Errand) -> str:
    errand.refresh_from_db()
    return errand.state


def left_in(place: Elsewhere) -> int:
    return queue_read.place(place.session.pk, at=NOON).left


def test_the_number_on_the_ticket_is_the_facilitys_own(place: Elsewhere) -> None:
    ticket = booked(place)

    assert (ticket.outside.label, ticket.outside.booking_code) == ("A-1", "RS#1")
    assert ticket.state == "booked"
    assert DayClaim.objects.get(ticket_id=ticket.pk).person_id == ticket.person_id
    (wanted,) = place.line.taken
    assert (wanted.hours, wanted.date.isoformat()) == ("08:00-12:00", "2026-11-23")
    assert wanted.patient.card.startswith("000999")


def test_our_own_counter_gives_no_number_there(place: Elsewhere) -> None:
    person = make_person()
    by = acting_for(person)
    held = queue.hold(person_id=person, session_id=place.session.pk, by=by, at=NOON)

    with pytest.raises(KeptElsewhere):
        queue.confirm(hold_id=held.hold_id, client_key=uuid4(), by=by, at=NOON)
    with pytest.raises(KeptElsewhere):
        queue.call_next(session_id=place.session.pk, desk=1, by=place.clinic.desk, at=MORNING)


def test_where_the_numbers_are_ours_nobody_else_is_asked() -> None:
    person, session = make_person(), make_session()
    by = acting_for(person)
    held = queue.hold(person_id=person, session_id=session.pk, by=by, at=NOON)

    with pytest.raises(KeptElsewhere):
        queue.ask_outside(hold_id=held.hold_id, client_key=uuid4(), by=by, at=NOON)


def test_pressing_twice_asks_once(place: Elsewhere) -> None:
    person, key = make_person(), uuid4()
    by = acting_for(person)
    held = queue.hold(person_id=person, session_id=place.session.pk, by=by, at=NOON)

    first = queue.ask_outside(hold_id=held.hold_id, client_key=key, by=by, at=NOON)
    again = queue.ask_outside(hold_id=held.hold_id, client_key=key, by=by, at=NOON)

    assert first == again
    assert Errand.objects.filter(person=person).count() == 1


def test_while_it_is_asked_the_day_is_taken(place: Elsewhere) -> None:
    person = make_person()
    ask(place, person)
    other = make_session()
    with pytest.raises(AlreadyBookedThatDay):
        queue.hold(person_id=person, session_id=other.pk, by=acting_for(person), at=NOON)


def test_a_refusal_frees_place_and_day_and_keeps_the_words(place: Elsewhere) -> None:
    before = left_in(place)
    place.line.raises.append(FacilityRefuses(201, "Pendaftaran ke Poli Ini Sedang Tutup"))
    errand = ask(place)

    carry()

    assert state_of(errand) == ErrandState.REFUSED
    assert errand.said_sealed == "Pendaftaran ke Poli Ini Sedang Tutup"
    assert errand.receipt
    assert left_in(place) == before
    assert not DayClaim.objects.filter(ticket_id=errand.ticket_ref).exists()


def test_who_is_unknown_there_is_written_down_and_asked_for_again(place: Elsewhere) -> None:
    place.line.raises.append(PatientUnknown("pasien baru"))

    booked(place)

    assert len(place.line.written) == 1
    assert place.line.taken[0].record_number == "RM000001"


def test_an_outage_is_waited_out(place: Elsewhere) -> None:
    place.line.raises.extend([NotReached("no_connection")] * 5)
    errand = ask(place)

    carry(times=5)
    assert state_of(errand) == ErrandState.ASKING
    carry(at=NOON + 5 * MINUTE)

    assert state_of(errand) == ErrandState.DONE
    assert Ticket.objects.filter(pk=errand.ticket_ref).count() == 1
    assert len(place.line.taken) == 1


def test_patience_ends_with_an_honest_no(place: Elsewhere) -> None:
    errand = ask(place)
    place.line.raises.append(NotReached("no_connection"))

    carry(at=NOON + timedelta(hours=3))

    assert state_of(errand) == ErrandState.REFUSED
    assert errand.receipt
    assert Oddity.objects.get(facility=place.clinic.facility).odd == Odd.GAVE_UP


def test_a_lost_answer_is_settled_by_what_the_facility_tells(place: Elsewhere) -> None:
    """It took the number, the answer was lost, a second asking is refused: its own word decides."""
    place.line.loses.append(NotKnown("no_answer"))
    person = make_person()
    errand = ask(place, person)

    carry(times=2)
    assert state_of(errand) == ErrandState.ASKING
    told = sent(place, "RS#1", label="A-1", number=1, person_id=person)
    queue.take_sent(sent=told, by=place.bridge, at=NOON + 2 * MINUTE)

    assert state_of(errand) == ErrandState.DONE
    (ticket,) = Ticket.objects.filter(person=person).select_related("outside")
    assert (ticket.pk, ticket.outside.label) == (errand.ticket_ref, "A-1")
    assert len(place.line.taken) == 1


def test_a_lost_answer_is_found_where_the_facility_can_be_asked(place: Elsewhere) -> None:
    place.line.finds = True
    place.line.loses.append(NotKnown("no_answer"))
    errand = ask(place)

    carry(times=2)

    assert state_of(errand) == ErrandState.DONE
    assert len(place.line.taken) == 1


def test_a_doubt_that_nobody_lifts_ends_honestly(place: Elsewhere) -> None:
    place.line.loses.append(NotKnown("no_answer"))
    errand = ask(place)

    carry(times=2)
    carry(at=NOON + 30 * MINUTE)

    assert state_of(errand) == ErrandState.REFUSED
    assert Oddity.objects.get(facility=place.clinic.facility).odd == Odd.UNSURE


def test_a_worker_killed_while_it_asked_leaves_a_doubt(place: Elsewhere) -> None:
    errand = ask(place)
    queue.claim_errands(at=NOON, limit=10)  # and then it is gone

    assert queue.claim_errands(at=NOON + 10 * timedelta(seconds=1), limit=10) == []
    (again,) = queue.claim_errands(at=NOON + 2 * MINUTE, limit=10)

    errand.refresh_from_db()
    assert (again, errand.doubtful) == (errand.pk, True)


def test_its_own_word_that_comes_first_is_the_ticket(place: Elsewhere) -> None:
    """antrean/add overtakes the answer: one ticket, and the late answer changes nothing."""
    person = make_person()
    errand = ask(place, person)
    told = sent(place, "RS#1", label="A-1", number=1, person_id=person)
    queue.take_sent(sent=told, by=place.bridge, at=NOON)

    carry()

    assert Ticket.objects.filter(person=person).count() == 1
    assert state_of(errand) == ErrandState.DONE
    assert not Oddity.objects.filter(facility=place.clinic.facility).exists()


def test_told_back_once_is_taken_and_twice_is_known(place: Elsewhere) -> None:
    person = make_person()
    ticket = booked(place, person)
    told = sent(place, "RS#1", person_id=person)

    queue.take_sent(sent=told, by=place.bridge, at=NOON)

    assert OutsideTicket.objects.get(pk=ticket.pk).told_back_at == NOON
    with pytest.raises(SentTwice):
        queue.take_sent(sent=told, by=place.bridge, at=NOON)


def test_a_second_number_of_the_same_person_is_refused_and_reported(place: Elsewhere) -> None:
    person = make_person()
    booked(place, person)

    with pytest.raises(AlreadyInLine):
        queue.take_sent(sent=sent(place, "RS#2", person_id=person), by=place.bridge, at=NOON)

    odd = Oddity.objects.get(facility=place.clinic.facility)
    assert (odd.odd, odd.booking_code) == (Odd.TWO_NUMBERS, "RS#2")


def test_who_the_facility_registers_itself_has_a_ticket_too(place: Elsewhere) -> None:
    person = make_person()

    made = queue.take_sent(sent=sent(place, person_id=person), by=place.bridge, at=NOON)

    (view,) = queue_read.open_tickets(viewer=acting_for(person), at=NOON)
    assert (view.code, view.label, view.is_elsewhere) == (made.code, "A-9", True)


def test_its_book_is_the_last_word_on_places() -> None:
    place = make_elsewhere(bookable=1)
    for number in range(3):
        told = sent(place, f"RS#{number}", person_id=make_person())
        queue.take_sent(sent=told, by=place.bridge, at=NOON)

    place.session.refresh_from_db()
    assert (place.session.bookable, place.session.used_bookable) == (3, 3)


def test_another_facilitys_system_tells_nothing_here(place: Elsewhere) -> None:
    other = make_elsewhere()
    booked(place)

    with pytest.raises(NotAtThisDesk):
        queue.take_sent(sent=sent(place), by=other.bridge, at=NOON)
    with pytest.raises(NotAtThisDesk):
        queue.note_task(key=place.key("RS#1"), task=3, told_at=MORNING, by=other.bridge, at=MORNING)
    with pytest.raises(BookingUnknown):
        queue.note_task(key=other.key("RS#1"), task=3, told_at=MORNING, by=other.bridge, at=MORNING)
