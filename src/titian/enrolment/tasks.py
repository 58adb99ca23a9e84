"""What enrolment does because time passed."""

from datetime import datetime, timedelta

from titian.enrolment import services as enrolment
from titian.kernel import clock
from titian.platform.jobs.services import periodic, sweep

_LETTERS = 5  # handed over by one worker at a time


@sweep("enrolment.registers", every=timedelta(seconds=2))
def registers(at: datetime) -> int:
    """What waits for a register is asked."""
    return enrolment.ask_registers(at=at)


@sweep("enrolment.clocks", every=timedelta(seconds=20))
def clocks(at: datetime) -> int:
    """Of a further share of the time gone, who can act is told."""
    return enrolment.tell_clocks(at=at)


@sweep("enrolment.leave", every=timedelta(minutes=1))
def leave(at: datetime) -> int:
    """Of officers whose leave began, the cases change hands."""
    return enrolment.hand_over(at=at)


@sweep("enrolment.letters", every=timedelta(seconds=5))
def letters(at: datetime) -> int:
    """What is signed goes to the scheme."""
    claimed = enrolment.claim_letters(at=at, limit=_LETTERS)
    for letter_id in claimed:
        enrolment.hand_over_letter(letter_id=letter_id, at=at)
    return len(claimed)


@sweep("enrolment.active", every=timedelta(seconds=5))
def active(at: datetime) -> int:
    """Whose day has come is covered."""
    return enrolment.take_effect(at=at)


@sweep("enrolment.admit", every=timedelta(minutes=1))
def admit(at: datetime) -> int:
    """Who waits for a place goes on when there is one."""
    return enrolment.admit(at=at)


@sweep("enrolment.batches", every=timedelta(seconds=2))
def batches(at: datetime) -> int:
    """Families of a spreadsheet that was sent, one by one."""
    return enrolment.send_families(at=at)


@sweep("enrolment.lists_asked", every=timedelta(seconds=10))
def lists_asked(at: datetime) -> int:
    """The scheme is asked for its list of those a city pays for."""
    return enrolment.ask_scheme(at=at)


@sweep("enrolment.lists", every=timedelta(seconds=2))
def lists(at: datetime) -> int:
    """A list is compared with our own records, slice by slice."""
    return enrolment.compare_lists(at=at)


@periodic("30 18 * * *", "enrolment.recount")
def recount() -> None:
    """After midnight: how many people each city pays for, by our own records."""
    enrolment.recount()


@periodic("40 18 * * *", "enrolment.came_in_vain")
def came_in_vain() -> None:
    """Who came in vain three months ago is let go."""
    enrolment.forget_turned_away(at=clock.now())


@periodic("20 18 * * *", "enrolment.let_go")
def let_go() -> None:
    """After midnight: sheets, drafts and papers whose time is over."""
    at = clock.now()
    while enrolment.forget(at=at):
        pass


@periodic("50 18 * * *", "enrolment.old_lists")
def old_lists() -> None:
    """Who stood on a list of three months ago is let go."""
    enrolment.forget_lines(at=clock.now())
