"""What dues do because time passed."""

from titian.contributions import services as contributions
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members import services as members
from titian.platform.jobs.services import periodic


@periodic("10 1 * * *", "contributions.remind")
def remind() -> None:
    """In the morning everywhere in the country, after quiet hours: 08.10 in Jakarta."""
    contributions.remind(at=clock.now())


_SUSPENDER, _BILLER = Actor.system("contributions.suspend"), Actor.system("contributions.bill")
_DEBITOR = Actor.system("contributions.debit")
_LATE_FROM = 28


@periodic("5 17 * * *", "contributions.suspend")
def suspend() -> None:
    """After midnight in Jakarta: on the first of a month it is for the month before."""
    contributions.suspend_unpaid(on=clock.today(), by=_SUSPENDER, at=clock.now())


@periodic("20 17 * * *", "contributions.bill")
def bill() -> None:
    """Every night, so that a night without a worker is made up for; a month is billed once, and
    once more near its end for who joined meanwhile.
    """
    # A class changed on the first is on its bill, also when another worker is about to change it.
    members.apply_due_requests(at=clock.now(), waits=True)
    today = clock.today()
    for late in (False, True) if today.day >= _LATE_FROM else (False,):
        contributions.bill_month(month=today.replace(day=1), by=_BILLER, at=clock.now(), late=late)


@periodic("0 2,8 * * *", "contributions.debit")
def debit() -> None:
    """In banking hours; who has no answer is asked again with the same key."""
    contributions.debit_due(on=clock.today(), by=_DEBITOR, at=clock.now())
    contributions.end_mandates(at=clock.now())
