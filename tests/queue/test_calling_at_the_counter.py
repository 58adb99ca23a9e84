from datetime import timedelta
from functools import partial

import pytest

from tests.conftest import StatementBudget
from tests.factories.counter import MINUTE, SECOND, line_up, state_of, walk_in
from tests.factories.queue import MORNING, book, make_clinic, make_people, make_session
from tests.threads import all_at_once
from titian.platform.audit.models import AuditEntry
from titian.platform.outbox.models import OutboxEvent
from titian.queue import services as queue
from titian.queue.errors import (
    NobodyWaiting,
    NotAtThisDesk,
    NotToday,
    SessionNotOpen,
    TicketCannot,
)
from titian.queue.models import Ticket, TicketEvent
from titian.queue.types import Priority


@pytest.mark.django_db
def test_the_lowest_number_of_those_present_is_called() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    absent = book(make_people(1)[0], session)
    first, _ = line_up(session, desk, 2)

    called = queue.call_next(session_id=session.pk, desk=2, by=desk, at=MORNING)

    assert called.pk == first.ticket_id
    assert (called.state, called.desk, called.lane, called.call_number) == (
        "called",
        2,
        "number",
        1,
    )
    assert state_of(absent) == "booked"


@pytest.mark.django_db
def test_a_call_is_in_the_history_the_audit_and_the_outbox() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    (first,) = line_up(session, desk, 1)

    queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)

    assert TicketEvent.objects.filter(ticket_id=first.ticket_id, action="call").count() == 1
    said = AuditEntry.objects.get(action="queue.call", target=f"ticket:{first.ticket_id}")
    assert said.actor == desk.ref
    assert OutboxEvent.objects.filter(name="queue.line_moved").count() == 1


@pytest.mark.django_db
def test_calling_the_next_one_finishes_who_was_at_this_counter_only() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    first, second, third = line_up(session, desk, 3)
    queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)
    queue.call_next(session_id=session.pk, desk=2, by=desk, at=MORNING + MINUTE)

    queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING + 9 * MINUTE)

    assert [state_of(t) for t in (first, second, third)] == ["done", "called", "called"]


@pytest.mark.django_db
def test_a_key_pressed_twice_calls_one_person() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    first, second = line_up(session, desk, 2)
    once = queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING, after=0)

    again = queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING + SECOND, after=0)

    assert once.pk == again.pk == first.ticket_id
    assert state_of(second) == "present"


@pytest.mark.django_db
def test_who_is_being_served_stays_so_when_nobody_waits() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    (first,) = line_up(session, desk, 1)
    queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)

    with pytest.raises(NobodyWaiting):
        queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING + MINUTE)

    assert state_of(first) == "called"


@pytest.mark.django_db
def test_staff_of_another_facility_cannot_call() -> None:
    session, desk = make_session(), make_clinic().desk

    with pytest.raises(NotAtThisDesk):
        queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)


@pytest.mark.django_db
def test_nobody_is_called_on_another_day() -> None:
    clinic = make_clinic()
    session = make_session(clinic)

    with pytest.raises(NotToday):
        queue.call_next(
            session_id=session.pk, desk=1, by=clinic.desk, at=MORNING - timedelta(days=2)
        )


@pytest.mark.django_db
def test_who_was_skipped_keeps_the_number_and_lets_two_pass() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    line_up(session, desk, 5)
    missed = queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)
    queue.skip(session_id=session.pk, ticket_id=missed.pk, by=desk, at=MORNING + MINUTE)
    queue.check_in(code=missed.code, by=desk, at=MORNING + 2 * MINUTE)

    numbers = [
        queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING + n * MINUTE).number
        for n in range(3, 7)
    ]

    assert numbers == [2, 3, 1, 4]


@pytest.mark.django_db
def test_elders_overtake_once_in_three_and_nobody_starves() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    for _ in range(5):
        walk_in(session, desk)
    elders = {walk_in(session, desk, priority=Priority.ELDER).number for _ in range(5)}

    order = [
        queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING + n * MINUTE).number
        for n in range(10)
    ]

    assert order[:6] == [6, 1, 2, 7, 3, 4]
    assert sorted(order) == list(range(1, 11))
    assert all(order.index(n) + 1 <= -(-3 * n // 2) for n in range(1, 6))
    assert elders == {6, 7, 8, 9, 10}


@pytest.mark.django_db
def test_people_keep_coming_and_the_first_is_still_called() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic, counter=60), clinic.desk
    patient = walk_in(session, desk, "Pak Sabar")
    calls = 0
    while state_of(patient) == "present":
        walk_in(session, desk, priority=Priority.ELDER)
        queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING + calls * MINUTE)
        calls += 1

    assert calls <= 3


@pytest.mark.django_db
def test_an_emergency_is_called_at_once_and_numbered_apart() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic, bookable=0, counter=1, reserve=0), clinic.desk
    walk_in(session, desk)
    urgent = walk_in(session, desk, "Pasien darurat", emergency=True)

    called = queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)

    assert called.pk == urgent.ticket_id
    assert (called.number, called.series, called.part) == (1, "emergency", "outside")


@pytest.mark.django_db
def test_recalling_says_it_again_and_changes_nothing_else() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    line_up(session, desk, 1)
    called = queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)

    queue.recall(session_id=session.pk, ticket_id=called.pk, by=desk, at=MORNING + MINUTE)

    assert TicketEvent.objects.filter(ticket_id=called.pk, action="recall").count() == 1
    assert Ticket.objects.get(pk=called.pk).called_at == MORNING


@pytest.mark.django_db
def test_only_who_was_called_can_be_done() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    (first,) = line_up(session, desk, 1)

    with pytest.raises(TicketCannot):
        queue.finish(session_id=session.pk, ticket_id=first.ticket_id, by=desk, at=MORNING)


@pytest.mark.django_db
def test_a_closed_session_calls_nobody() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    queue.close_session(session_id=session.pk, by=desk, at=MORNING)

    with pytest.raises(SessionNotOpen):
        queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)


@pytest.mark.django_db
def test_calling_costs_few_statements(statements: type[StatementBudget]) -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    line_up(session, desk, 2)
    queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)

    with statements.at_most(4):
        queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING + MINUTE)


@pytest.mark.slow
def test_eight_counters_calling_at_once_never_call_one_ticket_twice(committed_db: None) -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic, counter=40, reserve=0), clinic.desk
    line_up(session, desk, 40)

    def counter(number: int) -> list[int]:
        return [
            queue.call_next(session_id=session.pk, desk=number, by=desk, at=MORNING + n * MINUTE).pk
            for n in range(5)
        ]

    answers = all_at_once([partial(counter, number) for number in range(1, 9)])

    called = [pk for pks in answers if isinstance(pks, list) for pk in pks]
    assert len(called) == len(set(called)) == 40
    numbers = Ticket.objects.filter(session=session).values_list("call_number", flat=True)
    assert sorted(n or 0 for n in numbers) == list(range(1, 41))
