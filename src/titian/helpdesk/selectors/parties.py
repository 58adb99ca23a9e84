"""Who is behind a part of the way, and by when they should answer."""

from datetime import date, time, timedelta

from titian.facilities import selectors as facilities_read
from titian.helpdesk.models import Party, ReportParameter
from titian.helpdesk.rules import reports as rules
from titian.helpdesk.rules.lost import carrier_of
from titian.helpdesk.types import Cause, PartyKind
from titian.kernel.clock import JAKARTA
from titian.kernel.dated import Dated
from titian.kernel.working_hours import Office

OPENS, CLOSES = time(8), time(16)  # of an office whose hours nobody has told us


def report_numbers() -> list[Dated]:
    """Read anew each time: the table is small."""
    rows = ReportParameter.objects.order_by("valid_from")
    return list(rows.values_list("key", "value", "valid_from", "valid_to"))


def find_party(cause: Cause) -> Party | None:
    """Who carries what failed; else the party of that kind nearest to the place."""
    by_place = {one.place: one for one in Party.objects.filter(kind=rules.behind(cause))}
    carrier = carrier_of(cause.reason)
    found = carrier if carrier and carrier in by_place else rules.nearest(by_place, cause.place)
    return None if found is None else by_place[found]


def answer_within(kind: PartyKind, numbers: list[Dated], on: date) -> timedelta:
    """Working hours in which a party of this kind should answer."""
    return timedelta(hours=rules.number_in_force(rules.ANSWER, numbers, on, kind))


def office_of_parties(on: date) -> Office:
    days_off = facilities_read.days_off(date(on.year, 1, 1), date(on.year + 1, 12, 31))
    return Office(opens=OPENS, closes=CLOSES, zone=JAKARTA, days_off=days_off)
