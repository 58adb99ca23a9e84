"""What the two homes show, gathered from the packages below and ready to be written down."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from titian.announcements import selectors as announcements_read
from titian.announcements.types import Live
from titian.contributions import selectors as contributions_read
from titian.contributions.errors import NotYourDues
from titian.contributions.types import Dues
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.errors import PersonOutOfReach
from titian.members.types import News, NumberChange, Segment, Standing
from titian.queue import selectors as queue_read
from titian.queue.types import Asking, Suggestion, TicketView
from titian.referrals import selectors as referrals_read
from titian.referrals.types import Bookable


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
        return self.dues.outstanding.is_payable

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
class Wish:
    """A number that a facility's own system is asked for, or has refused, and for whom."""

    asking: Asking
    name: str


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
    papers: list[Bookable] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    new_number: NumberChange | None = None  # the own number or e-mail is about to change
    news: News | None = None  # what was last said to the viewer, and did it arrive
    told: Live | None = None  # the one announcement that matters most here


def home_of(viewer: Actor, *, name: str, chosen: str, at: datetime) -> Home:
    """The member's home with one person of the family in the foreground."""
    people = members_read.standings_for(viewer, on=day_of(at))
    tickets = queue_read.open_tickets(viewer=viewer, at=at, family=people)
    wishes = _wishes(people, at)
    suggestion = queue_read.suggestion(people, viewer=viewer, at=at)
    if suggestion and suggestion.person_id in _provided(tickets, wishes):
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
        papers=referrals_read.bookable_for(person, on=day_of(at)),
        wishes=wishes,
        new_number=members_read.number_about_to_change(viewer),
        news=_news(people, viewer),
        told=announcements_read.first_for(person.region, person.segment or "", at=at),
    )


def _news(people: list[Standing], viewer: Actor) -> News | None:
    """Of the viewer's own messages, whoever of the family is in the foreground."""
    own = next((one for one in people if str(one.person_id) == viewer.subject), None)
    return members_read.news_of(own) if own else None


def _wishes(people: list[Standing], at: datetime) -> list[Wish]:
    names = {person.person_id: person.full_name for person in people}
    found = queue_read.askings(people, at=at)
    return [Wish(one, names.get(one.person_id, "")) for one in found]


def _provided(tickets: list[TicketView], wishes: list[Wish]) -> set[int | None]:
    """Who has a number or is about to: nothing is suggested to them."""
    return {ticket.person_id for ticket in tickets} | {wish.asking.person_id for wish in wishes}


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
