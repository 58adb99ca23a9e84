"""What members' affairs do because time passed."""

from datetime import datetime, timedelta

from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members import services as members
from titian.members.services import exporting
from titian.platform.jobs.services import periodic, sweep, task

_PAPERS = Actor.system("members.papers")
_RECOVERIES = Actor.system("members.recoveries")


@sweep("members.recoveries", every=timedelta(seconds=20))
def recoveries(at: datetime) -> int:
    """New numbers whose hours of waiting are over; what nobody proved in time lapses."""
    return members.apply_due_numbers(by=_RECOVERIES, at=at) + members.lapse_old(at=at)


@sweep("members.requests", every=timedelta(seconds=20))
def requests(at: datetime) -> int:
    """Changes whose moment has come take effect; of a clock that ran out the branch is told."""
    return members.apply_due_requests(at=at) + members.tell_late(at=at)


@periodic("50 18 * * *", "members.forget_papers")
def forget_papers() -> None:
    """Documents of requests that ended long enough ago, in the night."""
    while members.forget_papers(by=_PAPERS, at=clock.now()):
        pass


@periodic("30 1 * * *", "members.remind_of_nik")
def remind_of_nik() -> None:
    """In the morning, after quiet hours: 08.30 in Jakarta."""
    members.remind_of_nik(at=clock.now())


@task(exporting.MAKE)
def make_export(export_id: int) -> None:
    exporting.make_export(export_id=export_id, at=clock.now())


@periodic("40 * * * *", "members.forget_exports")
def forget_exports() -> None:
    """Copies and prepared forms whose time is over."""
    exporting.forget_exports(at=clock.now())
    members.forget_prepared(at=clock.now())
