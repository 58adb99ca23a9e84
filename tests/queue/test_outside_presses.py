"""The same wish pressed many times, at once or again later, is asked of the facility once."""

from functools import partial
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from tests.factories.outside import booked, carry, make_elsewhere
from tests.factories.queue import NOON, acting_for
from tests.threads import all_at_once
from titian.queue import services as queue
from titian.queue.models import Errand, Ticket
from titian.queue.ports import FacilityRefuses
from titian.queue.types import ErrandKind

MANY = 8


@pytest.fixture(autouse=True)
def _adapters(settings: Settings) -> None:
    settings.TITIAN_FACILITY_QUEUES = "tests.factories.outside.line_of"


def give_back(ticket: Ticket, key: UUID) -> int:
    by = acting_for(ticket.person_id or 0)
    return queue.ask_to(what=ErrandKind.CANCEL, code=ticket.code, client_key=key, by=by, at=NOON)


def asked(ticket: Ticket) -> list[int]:
    errands = Errand.objects.filter(ticket_ref=ticket.pk, kind=ErrandKind.CANCEL)
    return list(errands.values_list("pk", flat=True))


@pytest.mark.django_db
def test_the_same_press_again_is_the_asking_that_was_done() -> None:
    ticket, key = booked(make_elsewhere()), uuid4()
    first = give_back(ticket, key)
    carry()

    assert give_back(ticket, key) == first
    assert asked(ticket) == [first]


@pytest.mark.django_db
def test_the_same_press_again_is_the_asking_that_was_refused() -> None:
    place = make_elsewhere()
    ticket, key = booked(place), uuid4()
    place.line.raises.append(FacilityRefuses(201, "Pasien Sudah Dilayani"))
    first = give_back(ticket, key)
    carry()

    assert give_back(ticket, key) == first
    assert give_back(ticket, uuid4()) > first


@pytest.mark.slow
@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize("is_one_press", [True, False])
def test_pressed_many_times_at_once_it_is_asked_once(is_one_press: bool) -> None:
    ticket = booked(make_elsewhere())
    keys = [uuid4()] * MANY if is_one_press else [uuid4() for _ in range(MANY)]

    answers = all_at_once([partial(give_back, ticket, key) for key in keys])

    assert answers == asked(ticket) * MANY
