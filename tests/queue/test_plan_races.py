"""A plan changes, or its place leaves Titian, while sessions are made: the last word counts."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Event

import pytest
from django.db import transaction

from tests.conftest import StatementBudget
from tests.factories.facilities import MONDAY, manager_of
from tests.factories.outside import make_elsewhere, sent
from tests.factories.queue import NOON, SETUP, Clinic, every_monday, make_clinic
from tests.meanwhile import right_after, somebody_else
from tests.threads import all_at_once
from titian.facilities import services as facilities
from titian.imports import services as imports
from titian.queue import services as queue
from titian.queue.errors import SessionUnknown
from titian.queue.models import PracticeSession

THE_PLAN = 'FROM "facility_schedule"'
WHO_USES_TITIAN = '"facility"."uses_titian"'
MANY = 6


def plan(*clinics: Clinic) -> int:
    ids = [clinic.facility.pk for clinic in clinics]
    return queue.generate_ahead(facility_ids=ids, by=SETUP, at=NOON)


def a_planned_clinic() -> Clinic:
    clinic = make_clinic()
    every_monday(clinic)
    plan(clinic)
    return clinic


def states(clinic: Clinic) -> set[str]:
    return set(
        PracticeSession.objects.filter(facility=clinic.facility).values_list("state", flat=True)
    )


def until(is_so: Callable[[], bool], *, seconds: float = 5) -> bool:
    ends = time.monotonic() + seconds
    while not is_so() and time.monotonic() < ends:
        time.sleep(0.02)
    return is_so()


def ends_its_line(clinic: Clinic) -> None:
    """What a manager does, and what follows from it."""
    facilities.end_schedule(
        facility_id=clinic.facility.pk,
        schedule_id=clinic.facility.schedules.get().pk,
        valid_until=MONDAY,
        by=manager_of(clinic.facility),
        at=NOON,
    )
    plan(clinic)


def leaves_titian(clinic: Clinic) -> None:
    imports.switch_off(code=clinic.facility.code, by=SETUP, at=NOON)


@pytest.mark.django_db
def test_who_left_titian_since_it_was_listed_is_not_planned() -> None:
    clinic = a_planned_clinic()

    with right_after(WHO_USES_TITIAN, partial(leaves_titian, clinic)):
        plan(clinic)

    assert states(clinic) == {"closed"}


@pytest.mark.django_db
def test_a_place_that_left_titian_opens_no_day_by_a_number_of_its_own() -> None:
    place = make_elsewhere()
    every_monday(place.clinic)
    leaves_titian(place.clinic)
    later = sent(place, date=MONDAY + timedelta(days=7))

    with pytest.raises(SessionUnknown):
        queue.take_sent(sent=later, by=place.bridge, at=NOON)

    assert states(place.clinic) == {"closed"}


@pytest.mark.django_db
def test_many_places_are_planned_by_as_many_statements_as_one(
    statements: "type[StatementBudget]",
) -> None:
    one, *others = [make_clinic() for _ in range(MANY)]
    for clinic in (one, *others):
        every_monday(clinic)
    with statements.at_most(25) as for_one:
        plan(one)

    with statements.at_most(len(for_one)):
        made = plan(*others)

    assert made == 4 * len(others)


@pytest.mark.django_db
@pytest.mark.slow
def test_more_places_than_are_planned_at_once_are_all_planned() -> None:
    clinics = [make_clinic() for _ in range(51)]
    for clinic in clinics:
        every_monday(clinic)

    assert plan(*clinics) == 4 * 51


@pytest.mark.slow
@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize("act", [ends_its_line, leaves_titian])
def test_what_ends_while_it_is_planned_stays_closed(act: Callable[[Clinic], None]) -> None:
    clinic = a_planned_clinic()

    with somebody_else(THE_PLAN, partial(act, clinic)):
        plan(clinic)

    assert states(clinic) == {"closed"}


@pytest.mark.slow
@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize("act", [ends_its_line, leaves_titian])
def test_sessions_made_for_the_first_time_are_not_of_a_plan_that_is_over(
    act: Callable[[Clinic], None],
) -> None:
    clinic = make_clinic()
    every_monday(clinic)

    with somebody_else(THE_PLAN, partial(act, clinic)):
        plan(clinic)

    assert states(clinic) <= {"closed"}


@pytest.mark.slow
@pytest.mark.usefixtures("committed_db")
def test_a_plan_that_is_being_changed_holds_up_no_other_place() -> None:
    changed, other = make_clinic(), make_clinic()
    for clinic in (changed, other):
        every_monday(clinic)
    is_locked = Event()

    def changes_slowly() -> bool:
        with transaction.atomic():
            ends_its_line(changed)
            is_locked.set()
            return until(lambda: states(other) == {"open"})

    def plans_both() -> bool:
        is_locked.wait(timeout=30)
        return plan(changed, other) == 4

    answers = all_at_once([changes_slowly, plans_both])

    assert answers == [True, True]
    assert states(changed) == set()


@pytest.mark.slow
@pytest.mark.usefixtures("committed_db")
def test_many_workers_and_managers_at_once_wait_for_each_other_and_none_for_ever() -> None:
    clinics = [a_planned_clinic() for _ in range(MANY)]
    night, morning = partial(plan, *clinics), partial(plan, *reversed(clinics))
    acts: list[Callable[[], object]] = [night, morning, night, morning]
    acts += [partial(ends_its_line, clinic) for clinic in clinics[::2]]
    acts += [partial(leaves_titian, clinic) for clinic in clinics[1::2]]

    answers = all_at_once(acts)

    assert [one for one in answers if isinstance(one, BaseException)] == []
    assert [states(clinic) for clinic in clinics] == [{"closed"}] * MANY
