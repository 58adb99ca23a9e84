"""What a facility tells of a visit: steps with two clocks, which move the ticket and its page."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from tests.factories.outside import Elsewhere, booked, make_elsewhere, sent
from tests.factories.queue import MORNING, NOON, make_person
from titian.kernel.errors import Refusal
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.errors import (
    AlreadyLeft,
    BookingUnknown,
    TaskOrder,
    TaskThere,
    TaskTooEarly,
    TaskUnknown,
)
from titian.queue.models import DayClaim, Oddity, Ticket
from titian.queue.rules.outside import Move, Steps, durations, move_by, task_refusal, totals
from titian.queue.types import Action, Odd, Task, TicketState

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _adapters(settings: Settings) -> None:
    settings.TITIAN_FACILITY_QUEUES = "tests.factories.outside.line_of"


@pytest.fixture
def place() -> Elsewhere:
    return make_elsewhere()


def tell(place: Elsewhere, *steps: tuple[int, int], code: str = "RS#1") -> None:
    for task, minutes in steps:
        told_at = MORNING + minutes * MINUTE
        queue.note_task(
            key=place.key(code), task=task, told_at=told_at, by=place.bridge, at=told_at + MINUTE
        )


@pytest.mark.parametrize(
    "known, task, minutes, refusal",
    [
        ({}, 3, 0, None),
        ({3: 0}, 4, 1, None),
        ({3: 0}, 99, 1, None),
        ({3: 0}, 3, 1, TaskThere),
        ({4: 0}, 3, 1, TaskOrder),
        ({99: 0}, 5, 1, TaskOrder),
        ({3: 5}, 4, 5, TaskTooEarly),
        ({3: 5}, 4, 4, TaskTooEarly),
        ({}, 8, 0, TaskUnknown),
        ({}, 0, 0, TaskUnknown),
    ],
)
def test_steps_go_up_and_so_do_their_times(
    known: dict[int, int], task: int, minutes: int, refusal: type[Refusal] | None
) -> None:
    moments = {number: MORNING + after * MINUTE for number, after in known.items()}

    found = task_refusal(moments, task, MORNING + minutes * MINUTE)

    assert (None if found is None else type(found)) == refusal


@pytest.mark.parametrize(
    "task, state, move",
    [
        (1, "booked", None),
        (2, "booked", None),
        (3, "booked", (Action.CHECK_IN, "present")),
        (3, "called", None),
        (4, "present", (Action.CALL, "called")),
        (4, "booked", (Action.CALL, "called")),
        (5, "called", (Action.FINISH, "done")),
        (6, "called", (Action.FINISH, "done")),
        (7, "done", None),
        (99, "booked", (Action.CLOSE, "absent")),
        (99, "present", (Action.CANCEL, "cancelled")),
        (99, "done", None),
    ],
)
def test_a_step_moves_the_ticket(task: int, state: str, move: tuple[Action, str] | None) -> None:
    found = move_by(Task(task), TicketState(state), has_begun=True)

    assert found == (None if move is None else Move(move[0], TicketState(move[1])))


def test_the_parts_of_a_visit_last_from_step_to_step() -> None:
    one = Steps(NOON, {3: MORNING, 4: MORNING + 10 * MINUTE, 5: MORNING + 25 * MINUTE})
    two = Steps(NOON, {3: MORNING, 4: MORNING + 20 * MINUTE})

    assert durations(one) == (0, 0, 600, 900, 0, 0)
    assert totals([one, two]) == ((0, 0, 1800, 900, 0, 0), (0, 0, 900, 900, 0, 0))
    assert totals([]) == ((0,) * 6, (0,) * 6)


def test_the_ticket_follows_the_visit(place: Elsewhere) -> None:
    ticket = booked(place)
    states = []

    for step in ((3, 0), (4, 10), (5, 20), (6, 30), (7, 40)):
        tell(place, step)
        ticket.refresh_from_db()
        states.append(ticket.state)

    assert states == ["present", "called", "done", "done", "done"]
    lines = queue_read.task_lines(place.key("RS#1"), viewer=place.bridge)
    assert [line.task for line in lines] == [3, 4, 5, 6, 7]
    assert lines[0].noted_at - lines[0].told_at == MINUTE


def test_the_same_step_twice_is_there_already(place: Elsewhere) -> None:
    booked(place)
    tell(place, (3, 0))

    with pytest.raises(TaskThere):
        tell(place, (3, 1))
    with pytest.raises(TaskOrder):
        tell(place, (4, 2), (2, 3))


def test_who_does_not_come_is_absent_and_the_day_is_free(place: Elsewhere) -> None:
    ticket = booked(place)

    tell(place, (99, 30))

    ticket.refresh_from_db()
    assert ticket.state == "absent"
    assert not DayClaim.objects.filter(ticket_id=ticket.pk).exists()


def test_the_facility_gives_a_number_back_once(place: Elsewhere) -> None:
    ticket = booked(place)

    queue.cancel_sent(key=place.key("RS#1"), reason="dokter cuti", by=place.bridge, at=NOON)

    ticket.refresh_from_db()
    assert ticket.state == "cancelled"
    with pytest.raises(AlreadyLeft):
        queue.cancel_sent(key=place.key("RS#1"), reason="", by=place.bridge, at=NOON)


def test_a_step_of_a_number_nobody_knows_is_refused_and_reported(place: Elsewhere) -> None:
    with pytest.raises(BookingUnknown):
        tell(place, (3, 0), code="RS#77")

    odd = Oddity.objects.get(facility=place.clinic.facility)
    assert (odd.odd, odd.booking_code) == (Odd.BOOKING_UNKNOWN, "RS#77")


def test_a_facility_reads_its_own_list_back(place: Elsewhere) -> None:
    member, walk_in = make_person(), sent(place, "RS#9", is_jkn=False, nik="3573001703900001")
    booked(place, member)
    queue.take_sent(sent=walk_in, by=place.bridge, at=NOON)

    rows = queue_read.sent_rows(
        place.clinic.facility.pk, viewer=place.bridge, at=NOON, day=place.session.date
    )

    assert [(row.label, row.by_member, row.is_jkn) for row in rows] == [
        ("A-1", True, True),
        ("A-9", False, False),
    ]
    assert rows[1].nik == "3573001703900001"
    assert rows[0].person_id == member


def test_a_list_is_narrowed_by_session_hours_and_what_waits(place: Elsewhere) -> None:
    booked(place)
    tell(place, (3, 0), (4, 5), (5, 9))
    queue.take_sent(sent=sent(place, person_id=make_person()), by=place.bridge, at=NOON)
    facility = place.clinic.facility.pk

    waiting = queue_read.sent_rows(facility, viewer=place.bridge, at=MORNING, active=True)
    hours = queue_read.sent_rows(
        facility, viewer=place.bridge, at=MORNING, weekday=1, hours="08:00-12:00"
    )
    others = queue_read.sent_rows(facility, viewer=place.bridge, at=MORNING, hours="13:00-15:00")

    assert [row.label for row in waiting] == ["A-9"]
    assert (len(hours), others) == (2, [])


def test_waiting_times_by_both_clocks(place: Elsewhere) -> None:
    booked(place)
    tell(place, (3, 0), (4, 10), (5, 30))
    day = place.session.date

    (line,) = queue_read.waiting_times(
        place.clinic.facility.pk,
        first=day,
        last=day,
        by_facility_clock=True,
        viewer=place.bridge,
        at=MORNING,
    )

    assert (line.tickets, line.totals) == (1, (0, 0, 600, 1200, 0, 0))


def test_a_ticket_of_somebody_without_membership_has_a_label(place: Elsewhere) -> None:
    made = queue.take_sent(sent=sent(place, is_jkn=False), by=place.bridge, at=NOON)

    ticket = Ticket.objects.get(pk=made.ticket_id)
    assert (ticket.person_id, ticket.name_given, ticket.payer) == (None, "A-9", "paying")
