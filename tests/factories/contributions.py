"""Families that pay for themselves, in whatever situation a test needs, and money that comes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from tests.factories.members import new_family, new_person
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.models import Bill, LedgerEntry
from titian.contributions.types import Outstanding, Paid, Received, Via
from titian.kernel.actors import Actor
from titian.members import services as members
from titian.members.models import Person
from titian.members.types import Change, Happening, NewPerson, Relation, Segment, WardClass

BANK = Actor.system("bank")
SETUP = Actor.system("tests")
_RELATIONS = (Relation.HEAD, Relation.SPOUSE, *([Relation.CHILD] * 8))
_LONG_AGO = date(2024, 1, 1)
_TAKEN_IN = date(2026, 11, 20)  # or later, by who goes by the real clock


def noon(day: date) -> datetime:
    """Midday in Jakarta."""
    return datetime.combine(day, time(5), UTC)


@dataclass(frozen=True, slots=True)
class PayingFamily:
    family_id: int
    people: tuple[int, ...]
    card_number: str  # of the head

    @property
    def head(self) -> int:
        return self.people[0]

    @property
    def customer_no(self) -> str:
        return self.card_number[-11:]

    @property
    def viewer(self) -> Actor:
        return Actor.member(f"t{self.head}", self.head)

    @property
    def statuses(self) -> set[str]:
        return set(Person.objects.filter(pk__in=self.people).values_list("status", flat=True))

    def owes(self, day: date) -> Outstanding:
        return contributions_read.outstanding_by_number(self.customer_no, at=noon(day))[0]

    def pays(self, day: date, amount: int | None = None) -> Paid:
        """All that is due on that day, by the bank."""
        given = self.owes(day).amount if amount is None else amount
        return contributions.pay(
            customer_no=self.customer_no, received=money(given, day), by=BANK, at=noon(day)
        )

    def balances(self) -> dict[str, int]:
        """Of each account of the ledger: debits less credits."""
        found: dict[str, int] = {}
        for entry in LedgerEntry.objects.filter(family=self.family_id):
            found[entry.debit] = found.get(entry.debit, 0) + entry.amount
            found[entry.credit] = found.get(entry.credit, 0) - entry.amount
        return found

    def open_bills(self) -> list[tuple[str, date, int]]:
        bills = Bill.objects.filter(family=self.family_id, settled_by__isnull=True)
        return list(bills.order_by("month", "number").values_list("kind", "month", "amount"))


def money(amount: int, day: date, *, request_id: str = "", partner: str = "BRI") -> Received:
    return Received(
        partner=partner,
        request_id=request_id or uuid4().hex,
        amount=amount,
        paid_at=noon(day),
        via=Via.VIRTUAL_ACCOUNT,
        reference="000000000012345",
    )


def paying_family(
    people: int = 2, *, ward: WardClass = WardClass.THIRD, since: date = _LONG_AGO
) -> PayingFamily:
    """Active, nothing in arrears; they paid for the first time 16 days after `since`."""
    happened = (
        Happening(Change.REGISTERED_UNPAID, since, Segment.PBPU, ward),
        Happening(Change.FIRST_PAYMENT, since + timedelta(days=16)),
    )
    return registered([happened] * people)


def suspended_family(
    months: int, people: int = 2, *, on: date, ward: WardClass = WardClass.THIRD
) -> PayingFamily:
    """Suspended, with so many months in arrears before the month of `on`."""
    first = date(2014, 1, 1)
    happened = (
        Happening(Change.REGISTERED_UNPAID, first, Segment.PBPU, ward),
        Happening(Change.FIRST_PAYMENT, first + timedelta(days=16)),
        Happening(Change.FELL_IN_ARREARS, on.replace(day=1)),
    )
    return registered([happened] * people, months_in_arrears=months, at=max(on, _TAKEN_IN))


def waiting_family(people: int = 1, *, registered_on: date) -> PayingFamily:
    """Registered and waiting for its first payment."""
    change = Happening(Change.REGISTERED_UNPAID, registered_on, Segment.PBPU, WardClass.THIRD)
    return registered([(change,)] * people)


def covered_family(segment: Segment = Segment.PBI_JK, people: int = 2) -> PayingFamily:
    """Somebody else pays."""
    change = Happening(Change.REGISTERED, _LONG_AGO, segment, WardClass.THIRD)
    return registered([(change,)] * people)


def registered(
    histories: list[tuple[Happening, ...]], *, months_in_arrears: int = 0, at: date = _TAKEN_IN
) -> PayingFamily:
    """A family whose people have these histories, the head's first; in our books since `at`."""
    people = [_person(happened, n) for n, happened in enumerate(histories)]
    family = new_family(*people, months_in_arrears=months_in_arrears)
    ids = members.register_family(family=family, by=SETUP, at=noon(at))
    family_id = Person.objects.values_list("family_id", flat=True).get(pk=ids[0])
    return PayingFamily(family_id, tuple(ids), people[0].card_number)


def _person(happened: tuple[Happening, ...], place: int) -> NewPerson:
    born = date(2013, 1, 1) if place > 1 else date(1985 + place, 5, 5)
    person = new_person(f"Orang Contoh{place}", born=born, relation=_RELATIONS[place])
    return NewPerson(
        nik=person.nik,
        card_number=person.card_number,
        full_name=person.full_name,
        birth_date=person.birth_date,
        sex=person.sex,
        relation=person.relation,
        happenings=happened,
    )
