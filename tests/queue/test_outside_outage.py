"""Five minutes without a hospital's system: who asked has one number in the end, and is told."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from tests.factories.messages import let_events_through, reachable, said
from tests.factories.outside import Elsewhere, ask, carry, make_elsewhere
from tests.factories.queue import NOON, make_person
from titian.queue import services as queue
from titian.queue.models import Errand, Outage, OutsideTicket, Ticket
from titian.queue.ports import NotKnown, NotReached
from titian.queue.types import ErrandState

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SECOND, OUTAGE = timedelta(seconds=1), timedelta(minutes=5)
PEOPLE = 6


@pytest.fixture(autouse=True)
def _adapters(settings: Settings) -> None:
    settings.TITIAN_FACILITY_QUEUES = "tests.factories.outside.line_of"


def five_minutes_without(place: Elsewhere) -> datetime:
    """A worker's turns while nobody answers; the moment the system is back."""
    moment = NOON
    while moment < NOON + OUTAGE:
        place.line.raises[:] = [NotReached("no_connection")] * 50
        carry(at=moment)
        queue.tell_waiting(at=moment)
        moment += 10 * SECOND
    place.line.raises.clear()
    return moment


def back_again(moment: datetime) -> None:
    """A minute and a half of a worker's turns."""
    for turn in range(18):
        carry(at=moment + 5 * turn * SECOND)
    let_events_through()


def test_everybody_has_one_number_after_five_minutes_away() -> None:
    place = make_elsewhere()
    people = [reachable(make_person()) for _ in range(PEOPLE)]
    for person in people:
        ask(place, person)

    moment = five_minutes_without(place)
    assert Ticket.objects.filter(session=place.session).count() == 0
    back_again(moment)

    tickets = Ticket.objects.filter(session=place.session)
    assert sorted(ticket.person_id or 0 for ticket in tickets) == sorted(people)
    codes = OutsideTicket.objects.filter(ticket__in=tickets).values_list("booking_code", flat=True)
    assert len(set(codes)) == PEOPLE
    assert len(place.line.taken) == PEOPLE
    place.session.refresh_from_db()
    assert place.session.used_bookable == PEOPLE
    assert Outage.objects.get(facility=place.clinic.facility).ended_at >= NOON + OUTAGE


def test_who_waits_is_told_once_that_we_go_on_and_once_the_number() -> None:
    place = make_elsewhere()
    people = [reachable(make_person()) for _ in range(PEOPLE)]
    for person in people:
        ask(place, person)

    back_again(five_minutes_without(place))

    for what in ("outside_waiting", "outside_given"):
        heard = Counter(message.recipient_ref for message in said(what))
        assert heard == {f"person:{person}": 1 for person in people}, what
    assert said("outside_refused") == []


def test_answers_lost_as_it_went_down_take_no_second_number() -> None:
    place = make_elsewhere()
    place.line.finds = True
    people = [reachable(make_person()) for _ in range(PEOPLE)]
    for person in people:
        ask(place, person)
    place.line.loses[:] = [NotKnown("no_answer")] * 3
    carry()

    back_again(five_minutes_without(place))

    assert len(place.line.taken) == PEOPLE
    assert Ticket.objects.filter(session=place.session).count() == PEOPLE
    settled = Errand.objects.filter(session=place.session).values_list("state", flat=True)
    assert set(settled) == {ErrandState.DONE}


def test_who_is_given_up_is_told_with_a_code_and_has_the_day_back() -> None:
    place = make_elsewhere()
    person = reachable(make_person())
    errand = ask(place, person)
    Errand.objects.filter(pk=errand.pk).update(gives_up_at=NOON + OUTAGE / 2)

    five_minutes_without(place)
    let_events_through()

    errand.refresh_from_db()
    assert (errand.state, bool(errand.receipt)) == (ErrandState.REFUSED, True)
    (message,) = said("outside_refused")
    assert message.recipient_ref == f"person:{person}"
    ask(place, person, at=NOON + OUTAGE)
