"""What the help desk does because time passed."""

from datetime import datetime, timedelta

from titian.helpdesk import services as helpdesk
from titian.helpdesk.services import outreach
from titian.kernel import clock
from titian.platform.jobs.services import periodic, sweep


@sweep("helpdesk.reports", every=timedelta(minutes=1))
def reports(at: datetime) -> int:
    """What fails again and again becomes a report, and is told to whoever is behind it."""
    helpdesk.group_failures(at=at)
    return helpdesk.send_due(at=at)


@sweep("helpdesk.report_clocks", every=timedelta(seconds=30))
def report_clocks(at: datetime) -> int:
    """Of a further share of the time in which a party should answer, they and we are told."""
    return helpdesk.tell_report_clocks(at=at)


@periodic("10 19 * * *", "helpdesk.forget_outreach")
def forget_outreach() -> None:
    """After midnight: names and numbers of visits a month ago are let go."""
    at = clock.now()
    while outreach.forget_outreach_names(at=at):
        pass
