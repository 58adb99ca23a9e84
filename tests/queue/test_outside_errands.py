"""What a member asks of a facility about a number they have: give it back, be there, medicine."""

from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import Settings

from tests.factories.outside import Elsewhere, booked, carry, make_elsewhere
from tests.factories.queue import MORNING, NOON, acting_for
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.errors import KeptElsewhere
from titian.queue.models import DayClaim, Oddity
from titian.queue.ports import FacilityRefuses, NotKnown
from titian.queue.types import ErrandKind, Odd

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _adapters(settings: Settings) -> None:
    settings.TITIAN_FACILITY_QUEUES = "tests.factories.outside.line_of"


@pytest.fixture
def place() -> Elsewhere:
    return make_elsewhere()


def test_giving_a_number_back_gives_it_back_there(place: Elsewhere) -> None:
    ticket = booked(place)
    by = acting_for(ticket.person_id or 0)

    queue.ask_to(what=ErrandKind.CANCEL, code=ticket.code, client_key=uuid4(), by=by, at=NOON)
    carry()

    ticket.refresh_from_db()
    assert (ticket.state, place.line.cancelled) == ("cancelled", ["RS#1"])
    assert not DayClaim.objects.filter(ticket_id=ticket.pk).exists()


def test_a_cancellation_whose_answer_was_lost_counts_once(place: Elsewhere) -> None:
    ticket = booked(place)
    by = acting_for(ticket.person_id or 0)
    place.line.loses.append(NotKnown("no_answer"))

    queue.ask_to(what=ErrandKind.CANCEL, code=ticket.code, client_key=uuid4(), by=by, at=NOON)
    carry(times=2)

    ticket.refresh_from_db()
    assert ticket.state == "cancelled"


def test_a_number_it_will_not_take_back_stays_and_is_reported(place: Elsewhere) -> None:
    ticket = booked(place)
    by = acting_for(ticket.person_id or 0)
    place.line.raises.append(FacilityRefuses(201, "Pasien Sudah Dilayani"))

    queue.ask_to(what=ErrandKind.CANCEL, code=ticket.code, client_key=uuid4(), by=by, at=NOON)
    carry()

    ticket.refresh_from_db()
    assert ticket.state == "booked"
    assert Oddity.objects.get(ticket_ref=ticket.pk).odd == Odd.CANCEL_REFUSED


def test_saying_that_one_is_there_is_told_there(place: Elsewhere) -> None:
    ticket = booked(place)
    by = acting_for(ticket.person_id or 0)

    queue.ask_to(what=ErrandKind.CHECK_IN, code=ticket.code, client_key=uuid4(), by=by, at=MORNING)
    carry(at=MORNING)

    ticket.refresh_from_db()
    assert ticket.state == "present"


def test_a_number_at_the_pharmacy_stands_on_the_ticket(place: Elsewhere) -> None:
    ticket = booked(place)
    by = acting_for(ticket.person_id or 0)

    queue.ask_to(what=ErrandKind.PHARMACY, code=ticket.code, client_key=uuid4(), by=by, at=MORNING)
    carry(at=MORNING)

    view = queue_read.outside_view(ticket)
    assert view is not None
    assert (view.pharmacy_kind, view.pharmacy_number) == ("Racikan", 7)


def test_our_own_ways_do_not_touch_its_numbers(place: Elsewhere) -> None:
    ticket = booked(place)
    by = acting_for(ticket.person_id or 0)

    with pytest.raises(KeptElsewhere):
        queue.cancel(code=ticket.code, by=by, at=NOON)
    with pytest.raises(KeptElsewhere):
        queue.move(code=ticket.code, session_id=1, client_key=uuid4(), by=by, at=NOON)

    ticket.refresh_from_db()
    assert ticket.state == "booked"
