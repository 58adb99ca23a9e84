"""What was done to one person at one of the demo's facilities is taken back, newest thing first.

Only what was written today: what the demo itself tells lies further back, but for its control
letters, of which each person's first one stays.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial

from titian.claims import selectors as claims_read
from titian.claims import services as claims
from titian.demo.trying import DEVELOPER
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of
from titian.referrals import selectors as referrals_read
from titian.referrals import services as referrals
from titian.referrals.types import ControlLetterView, PaperState, ReferralView
from titian.visits import selectors as visits_read
from titian.visits import services as visits

Step = Callable[..., object]


def take_back(person_id: int, facility_id: int, *, at: datetime) -> int:
    """How many things; what may not be taken back any more, like a decided claim, stays."""
    days = _days(person_id, facility_id, day_of(at))
    every = (_out_of_letters, _letters, _visits, _leave)
    return sum(
        _done(step, at)
        for steps in every
        for on in days
        for step in list(steps(person_id, facility_id, on, at))
    )


def take_papers_back(person_id: int, *, at: datetime, spared: str = "") -> int:
    """Referrals and control letters written today, wherever; `spared` is the demo's own letter."""
    on = day_of(at)
    called = referrals_read.control_letters_of(person_id, viewer=DEVELOPER, at=at)
    sent = referrals_read.referrals_of(person_id, viewer=DEVELOPER, at=at)
    steps: list[Step] = [
        partial(referrals.withdraw_control_letter, number=one.number)
        for one in called
        if _is_new(one, on) and one.number != spared
    ]
    steps += [
        partial(referrals.withdraw_referral, number=one.number) for one in sent if _is_new(one, on)
    ]
    return sum(_done(step, at) for step in steps)


def _is_new(one: ReferralView | ControlLetterView, on: date) -> bool:
    return one.issued_on == on and one.state is not PaperState.WITHDRAWN


def _out_of_letters(person_id: int, facility_id: int, on: date, at: datetime) -> Iterator[Step]:
    """Prescriptions, plans, claims, referrals inside and care sheets hang on letters."""
    for drug in visits_read.prescriptions(
        facility_id, first=on, last=on, person_id=person_id, viewer=DEVELOPER, at=at
    ):
        yield partial(visits.withdraw_prescription, number=drug.number)
    for plan in visits_read.chronic_plans(facility_id, first=on, last=on, viewer=DEVELOPER, at=at):
        if plan.person_id == person_id:
            yield partial(
                visits.withdraw_chronic, number=plan.number, letter_number=plan.letter_number
            )
    numbers = _numbers(person_id, facility_id, on, at)
    for sent in claims_read.claims_of_letters(numbers, viewer=DEVELOPER, at=at):
        yield partial(claims.recall, letter_number=sent.letter_number)
    for number in numbers:
        for one in visits_read.internal_referrals(number, viewer=DEVELOPER, at=at):
            yield partial(
                visits.withdraw_internal, letter_number=number, number=one.number, on=one.on
            )
        yield partial(claims.withdraw_sheet, letter_number=number)


def _letters(person_id: int, facility_id: int, on: date, at: datetime) -> Iterator[Step]:
    for number in _numbers(person_id, facility_id, on, at):
        yield partial(visits.cancel_letter, number=number)


def _visits(person_id: int, facility_id: int, on: date, at: datetime) -> Iterator[Step]:
    del at
    for one in visits_read.registrations(
        facility_id=facility_id, on=on, viewer=DEVELOPER, limit=1_000
    ):
        if one.person_id == person_id:
            yield partial(_unvisited, one.visit_id)


def _unvisited(visit_id: int, *, by: Actor, at: datetime) -> None:
    """What was recorded first, if anything was, then that anybody came."""
    with suppress(Refusal):
        visits.withdraw_record(visit_id=visit_id, by=by, at=at)
    visits.cancel_visit(visit_id=visit_id, by=by, at=at)


def _leave(person_id: int, facility_id: int, on: date, at: datetime) -> Iterator[Step]:
    del at
    yield partial(visits.take_leave_back, person_id=person_id, facility_id=facility_id, on=on)


def _days(person_id: int, facility_id: int, today: date) -> list[date]:
    """Today, and the days for which leave was asked today."""
    first = today.replace(day=1)
    months = (first, (first - timedelta(days=1)).replace(day=1))
    asked = {
        one.asked.on
        for month in months
        for one in visits_read.approvals(facility_id, month=month, viewer=DEVELOPER)
        if one.asked.person_id == person_id and day_of(one.asked_at) == today
    }
    return sorted({today, *asked})


def _numbers(person_id: int, facility_id: int, on: date, at: datetime) -> list[str]:
    found = visits_read.letters_of(
        person_id, facility_id=facility_id, first=on, last=on, viewer=DEVELOPER, at=at
    )
    return [one.number for one in found]


def _done(step: Step, at: datetime) -> int:
    try:
        step(by=DEVELOPER, at=at)
    except Refusal:
        return 0
    return 1
