"""Both sides at once: what the facility tells and what it answers meet in one ticket."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from pytest_django import Settings

from tests.factories.outside import Elsewhere, ask, make_elsewhere, sent
from tests.factories.queue import NOON, acting_for, make_people, make_person
from tests.threads import all_at_once
from titian.kernel.errors import Refusal
from titian.queue import services as queue
from titian.queue.errors import SentTwice
from titian.queue.models import DayClaim, Errand, OutsideTicket, Ticket

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]


@pytest.fixture(autouse=True)
def _adapters(settings: Settings) -> None:
    settings.TITIAN_FACILITY_QUEUES = "tests.factories.outside.line_of"


@pytest.fixture
def place() -> Elsewhere:
    return make_elsewhere(bookable=40)


def telling(place: Elsewhere, code: str, person: int) -> Callable[[], object]:
    told = sent(place, code, label=code[-3:], person_id=person)
    return lambda: queue.take_sent(sent=told, by=place.bridge, at=NOON)


def test_the_same_number_told_eight_times_at_once_is_one_ticket(place: Elsewhere) -> None:
    person = make_person()

    answers = all_at_once([telling(place, "RS#1", person) for _ in range(8)])

    assert sum(isinstance(answer, SentTwice) for answer in answers) == 7
    assert Ticket.objects.filter(person=person).count() == 1


def test_eight_numbers_of_one_person_at_once_leave_one(place: Elsewhere) -> None:
    person = make_person()

    answers = all_at_once([telling(place, f"RS#{n}", person) for n in range(8)])

    assert sum(isinstance(answer, Refusal) for answer in answers) == 7
    assert Ticket.objects.filter(person=person).count() == 1


def test_its_answer_and_its_own_word_at_once_are_one_ticket(place: Elsewhere) -> None:
    """Twelve people are asked for while the facility tells of the same numbers."""
    people = make_people(12)
    errands = [ask(place, person) for person in people]
    queue.claim_errands(at=NOON, limit=50)
    numbers = {person: f"RS#{n}" for n, person in enumerate(people, start=1)}

    def answer(errand: Errand) -> Callable[[], object]:
        return lambda: queue.carry_errand(errand.pk, clock=lambda: NOON)

    def tell_when_given(errand: Errand) -> Callable[[], object]:
        person = errand.person_id or 0
        tell = telling(place, numbers[person], person)

        def act() -> object:
            place.line.wait_for(person_count=people.index(person) + 1)
            return tell()

        return act

    for errand in errands[:6]:  # the first six are told of while they are answered
        all_at_once([answer(errand), tell_when_given(errand)])
    for errand in errands[6:]:
        queue.carry_errand(errand.pk, clock=lambda: NOON)

    tickets = Ticket.objects.filter(person__in=people)
    assert tickets.count() == 12
    assert OutsideTicket.objects.filter(ticket__in=tickets).count() == 12
    assert DayClaim.objects.filter(person__in=people).count() == 12
    assert len(place.line.taken) == 12
    place.session.refresh_from_db()
    assert place.session.used_bookable == 12


def test_pressing_in_eight_tabs_asks_once(place: Elsewhere) -> None:
    person, key = make_person(), uuid4()
    by = acting_for(person)
    held = queue.hold(person_id=person, session_id=place.session.pk, by=by, at=NOON)

    answers = all_at_once(
        [
            lambda: queue.ask_outside(hold_id=held.hold_id, client_key=key, by=by, at=NOON)
            for _ in range(8)
        ]
    )

    assert len({answer for answer in answers if isinstance(answer, int)}) == 1
    assert Errand.objects.filter(person=person).count() == 1


def test_an_errand_is_claimed_by_one_of_eight_workers(place: Elsewhere) -> None:
    asked = {ask(place, person).pk for person in make_people(3)}

    answers = all_at_once([lambda: queue.claim_errands(at=NOON, limit=50) for _ in range(8)])

    claimed = [pk for answer in answers if isinstance(answer, list) for pk in answer]
    assert len(claimed) == len(set(claimed))
    assert asked <= set(claimed)
