"""What the named people paid, agreed on and earn: by the same services as everybody's dues."""

from datetime import datetime, timedelta

from django.db import transaction

from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.errors import PlanNotPossible
from titian.contributions.types import PlanScheme, Received, Via
from titian.demo.people.characters import Household, PastDues, Work, households, months_before
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.kernel.periods import day_of
from titian.members import selectors as members_read

_BANK = "BANKCONTOH"
_DAY_OF_PAYING = timedelta(days=6, hours=10)
_CUSTOMER_DIGITS = 11


def settle_dues(*, by: Actor, at: datetime) -> int:
    """The past of families that have none yet, then everybody's bills of this month; returns how
    many families came.
    """
    today = day_of(at)
    told = households(today)
    come = sum(_settle_family(one, by=by, at=at) for one in told if one.past_dues or one.works)
    contributions.bill_month(month=today.replace(day=1), by=by, at=at)
    return come


@transaction.atomic
def _settle_family(household: Household, *, by: Actor, at: datetime) -> bool:
    """All of a family's past or nothing; who has a past already is left alone."""
    person_id = _person(household, 0)
    dues = contributions_read.dues_of(person_id, viewer=by, at=at)
    if dues.payments or dues.share is not None:
        return False
    for work in household.works:
        _employ(_person(household, work.place), work, by=by, at=at)
    if household.past_dues is None:
        return True
    try:
        with transaction.atomic():
            _live(household, household.past_dues, dues.family_id, by=by, at=at)
    except PlanNotPossible:
        return False  # somebody emptied the books of a family that had paid: it owes nothing now
    return True


def _person(household: Household, place: int) -> int:
    new = household.family.people[place]
    found = members_read.match(new.nik or "", new.birth_date)
    if found is None:
        raise LookupError(f"{new.full_name} has not moved in")
    return found


def _employ(person_id: int, work: Work, *, by: Actor, at: datetime) -> None:
    contributions.employ(
        employer_code=work.employer_code,
        employer_name=work.employer_name,
        person_id=person_id,
        wage=work.wage,
        started_on=work.started_on,
        regency=work.regency,
        by=by,
        at=at,
    )


def _live(household: Household, past: PastDues, family_id: int, *, by: Actor, at: datetime) -> None:
    """Month after month, on the seventh: what was due then is paid."""
    number = household.family.people[0].card_number[-_CUSTOMER_DIGITS:]
    moments = [_paying_day(at, count) for count in range(past.months, 0, -1)]
    if past.parts:
        contributions.agree_plan(
            family_id=family_id,
            scheme=PlanScheme.REHAB,
            parts=past.parts,
            client_key=f"demo-{number}",
            by=by,
            at=moments[0] - timedelta(hours=1),
        )
    for moment in moments:
        _pay(number, by=by, at=moment)


def _pay(number: str, *, by: Actor, at: datetime) -> None:
    due = contributions_read.outstanding_by_number(number, at=at)[0]
    received = Received(
        partner=_BANK,
        request_id=f"demo-{number}-{at:%Y-%m}",
        amount=due.amount,
        paid_at=at,
        via=Via.VIRTUAL_ACCOUNT,
        reference=f"{at:%Y%m%d}{number[-6:]}",
    )
    contributions.pay(customer_no=number, received=received, by=by, at=at)


def _paying_day(at: datetime, months_ago: int) -> datetime:
    here = at.astimezone(JAKARTA)
    first = months_before(here.date(), months_ago)
    midnight = here.replace(
        year=first.year, month=first.month, day=1, hour=0, minute=0, second=0, microsecond=0
    )
    return midnight + _DAY_OF_PAYING
