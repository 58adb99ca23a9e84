"""Hours that a facility's system asks for: its manager's yes, no and silence."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from tests.factories.members import staff_of
from tests.factories.outside import Elsewhere, make_elsewhere, proposed
from tests.factories.queue import NOON
from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.errors import PractitionerBusy
from titian.facilities.models import Service
from titian.facilities.types import Sitting
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.platform.audit.models import AuditEntry
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.errors import (
    OwnProposal,
    ProposalSettled,
    ProposalUnknown,
    RefusalNeedsWords,
)
from titian.queue.models import ProposedHours
from titian.queue.types import DayBeside, HoursState, HoursVerdict, ProposedDay

pytestmark = pytest.mark.django_db

PLANNER = Actor.system("queue.plan")
MONDAY = 1
COUNTS = date(2026, 11, 21)  # told on Friday at noon: from midnight
ACCEPTED, REFUSED = HoursVerdict.ACCEPTED, HoursVerdict.REFUSED
WHY = "dr. Ratna mengajar tiap Senin"


@pytest.fixture(autouse=True)
def _friday_noon() -> Iterator[None]:
    with clock.fixed(NOON):
        yield


@pytest.fixture
def place() -> Elsewhere:
    """Mondays from eight to twelve, twenty places from afar, five at the counter."""
    place = make_elsewhere()
    _plan(place, place.clinic.service.pk, time(8), time(12))
    return place


@pytest.fixture
def manager(place: Elsewhere) -> Actor:
    return staff_of(place.clinic.facility, "manager")


def _plan(place: Elsewhere, service_id: int, starts: time, ends: time) -> None:
    sitting = Sitting(service_id, place.clinic.practitioner.pk, MONDAY, starts, ends, 20, 5)
    facilities.set_schedule(
        facility_id=place.clinic.facility.pk,
        sitting=sitting,
        valid_from=date(2026, 11, 1),
        by=PLANNER,
        at=NOON,
    )


def planned(place: Elsewhere, on: date) -> list[tuple[time, time, int, int]]:
    lines = facilities_read.schedules_of(place.clinic.facility.pk, on=on)
    return [
        (line.starts, line.ends, line.bookable, line.counter)
        for line in lines
        if line.valid_from <= on
    ]


def decide(
    asked: ProposedHours, verdict: HoursVerdict, by: Actor, words: str = "", after: int = 0
) -> None:
    at = NOON + timedelta(minutes=after)
    queue.decide_hours(proposal_id=asked.pk, verdict=verdict, words=words, by=by, at=at)


def test_accepted_hours_are_in_the_schedule_from_the_day_they_count(
    place: Elsewhere, manager: Actor
) -> None:
    asked = proposed(place)

    decide(asked, ACCEPTED, manager)

    assert planned(place, NOON.date()) == [(time(8), time(12), 20, 5)]
    assert planned(place, COUNTS) == [(time(9), time(13), 20, 5)]
    entry = AuditEntry.objects.get(action="queue.decide_hours")
    assert (entry.actor, entry.target) == (manager.ref, f"proposed_hours:{asked.pk}")


def test_accepted_hours_are_not_planned_a_second_time_at_midnight(
    place: Elsewhere, manager: Actor
) -> None:
    decide(proposed(place), ACCEPTED, manager)

    assert queue.apply_hours(by=PLANNER, at=NOON + timedelta(days=1)) == 0

    assert planned(place, COUNTS) == [(time(9), time(13), 20, 5)]


def test_refused_hours_never_count_and_say_why(place: Elsewhere, manager: Actor) -> None:
    asked = proposed(place)

    decide(asked, REFUSED, manager, WHY)
    queue.apply_hours(by=PLANNER, at=NOON + timedelta(days=1))

    assert planned(place, COUNTS) == [(time(8), time(12), 20, 5)]
    shown = queue_read.proposal(asked.pk, viewer=manager, at=NOON)
    assert (shown.line.state, shown.words) == (HoursState.REFUSED, WHY)


def test_hours_are_not_refused_without_a_word(place: Elsewhere, manager: Actor) -> None:
    with pytest.raises(RefusalNeedsWords):
        decide(proposed(place), REFUSED, manager, "  ")


def test_hours_that_nobody_refused_count_by_themselves(place: Elsewhere, manager: Actor) -> None:
    asked = proposed(place)

    assert queue.apply_hours(by=PLANNER, at=NOON + timedelta(days=1)) == 1

    assert planned(place, COUNTS) == [(time(9), time(13), 20, 5)]
    shown = queue_read.proposal(asked.pk, viewer=manager, at=NOON)
    assert shown.line.state is HoursState.UNOPPOSED


def test_pressed_twice_is_decided_once(place: Elsewhere, manager: Actor) -> None:
    asked = proposed(place)

    decide(asked, ACCEPTED, manager)
    decide(asked, ACCEPTED, manager, after=1)

    asked.refresh_from_db()
    assert asked.decided_at == NOON
    assert AuditEntry.objects.filter(action="queue.decide_hours").count() == 1


def test_what_was_decided_is_not_decided_otherwise(place: Elsewhere, manager: Actor) -> None:
    asked = proposed(place)
    decide(asked, ACCEPTED, manager)

    with pytest.raises(ProposalSettled):
        decide(asked, REFUSED, manager, WHY)


def test_a_manager_of_another_place_finds_nothing(place: Elsewhere) -> None:
    asked = proposed(place)
    other = staff_of(make_elsewhere().clinic.facility, "manager")

    with pytest.raises(ProposalUnknown):
        decide(asked, ACCEPTED, other)
    with pytest.raises(ProposalUnknown):
        queue_read.proposal(asked.pk, viewer=other, at=NOON)
    assert queue_read.proposals(other).waiting == ()


@pytest.mark.parametrize("role", ["desk", "doctor", "claims"])
def test_other_staff_of_the_place_do_not_decide(place: Elsewhere, role: str) -> None:
    with pytest.raises(ProposalUnknown):
        decide(proposed(place), ACCEPTED, staff_of(place.clinic.facility, role))


def test_the_system_that_proposed_does_not_decide(place: Elsewhere) -> None:
    with pytest.raises(ProposalUnknown):
        decide(proposed(place), ACCEPTED, place.bridge)


def test_who_proposed_does_not_decide(place: Elsewhere, manager: Actor) -> None:
    asked = proposed(place, by=manager)

    with pytest.raises(OwnProposal):
        decide(asked, ACCEPTED, manager)


def test_the_database_lets_nobody_decide_about_their_own(place: Elsewhere) -> None:
    own = ProposedHours.objects.filter(pk=proposed(place).pk)

    with pytest.raises(IntegrityError, match="queue_proposed_by_another"), transaction.atomic():
        own.update(verdict=ACCEPTED, decided_by=F("proposed_by"), decided_at=NOON)


@pytest.mark.parametrize(
    "row, rule",
    [
        ({"verdict": "maybe", "decided_by": "account:1", "decided_at": NOON}, "verdict"),
        ({"verdict": ACCEPTED}, "decided_whole"),
        ({"decided_by": "account:1"}, "decided_whole"),
        ({"verdict": REFUSED, "decided_by": "account:1", "decided_at": NOON}, "refused_why"),
        ({"applied_at": NOON, "refused_at": NOON}, "one_end"),
    ],
)
def test_a_decision_is_whole(place: Elsewhere, row: dict[str, object], rule: str) -> None:
    asked = ProposedHours.objects.filter(pk=proposed(place).pk)

    with pytest.raises(IntegrityError, match=f"queue_proposed_{rule}"), transaction.atomic():
        asked.update(**row)


def test_hours_that_clash_are_not_accepted_and_go_on_waiting(
    place: Elsewhere, manager: Actor
) -> None:
    other = Service.objects.create(
        facility=place.clinic.facility, code="002", name="Poli Gigi", letter="B"
    )
    _plan(place, other.pk, time(12, 30), time(15))
    asked = proposed(place)

    with pytest.raises(PractitionerBusy):
        decide(asked, ACCEPTED, manager)

    assert planned(place, COUNTS)[0] == (time(8), time(12), 20, 5)
    assert queue_read.proposals(manager).waiting[0].id == asked.pk


def test_a_doctor_may_sit_twice_a_day(place: Elsewhere, manager: Actor) -> None:
    evening, morning = (
        ProposedDay(MONDAY, "16:00", "18:00"),
        ProposedDay(MONDAY, "08:00", "10:00"),
    )

    decide(proposed(place, evening, morning), ACCEPTED, manager)

    assert planned(place, COUNTS) == [(time(8), time(10), 20, 5), (time(16), time(18), 20, 5)]


def test_a_system_that_repeats_its_call_proposes_once(place: Elsewhere) -> None:
    assert proposed(place).pk == proposed(place).pk


def test_what_is_asked_stands_beside_what_holds(place: Elsewhere, manager: Actor) -> None:
    asked = proposed(place, ProposedDay(MONDAY, "09:00", "13:00"), ProposedDay(8, "08:00", "10:00"))

    shown = queue_read.proposal(asked.pk, viewer=manager, at=NOON)

    assert shown.days == (
        DayBeside(MONDAY, ("09:00-13:00",), ("08:00-12:00",)),
        DayBeside(8, ("08:00-10:00",), ()),
    )
    assert shown.line.counts_on == COUNTS
