"""What goes between us and facilities is reached by index, and a report costs the same for many."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.conftest import StatementBudget
from tests.factories.crowd import read_whole
from tests.factories.outside import Elsewhere, ask, booked, carry, make_elsewhere, sent
from tests.factories.queue import NOON, acting_for, make_people
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of
from titian.kernel.scopes import Grant, Scope
from titian.members import selectors as members_read
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.models import Ticket
from titian.queue.ports import NotReached

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LARGE = ("queue_errand", "queue_outside", "queue_ticket", "queue_task_time", "queue_oddity",
         "queue_outage", "queue_day_claim")  # fmt: skip
LATER = NOON + timedelta(minutes=30)


@pytest.fixture(autouse=True)
def _adapters(settings: Settings) -> None:
    settings.TITIAN_FACILITY_QUEUES = "tests.factories.outside.line_of"


@pytest.fixture
def place() -> Elsewhere:
    """Somebody has a number that the facility told back, somebody waits for one."""
    place = make_elsewhere()
    holder, asker = make_people(2)
    booked(place, holder)
    queue.take_sent(sent=sent(place, "RS#1", person_id=holder), by=place.bridge, at=NOON)
    place.line.raises.append(NotReached("no_connection"))
    ask(place, asker)
    carry()
    return place


def holder_of(place: Elsewhere) -> Ticket:
    return Ticket.objects.select_related("outside").get(session=place.session)


def takes_what_is_due(place: Elsewhere) -> None:
    assert queue.claim_errands(at=LATER, limit=50)


def asks_and_settles(place: Elsewhere) -> None:
    carry(at=LATER)
    assert Ticket.objects.filter(session=place.session).count() == 2


def takes_a_number_told(place: Elsewhere) -> None:
    (person,) = make_people(1)
    queue.take_sent(sent=sent(place, "RS#9", person_id=person), by=place.bridge, at=LATER)


def notes_a_step(place: Elsewhere) -> None:
    queue.note_task(key=place.key("RS#1"), task=3, told_at=NOON, by=place.bridge, at=NOON)


def tells_who_waits(place: Elsewhere) -> None:
    queue.tell_waiting(at=LATER)


def looks_at_the_home(place: Elsewhere) -> None:
    viewer = acting_for(holder_of(place).person_id or 0)
    people = members_read.standings_for(viewer, on=day_of(NOON))
    queue_read.askings(people, at=NOON)


def looks_at_the_ticket(place: Elsewhere) -> None:
    assert queue_read.outside_view(holder_of(place))


def reads_its_numbers_back(place: Elsewhere) -> None:
    facility = place.clinic.facility.pk
    day = place.session.date
    assert queue_read.sent_rows(facility, viewer=place.bridge, at=NOON, day=day)
    assert queue_read.sent_rows(facility, viewer=place.bridge, at=NOON, booking_code="RS#1")
    queue_read.task_lines(place.key("RS#1"), viewer=place.bridge)


def reads_the_report(place: Elsewhere) -> None:
    code = place.clinic.facility.code
    desk = Actor.staff(1, (Grant("desk", Scope("facility", code)),))
    queue_read.reconciliation(code, place.session.date, viewer=desk, at=LATER)


@pytest.mark.parametrize(
    "does",
    [
        takes_what_is_due,
        asks_and_settles,
        takes_a_number_told,
        notes_a_step,
        tells_who_waits,
        looks_at_the_home,
        looks_at_the_ticket,
        reads_its_numbers_back,
        reads_the_report,
    ],
)
def test_no_large_table_is_read_from_end_to_end(
    does: Callable[[Elsewhere], None], place: Elsewhere
) -> None:
    with connection.cursor() as cursor:  # of a few rows any planner would read all, index or not
        cursor.execute("SET LOCAL enable_seqscan = off")

    with CaptureQueriesContext(connection) as asked:
        does(place)

    assert read_whole([one["sql"] for one in asked], LARGE) == []


def test_the_days_report_costs_the_same_for_one_and_for_many(
    place: Elsewhere, statements: "type[StatementBudget]"
) -> None:
    carry(at=LATER)
    few = cost_of_the_report(place, statements)
    for person in make_people(12):
        booked(place, person)
    for number, person in enumerate(make_people(6)):
        told = sent(place, "RS#1", label=f"B-{number}", person_id=person)
        with pytest.raises(Refusal):
            queue.take_sent(sent=told, by=place.bridge, at=NOON)

    assert cost_of_the_report(place, statements) == few


def cost_of_the_report(place: Elsewhere, statements: "type[StatementBudget]") -> int:
    with statements.at_most(12) as asked:
        reads_the_report(place)
    return len(asked)
