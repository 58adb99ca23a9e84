"""What the two homes show, gathered from the packages below and ready to be written down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import NoReverseMatch, reverse

from titian.contributions import selectors as contributions_read
from titian.contributions.errors import NotYourDues
from titian.contributions.types import Dues, Payability
from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.scopes import Grant
from titian.members import selectors as members_read
from titian.members.errors import PersonOutOfReach
from titian.members.types import Segment, Standing
from titian.queue import selectors as queue_read
from titian.queue.types import Suggestion, TicketView

_FACILITY = "facility"


@dataclass(frozen=True, slots=True)
class DuesBox:
    """What a family that pays for itself has to pay, and whether the open page is still true."""

    dues: Dues
    look: str
    on: date

    @property
    def amount(self) -> int:
        return self.dues.outstanding.amount

    @property
    def is_payable(self) -> bool:
        return self.dues.outstanding.payability is Payability.PAYABLE and self.amount > 0

    @property
    def due_on(self) -> date | None:
        return min((line.due_on for line in self.dues.outstanding.lines), default=None)

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.due_on < self.on

    @property
    def off_from(self) -> date:
        """Whoever is active now is so until the month is over."""
        return (self.on.replace(day=28) + timedelta(days=4)).replace(day=1)


@dataclass(frozen=True, slots=True)
class Home:
    """One look at the family: who is covered, what is booked, what may be wanted next."""

    greeted: str
    people: list[Standing]
    chosen: Standing
    tickets: list[TicketView]
    suggestion: Suggestion | None
    seen_at: datetime
    part_of_day: str
    dues: DuesBox | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """Something a staff member may do: the kind names its words in the template."""

    kind: str
    address: str
    place: str = ""


def home_of(viewer: Actor, *, name: str, chosen: str, at: datetime) -> Home:
    """The member's home with one person of the family in the foreground."""
    people = members_read.standings_for(viewer, on=day_of(at))
    tickets = queue_read.open_tickets(viewer=viewer, at=at)
    suggestion = queue_read.suggestion(viewer=viewer, at=at)
    if suggestion and suggestion.person_id in {ticket.person_id for ticket in tickets}:
        suggestion = None
    person = _chosen(people, chosen, viewer.subject)
    local = at.astimezone(ZoneInfo(person.timezone))
    return Home(
        greeted=first_name(name),
        people=people,
        chosen=person,
        tickets=tickets,
        suggestion=suggestion,
        seen_at=at,
        part_of_day=part_of_day(local.hour),
        dues=dues_box(person, people, viewer, at),
    )


def dues_box(
    person: Standing, people: list[Standing], viewer: Actor, at: datetime
) -> DuesBox | None:
    """Nothing where the state, the city or an employer pays, or where it is not for the viewer."""
    if person.segment not in (Segment.PBPU, Segment.BP):
        return None
    try:
        dues = contributions_read.dues_of(person.person_id, viewer=viewer, at=at)
    except (NotYourDues, PersonOutOfReach):
        return None
    on = day_of(at)
    return DuesBox(dues, contributions_read.look_of(dues, people), on)


def _chosen(people: list[Standing], wanted: str, own: str) -> Standing:
    """The person asked for if within reach, else the viewer, else whoever comes first."""
    if not people:
        raise PersonOutOfReach
    by_id = {str(person.person_id): person for person in people}
    return by_id.get(wanted) or by_id.get(own) or people[0]


def first_name(name: str) -> str:
    return name.strip().partition(" ")[0]


def part_of_day(hour: int) -> str:
    """As Indonesian greets: pagi to 10, siang to 15, sore to 18, malam after."""
    for until, part in ((4, "night"), (11, "morning"), (15, "noon"), (19, "afternoon")):
        if hour < until:
            return part
    return "night"


def jobs_of(grants: Iterable[Grant]) -> list[Job]:
    """The doors that a staff member's roles open, each once."""
    grants = list(grants)
    names = _names_of({g.scope.code for g in grants if g.scope.kind == _FACILITY})
    doors: dict[tuple[str, str], Job] = {}
    for grant in grants:
        facility = grant.scope.code if grant.scope.kind == _FACILITY else ""
        for kind, route, per_facility in _DOORS.get(grant.role, ()):
            code = facility if per_facility else ""
            address = _address(route, code)
            if address:
                doors.setdefault((kind, code), Job(kind, address, names.get(code, "")))
    return list(doors.values())


_LOOKUP = ("lookup", "members:lookup", False)
_CHANGES = ("changes", "members:desk_changes", False)
_CODE = ("code", "frontdoor:hand_over", False)
_NUMBER = ("number", "members:desk_recovery", False)
_LEAVE = ("leave", "members:desk_leave", False)
_KADER = ("kader", "members:desk_kaders", False)
_BANK = ("bank", "bridging:calls", False)
_PLANS = ("plans", "contributions:desk_plans", False)
_DATA = ("data", "members:data_requests", False)
# What each role may really do behind the door; a test opens them all.
_DOORS: dict[str, tuple[tuple[str, str, bool], ...]] = {
    "desk": (
        ("desk", "queue:counter", True),
        _LOOKUP,
        _CODE,
        _NUMBER,
        _LEAVE,
        ("board", "queue:board", True),
    ),
    "doctor": (_LOOKUP,),
    "manager": (("schedule", "facilities:schedule", False),),
    "branch": (_CHANGES, _LOOKUP, _CODE, _NUMBER, _LEAVE, _KADER, _BANK, _PLANS, _DATA),
    "operator": (_LOOKUP, _CODE, _NUMBER, _LEAVE, _KADER, _BANK, _PLANS, _DATA),
}


def _address(route: str, code: str) -> str:
    try:
        return reverse(route, args=[code] if code else [])
    except NoReverseMatch:
        return ""


def _names_of(codes: set[str]) -> dict[str, str]:
    return {code: facilities_read.facility_by_code(code).name for code in codes}
