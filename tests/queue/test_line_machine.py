"""Hold, confirm, cancel, move, walk in and call at random: the line's invariants always hold."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.factories.queue import (
    MORNING,
    NOON,
    acting_for,
    make_clinic,
    make_people,
    make_session,
)
from titian.kernel.errors import Refusal
from titian.queue import services as queue
from titian.queue.models import DayClaim, Hold, PracticeSession, Ticket
from titian.queue.types import LIVE, Part, Series

pytestmark = pytest.mark.slow

_PEOPLE = st.integers(0, 5)
_SESSIONS = st.integers(0, 1)


class LineMachine(RuleBasedStateMachine):
    @initialize()
    def a_clinic_with_two_small_sessions(self) -> None:
        clinic = make_clinic()
        self.desk = clinic.desk
        self.sessions = [
            make_session(clinic, bookable=3, counter=2, reserve=1),
            make_session(
                clinic, starts_at=MORNING + timedelta(hours=5), bookable=2, counter=1, reserve=0
            ),
        ]
        self.people = make_people(6)
        self.at = NOON + timedelta(days=2, hours=20)  # early on the day of the sessions
        self.holds: dict[int, int] = {}

    @rule(seconds=st.integers(1, 200))
    def time_passes(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)

    @rule(person=_PEOPLE, session=_SESSIONS)
    def somebody_chooses_a_time(self, person: int, session: int) -> None:
        who = self.people[person]
        with Refusable():
            held = queue.hold(
                person_id=who, session_id=self._session(session), by=acting_for(who), at=self.at
            )
            self.holds[who] = held.hold_id

    @rule(person=_PEOPLE)
    def somebody_confirms(self, person: int) -> None:
        who = self.people[person]
        with Refusable():
            queue.confirm(
                hold_id=self.holds.get(who, 0),
                client_key=uuid4(),
                by=acting_for(who),
                at=self.at,
            )

    @rule(person=_PEOPLE)
    def somebody_extends(self, person: int) -> None:
        who = self.people[person]
        with Refusable():
            queue.extend(hold_id=self.holds.get(who, 0), by=acting_for(who), at=self.at)

    @rule(person=_PEOPLE)
    def somebody_cancels(self, person: int) -> None:
        for ticket in self._tickets_of(person):
            with Refusable():
                by = acting_for(self.people[person])
                queue.cancel(code=ticket.code, by=by, at=self.at)

    @rule(person=_PEOPLE, session=_SESSIONS)
    def somebody_moves(self, person: int, session: int) -> None:
        for ticket in self._tickets_of(person)[:1]:
            with Refusable():
                queue.move(
                    code=ticket.code,
                    session_id=self._session(session),
                    client_key=uuid4(),
                    by=acting_for(self.people[person]),
                    at=self.at,
                )

    @rule(person=_PEOPLE, session=_SESSIONS, emergency=st.booleans(), reserve=st.booleans())
    def somebody_walks_in(
        self, *, person: int, session: int, emergency: bool, reserve: bool
    ) -> None:
        who = queue.Newcomer(name=f"Tamu {person}", emergency=emergency, use_reserve=reserve)
        with Refusable():
            queue.walk_in(
                session_id=self._session(session),
                who=who,
                client_key=uuid4(),
                by=self.desk,
                at=self.at,
            )

    @rule(person=_PEOPLE)
    def the_desk_checks_in(self, person: int) -> None:
        for ticket in self._tickets_of(person):
            with Refusable():
                queue.check_in(code=ticket.code, by=self.desk, at=self.at)

    @rule(session=_SESSIONS, desk=st.integers(1, 2))
    def the_desk_calls(self, session: int, desk: int) -> None:
        with Refusable():
            queue.call_next(session_id=self._session(session), desk=desk, by=self.desk, at=self.at)

    @rule(session=_SESSIONS)
    def the_desk_takes_it_back(self, session: int) -> None:
        with Refusable():
            queue.undo(session_id=self._session(session), by=self.desk, at=self.at)

    @invariant()
    def no_part_is_exceeded_and_counters_agree_with_tickets(self) -> None:
        for session in self._fresh():
            tickets = Ticket.objects.filter(session=session)
            for part, used in (
                (Part.BOOKABLE, session.used_bookable),
                (Part.COUNTER, session.used_counter),
                (Part.RESERVE, session.used_reserve),
            ):
                taken = tickets.filter(part=part).exclude(state__in=["cancelled", "moved"])
                assert taken.count() == used

    @invariant()
    def numbers_have_no_gap_and_no_double(self) -> None:
        for session in self._fresh():
            numbers = Ticket.objects.filter(session=session, series=Series.REGULAR)
            values = sorted(numbers.values_list("number", flat=True))
            assert values == list(range(1, session.last_number + 1))

    @invariant()
    def holds_and_tickets_together_fit_the_places(self) -> None:
        for session in self._fresh():
            held = Hold.objects.filter(session=session, expires_at__gt=self.at).count()
            assert session.used_bookable + held <= session.bookable

    @invariant()
    def every_live_booking_has_its_day(self) -> None:
        for session in self._fresh():
            live = Ticket.objects.filter(session=session, part=Part.BOOKABLE, state__in=LIVE)
            booked = set(live.filter(person__isnull=False).values_list("pk", flat=True))
            claimed = set(
                DayClaim.objects.filter(ticket_id__in=booked).values_list("ticket_id", flat=True)
            )
            assert booked == claimed

    def _fresh(self) -> list[PracticeSession]:
        ids = [session.pk for session in getattr(self, "sessions", [])]
        return list(PracticeSession.objects.filter(pk__in=ids))

    def _session(self, index: int) -> int:
        return self.sessions[index].pk

    def _tickets_of(self, person: int) -> list[Ticket]:
        return list(Ticket.objects.filter(person_id=self.people[person], state__in=LIVE))


class Refusable:
    """A refusal is a fine answer; anything else is a fault."""

    def __enter__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        self.atomic.__exit__(kind, error, trace)  # type: ignore[arg-type]  # as contextlib does
        return isinstance(error, Refusal)


@pytest.mark.django_db
@pytest.mark.timeout(300)
def test_random_walks_never_break_the_line() -> None:
    walks = settings(
        max_examples=25,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(LineMachine, settings=walks)
