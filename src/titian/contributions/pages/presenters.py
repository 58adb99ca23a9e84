"""What the pages of dues show: one family at one moment, amounts gathered into readable groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from titian.contributions import selectors as contributions_read
from titian.contributions.types import (
    BillKind,
    DueLine,
    Dues,
    Payability,
    PaymentView,
    PlanState,
    PlanView,
)
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.errors import PersonOutOfReach
from titian.members.types import Help, Segment, Standing, Status


class Situation(StrEnum):
    """The one thing the page says first."""

    SETTLED = "settled"
    DUE = "due"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"
    IN_PLAN = "in_plan"  # suspended; what the plan asks for now is paid
    FIRST_PAYMENT = "first_payment"
    TOO_EARLY = "too_early"
    LAPSED = "lapsed"
    STATE_PAYS = "state_pays"
    CITY_PAYS = "city_pays"
    EMPLOYER_PAYS = "employer_pays"
    NOT_COVERED = "not_covered"


_BAD = (Situation.SUSPENDED, Situation.LAPSED, Situation.NOT_COVERED)
_SOON = (
    Situation.DUE,
    Situation.OVERDUE,
    Situation.FIRST_PAYMENT,
    Situation.TOO_EARLY,
    Situation.IN_PLAN,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Months that cost the same, side by side; an instalment or a fine stands alone."""

    lines: tuple[DueLine, ...]

    @property
    def like(self) -> DueLine:
        return self.lines[0]

    @property
    def last(self) -> DueLine:
        return self.lines[-1]

    @property
    def each(self) -> int:
        """What one person pays for one month."""
        return self.like.tariff - self.like.subsidy

    @property
    def month(self) -> int:
        """What one month asks of all of them, before anything of it was paid."""
        return self.like.people * self.each

    @property
    def paid_before(self) -> int:
        """What instalments have already paid of this month."""
        return self.month - self.like.amount if self.like.kind is BillKind.MONTHLY else 0

    @property
    def joined_later(self) -> bool:
        """A second bill of a month is for people who came to the family after the first."""
        return self.like.kind is BillKind.MONTHLY and self.like.number > 0

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True)
class DuesPage:
    person: Standing
    people: tuple[Standing, ...]
    families: tuple[Standing, ...]
    dues: Dues
    situation: Situation
    groups: tuple[Group, ...]
    look: str
    seen_at: datetime

    @property
    def amount(self) -> int:
        return self.dues.outstanding.amount

    @property
    def is_payable(self) -> bool:
        return self.dues.outstanding.is_payable

    @property
    def next_part(self) -> DueLine | None:
        """The part of the running plan that comes next."""
        parts = self.plan.instalments[self.plan.paid_parts :] if self.plan else ()
        return next(iter(parts), None)

    @property
    def next_groups(self) -> tuple[Group, ...]:
        """What the next month will ask for."""
        return groups_of([self.dues.next_month]) if self.dues.next_month else ()

    @property
    def month_beside_plan(self) -> int:
        """What each month costs besides its part of a plan."""
        return self.dues.next_month.amount if self.dues.next_month else 0

    @property
    def at_once(self) -> int:
        """What would be due if the running plan ended now: all its open parts, and the rest."""
        if self.plan is None:
            return self.amount
        others = (o for o in self.dues.outstanding.lines if o.kind is not BillKind.INSTALMENT)
        parts = self.plan.instalments[self.plan.paid_parts :]
        return sum(line.amount for line in (*others, *parts))

    @property
    def bad(self) -> tuple[Situation, ...]:
        """Situations to be shown in red: the card is off."""
        return _BAD

    @property
    def soon(self) -> tuple[Situation, ...]:
        """Situations to be shown as waiting for something."""
        return _SOON

    @property
    def plan(self) -> PlanView | None:
        """The plan that is running."""
        plan = self.dues.plan
        return plan if plan is not None and plan.state is PlanState.RUNNING else None

    @property
    def activates(self) -> bool:
        """Whether the card becomes active at once when this is paid."""
        return self.dues.reactivates or self.situation is Situation.FIRST_PAYMENT

    @property
    def pays_self(self) -> bool:
        return self.dues.segment in (Segment.PBPU, Segment.BP)

    @property
    def is_reminded(self) -> bool:
        """Of dues, of instalments, of a worker's child: not of what the state or the city pays."""
        paid_for = (Situation.STATE_PAYS, Situation.CITY_PAYS)
        return self.situation not in paid_for or self.plan is not None

    @property
    def has_months(self) -> bool:
        return any(group.like.kind is BillKind.MONTHLY for group in self.groups)

    @property
    def off_from(self) -> date | None:
        """The first of the month after the oldest unpaid one: the card goes off then."""
        months = [one.month for one in self.dues.outstanding.lines if one.kind is BillKind.MONTHLY]
        if not months:
            return None
        return (min(months).replace(day=28) + timedelta(days=4)).replace(day=1)

    @property
    def first(self) -> DueLine | None:
        """What falls due first."""
        return min(self.dues.outstanding.lines, key=lambda line: line.due_on, default=None)

    @property
    def latest_payment(self) -> PaymentView | None:
        return max(self.dues.payments, key=lambda paid: paid.recorded_at, default=None)

    @property
    def all_active(self) -> bool:
        """Whether everybody who can be covered is."""
        gone = (Status.MENINGGAL, Status.DUPLIKAT, Status.DITANGGUHKAN_LN)
        return all(one.is_active for one in self.people if one.status not in gone)


_OTHERS_PAY = {
    Segment.PBI_JK: Situation.STATE_PAYS,
    Segment.PBPU_PEMDA: Situation.CITY_PAYS,
    Segment.VETERAN: Situation.STATE_PAYS,
    Segment.PPU_PN: Situation.EMPLOYER_PAYS,
    Segment.PPU_BU: Situation.EMPLOYER_PAYS,
}
_BY_PAYABILITY = {
    Payability.TOO_EARLY: Situation.TOO_EARLY,
    Payability.LAPSED: Situation.LAPSED,
    Payability.NOTHING_DUE: Situation.SETTLED,
}


def situation_of(dues: Dues, status: Status, at: datetime) -> Situation:
    """Who pays comes first, then whether the card is off, then how soon it must be paid."""
    outstanding = dues.outstanding
    if status is Status.NONAKTIF_SEGMEN and not outstanding.lines:
        return Situation.NOT_COVERED
    if outstanding.payability is Payability.NOT_OURS:
        return _OTHERS_PAY.get(dues.segment, Situation.SETTLED)
    if outstanding.payability is not Payability.PAYABLE:
        return _not_payable(outstanding.payability, status)
    if status is Status.MENUNGGU_BAYAR_PERTAMA:
        return Situation.FIRST_PAYMENT
    if status is Status.NONAKTIF_TUNGGAKAN:
        return Situation.SUSPENDED
    today = day_of(at)
    late = any(line.due_on < today for line in outstanding.lines)
    return Situation.OVERDUE if late else Situation.DUE


def _not_payable(payability: Payability, status: Status) -> Situation:
    if payability is Payability.NOTHING_DUE and status is Status.NONAKTIF_TUNGGAKAN:
        return Situation.IN_PLAN
    return _BY_PAYABILITY[payability]


def groups_of(lines: Iterable[DueLine]) -> tuple[Group, ...]:
    """Oldest first; months with the same people, tariff and amount together."""

    def alike(line: DueLine) -> tuple[object, ...]:
        return (line.kind, line.people, line.tariff, line.subsidy, line.amount, line.number)

    ordered = sorted(lines, key=lambda line: (line.kind is not BillKind.MONTHLY, line.month))
    return tuple(Group(tuple(same)) for _, same in groupby(ordered, key=alike))


def dues_page(viewer: Actor, person_id: int | None, *, at: datetime) -> DuesPage:
    """The dues of the family of the person asked for, or of one's own."""
    on = day_of(at)
    reached = [one for one in members_read.standings_for(viewer, on) if Help.DUES in one.helps]
    person = _chosen(reached, person_id or int(viewer.subject))
    dues = contributions_read.dues_of(person.person_id, viewer=viewer, at=at)
    return page_of(dues, person, reached, at=at)


def page_of(dues: Dues, person: Standing, reached: list[Standing], *, at: datetime) -> DuesPage:
    people = tuple(one for one in reached if one.family_id == person.family_id)
    families = {one.family_id: one for one in reversed(reached)}
    families[person.family_id] = person
    return DuesPage(
        person=person,
        people=people,
        families=tuple(families.values()) if len(families) > 1 else (),
        dues=dues,
        situation=situation_of(dues, person.status, at),
        groups=groups_of(dues.outstanding.lines),
        look=contributions_read.look_of(dues, people),
        seen_at=at.astimezone(JAKARTA),
    )


def _chosen(people: list[Standing], wanted: int) -> Standing:
    for one in people:
        if one.person_id == wanted:
            return one
    raise PersonOutOfReach
