"""A bank for autodebit that answers as a test tells it, and mandates there."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.factories.contributions import PayingFamily, noon
from tests.factories.messages import words_of
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.models import Payment
from titian.contributions.ports import Debit, DebitResult
from titian.contributions.selectors import MandateView
from titian.contributions.types import Via
from titian.kernel.actors import Actor
from titian.notifications.models import Message

LATEST = "tests.factories.autodebit.Latest"
JOB = Actor.system("contributions.debit")
OPENED = date(2026, 12, 1)
DUE = date(2026, 12, 10)
DAY = timedelta(days=1)


@dataclass
class Bank:
    """A gateway that answers as it is told and remembers what it was asked."""

    name: str = "uji"
    is_simulation: bool = True
    answers: list[DebitResult] = field(default_factory=list)
    debits: list[Debit] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    is_away: bool = False

    def open_mandate(self, *, key: str, account_no: str, holder: str) -> str:
        return f"ref-{key}"

    def close_mandate(self, mandate_ref: str) -> None:
        if self.is_away:
            raise TimeoutError
        self.ended.append(mandate_ref)

    def debit(self, debit: Debit) -> DebitResult:
        self.debits.append(debit)
        return self.answers.pop(0) if self.answers else DebitResult.TAKEN


BANKS: list[Bank] = []  # the last one is asked


class Latest(Bank):
    """The gateway is made once in a process; each test has a bank of its own behind it."""

    def open_mandate(self, *, key: str, account_no: str, holder: str) -> str:
        return BANKS[-1].open_mandate(key=key, account_no=account_no, holder=holder)

    def close_mandate(self, mandate_ref: str) -> None:
        BANKS[-1].close_mandate(mandate_ref)

    def debit(self, debit: Debit) -> DebitResult:
        return BANKS[-1].debit(debit)


def opened(
    family: PayingFamily, *, account: str = "1234567890", key: str = "a", at: datetime | None = None
) -> int:
    return contributions.open_mandate(
        family_id=family.family_id,
        account_no=account,
        holder="Orang Contoh",
        client_key=key,
        by=family.viewer,
        at=at or noon(OPENED),
    )


def debited(on: date) -> int:
    return contributions.debit_due(on=on, by=JOB, at=noon(on))


def seen(family: PayingFamily) -> MandateView:
    found = contributions_read.find_mandate(family.family_id)
    assert found is not None
    return found


def said(template: str) -> list[str]:
    name = f"contributions/messages/{template}.txt"
    return [words_of(one, "id") for one in Message.objects.filter(template=name).order_by("id")]


def payments_of(family: PayingFamily) -> list[tuple[str, int]]:
    found = Payment.objects.filter(family=family.family_id, via=Via.AUTODEBIT)
    return list(found.values_list("partner", "amount"))
