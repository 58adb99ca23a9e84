import pytest

from tests.factories.counter import MINUTE, SECOND, line_up, state_of
from tests.factories.queue import MORNING, make_clinic, make_session
from titian.queue import services as queue
from titian.queue.errors import (
    UndoTooLate,
)
from titian.queue.models import PracticeSession, Ticket


@pytest.mark.django_db
def test_a_call_can_be_taken_back_for_thirty_seconds() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    first, second = line_up(session, desk, 2)
    queue.call_next(session_id=session.pk, desk=3, by=desk, at=MORNING)
    queue.call_next(session_id=session.pk, desk=3, by=desk, at=MORNING + 5 * MINUTE)

    queue.undo(session_id=session.pk, by=desk, at=MORNING + 5 * MINUTE + 29 * SECOND)

    served = Ticket.objects.get(pk=first.ticket_id)
    assert (served.state, served.desk, served.ended_at) == ("called", 3, None)
    waiting = Ticket.objects.get(pk=second.ticket_id)
    assert (waiting.state, waiting.desk, waiting.called_at) == ("present", None, None)
    assert PracticeSession.objects.get(pk=session.pk).calls == 1


@pytest.mark.django_db
def test_a_skip_taken_back_leaves_the_person_at_the_counter() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    line_up(session, desk, 1)
    called = queue.call_next(session_id=session.pk, desk=4, by=desk, at=MORNING)
    queue.skip(session_id=session.pk, ticket_id=called.pk, by=desk, at=MORNING + MINUTE)

    queue.undo(session_id=session.pk, by=desk, at=MORNING + MINUTE + SECOND)

    back = Ticket.objects.get(pk=called.pk)
    assert (back.state, back.desk, back.lane) == ("called", 4, "number")


@pytest.mark.django_db
def test_after_thirty_seconds_it_stays() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    line_up(session, desk, 1)
    queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)

    with pytest.raises(UndoTooLate):
        queue.undo(session_id=session.pk, by=desk, at=MORNING + 30 * SECOND)


@pytest.mark.django_db
def test_what_was_undone_is_not_undone_again() -> None:
    clinic = make_clinic()
    session, desk = make_session(clinic), clinic.desk
    line_up(session, desk, 1)
    queue.call_next(session_id=session.pk, desk=1, by=desk, at=MORNING)
    queue.undo(session_id=session.pk, by=desk, at=MORNING + SECOND)

    with pytest.raises(UndoTooLate):
        queue.undo(session_id=session.pk, by=desk, at=MORNING + 2 * SECOND)


@pytest.mark.django_db
def test_one_takes_back_the_own_act_although_another_counter_went_on() -> None:
    clinic = make_clinic()
    session, mine, other = make_session(clinic), clinic.desk, clinic.desk
    first, second = line_up(session, mine, 2)
    queue.call_next(session_id=session.pk, desk=1, by=mine, at=MORNING)
    queue.call_next(session_id=session.pk, desk=2, by=other, at=MORNING + SECOND)

    queue.undo(session_id=session.pk, by=mine, at=MORNING + 2 * SECOND)

    assert [state_of(t) for t in (first, second)] == ["present", "called"]
    again = queue.call_next(session_id=session.pk, desk=1, by=mine, at=MORNING + MINUTE)
    assert (again.pk, again.call_number) == (first.ticket_id, 3)


@pytest.mark.django_db
def test_nobody_takes_back_what_a_colleague_did() -> None:
    clinic = make_clinic()
    session, mine, other = make_session(clinic), clinic.desk, clinic.desk
    line_up(session, mine, 1)
    queue.call_next(session_id=session.pk, desk=1, by=mine, at=MORNING)

    with pytest.raises(UndoTooLate):
        queue.undo(session_id=session.pk, by=other, at=MORNING + SECOND)


@pytest.mark.django_db
def test_a_call_that_has_moved_on_is_not_taken_back() -> None:
    clinic = make_clinic()
    session, mine, other = make_session(clinic), clinic.desk, clinic.desk
    line_up(session, mine, 1)
    called = queue.call_next(session_id=session.pk, desk=1, by=mine, at=MORNING)
    queue.finish(session_id=session.pk, ticket_id=called.pk, by=other, at=MORNING + SECOND)

    with pytest.raises(UndoTooLate):
        queue.undo(session_id=session.pk, by=mine, at=MORNING + 2 * SECOND)
