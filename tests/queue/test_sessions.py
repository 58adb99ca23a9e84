from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from tests.factories.queue import (
    MORNING,
    NOON,
    SETUP,
    Clinic,
    book,
    every_monday,
    make_clinic,
    make_people,
    make_person,
    make_session,
)
from titian.facilities.events import ScheduleChanged
from titian.facilities.models import Schedule
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.platform.audit.models import AuditEntry
from titian.platform.outbox import services as outbox
from titian.platform.outbox.models import OutboxEvent
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue import tasks
from titian.queue.errors import NotAtThisDesk, PeopleStillWaiting, SessionNotOpen
from titian.queue.models import DayClaim, Hold, PracticeSession, Ticket, Watch
from titian.queue.services import Newcomer

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
CLOSER = Actor.system("queue.close")


def generate(clinic: Clinic) -> int:
    return queue.generate_ahead(facility_ids=[clinic.facility.pk], by=SETUP, at=NOON)


def sessions_of(clinic: Clinic) -> list[PracticeSession]:
    return list(PracticeSession.objects.filter(facility=clinic.facility).order_by("starts_at"))


def state_of(session: PracticeSession) -> str:
    return PracticeSession.objects.get(pk=session.pk).state


def test_sessions_are_made_for_as_far_ahead_as_people_may_book() -> None:
    clinic = make_clinic()
    every_monday(clinic)

    made = generate(clinic)

    days = [session.date for session in sessions_of(clinic)]
    assert days == [date(2026, 11, 23) + timedelta(days=7 * week) for week in range(made)]
    assert made == 4
    assert sessions_of(clinic)[0].starts_at == MORNING


def test_making_them_again_changes_nothing() -> None:
    clinic = make_clinic()
    every_monday(clinic)
    generate(clinic)

    assert generate(clinic) == 0


def test_a_changed_plan_never_takes_a_promised_place_away() -> None:
    clinic = make_clinic()
    plan = every_monday(clinic)
    generate(clinic)
    first = sessions_of(clinic)[0]
    for person in make_people(3):
        book(person, first)
    Schedule.objects.filter(pk=plan.pk).update(bookable=1)

    generate(clinic)

    assert [s.bookable for s in sessions_of(clinic)] == [3, 1, 1, 1]


def test_reserve_the_desk_added_survives_the_night() -> None:
    clinic = make_clinic()
    every_monday(clinic, reserve=2)
    generate(clinic)
    first = sessions_of(clinic)[0]
    queue.add_reserve(session_id=first.pk, places=3, by=clinic.desk, at=NOON)

    generate(clinic)

    assert [s.reserve for s in sessions_of(clinic)] == [5, 2, 2, 2]


def test_a_session_no_longer_planned_is_closed_if_empty_and_kept_if_promised() -> None:
    clinic = make_clinic()
    plan = every_monday(clinic)
    generate(clinic)
    book(make_person(), sessions_of(clinic)[0])
    plan.valid_until = plan.valid_from
    plan.save()

    generate(clinic)

    assert [s.state for s in sessions_of(clinic)] == ["open", "closed", "closed", "closed"]


def test_a_changed_schedule_is_followed_by_itself() -> None:
    clinic = make_clinic()
    every_monday(clinic)
    changed = ScheduleChanged(facility_id=clinic.facility.pk, from_date=NOON.date())
    with transaction.atomic():
        outbox.announce(changed, at=NOON)

    outbox.relay(NOON)
    outbox.deliver_due(NOON)

    assert len(sessions_of(clinic)) == 4


def test_a_late_doctor_is_announced_and_moves_the_range() -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    booked = book(make_person(), session)

    def earliest() -> object:
        ticket = queue_read.ticket_for(booked.code, viewer=SETUP, at=NOON)
        return queue_read.ticket_view(ticket, at=NOON).earliest

    before = earliest()
    queue.delay_session(session_id=session.pk, minutes=60, by=clinic.desk, at=NOON)

    assert earliest() - before >= timedelta(minutes=50)  # type: ignore[operator]  # moments
    facts = OutboxEvent.objects.get(name="queue.session_delayed").facts
    assert facts["minutes"] == 60


def test_cancelling_ends_every_open_ticket_and_frees_the_day() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    people = make_people(3)
    booked = [book(person, session) for person in people]
    queue.check_in(code=booked[0].code, by=desk, at=MORNING)
    queue.check_in(code=booked[1].code, by=desk, at=MORNING)
    queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)

    count = queue.cancel_session(session_id=session.pk, by=desk, at=MORNING + HOUR)

    states = (
        Ticket.objects.filter(session=session).order_by("number").values_list("state", flat=True)
    )
    assert list(states) == ["called", "cancelled", "cancelled"]
    assert count == 2
    assert set(DayClaim.objects.values_list("person_id", flat=True)) & set(people) == {people[0]}


def test_cancelling_twice_tells_nobody_twice() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    book(make_person(), session)
    queue.cancel_session(session_id=session.pk, by=desk, at=NOON)

    assert queue.cancel_session(session_id=session.pk, by=desk, at=NOON) == 0
    assert OutboxEvent.objects.filter(name="queue.session_cancelled").count() == 1


def test_who_was_being_served_can_be_finished_after_the_cancellation() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    who = Newcomer(name="Bu Sri")
    queue.walk_in(session_id=session.pk, who=who, client_key=uuid4(), by=desk, at=MORNING)
    called = queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)
    queue.cancel_session(session_id=session.pk, by=desk, at=MORNING + HOUR)

    queue.finish(session_id=session.pk, ticket_id=called.pk, by=desk, at=MORNING + HOUR)

    assert Ticket.objects.get(pk=called.pk).state == "done"


def test_the_end_of_the_day_settles_who_never_came() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    came, absent = make_people(2)
    queue.check_in(code=book(came, session).code, by=desk, at=MORNING)
    book(absent, session)

    with pytest.raises(PeopleStillWaiting):
        queue.close_session(session_id=session.pk, by=desk, at=MORNING + 5 * HOUR)
    queue.close_session(
        session_id=session.pk, by=desk, at=MORNING + 5 * HOUR, although_waiting=True
    )

    states = dict(Ticket.objects.filter(session=session).values_list("person_id", "state"))
    assert states == {came: "unserved", absent: "absent"}
    assert state_of(session) == "closed"


def test_only_the_own_desk_closes_delays_cancels_and_adds() -> None:
    session, stranger = make_session(), make_clinic().desk

    with pytest.raises(NotAtThisDesk):
        queue.close_session(session_id=session.pk, by=stranger, at=NOON)
    with pytest.raises(NotAtThisDesk):
        queue.delay_session(session_id=session.pk, minutes=5, by=stranger, at=NOON)
    with pytest.raises(NotAtThisDesk):
        queue.cancel_session(session_id=session.pk, by=stranger, at=NOON)
    with pytest.raises(NotAtThisDesk):
        queue.add_reserve(session_id=session.pk, places=5, by=stranger, at=NOON)


def test_a_closed_session_takes_no_reserve() -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    queue.close_session(session_id=session.pk, by=clinic.desk, at=NOON)

    with pytest.raises(SessionNotOpen):
        queue.add_reserve(session_id=session.pk, places=5, by=clinic.desk, at=NOON)


def test_what_nobody_closed_closes_by_itself_hours_after_its_end() -> None:
    clinic = make_clinic()
    over, recent = make_session(clinic), make_session(clinic, starts_at=MORNING + 4 * HOUR)
    book(make_person(), over)

    with clock.fixed(MORNING + 10 * HOUR):
        tasks.close()

    assert (state_of(over), state_of(recent)) == ("closed", "open")
    entry = AuditEntry.objects.get(action="queue.close")
    assert entry.actor == CLOSER.ref


def test_a_cancelled_session_with_somebody_at_the_counter_is_settled_too() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    who = Newcomer(name="Bu Sri")
    queue.walk_in(session_id=session.pk, who=who, client_key=uuid4(), by=desk, at=MORNING)
    called = queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)
    queue.cancel_session(session_id=session.pk, by=desk, at=MORNING)

    with clock.fixed(MORNING + 10 * HOUR):
        tasks.close()

    assert Ticket.objects.get(pk=called.pk).state == "done"
    assert state_of(session) == "cancelled"


def test_old_holds_and_wishes_are_not_kept() -> None:
    clinic = make_clinic()
    session = make_session(clinic)
    old, new, asked = make_people(3)
    kept = {"session": session, "held_by": "account:1"}
    Hold.objects.create(person_id=old, expires_at=NOON - 2 * HOUR, **kept)
    Hold.objects.create(person_id=new, expires_at=NOON + HOUR, **kept)
    past = make_session(clinic, starts_at=NOON - timedelta(days=3))
    Watch.objects.create(person_id=asked, session=past, asked_at=NOON)

    queue.purge(by=CLOSER, at=NOON)

    assert list(Hold.objects.values_list("person_id", flat=True)) == [new]
    assert not Watch.objects.filter(session=past).exists()
