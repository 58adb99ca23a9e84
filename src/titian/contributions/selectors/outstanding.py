"""What a family can pay now."""

from datetime import date, datetime

from titian.contributions.errors import PayerUnknown
from titian.contributions.rules import accounts
from titian.contributions.rules.owing import Owed, Situation, owed
from titian.contributions.rules.parameters import Parameters
from titian.contributions.selectors.bills import bills_on_record, has_account
from titian.contributions.selectors.parameters import due_days, parameters
from titian.contributions.types import Outstanding
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.types import PayingFamily, Status

_LETTERS = 3
_LOOKS = 3


def outstanding_by_number(customer_no: str, *, at: datetime) -> tuple[Outstanding, str]:
    """For a bank's inquiry: what is due, and the usual name of the virtual account."""
    family, now = situation_now(family_of_number(customer_no), on=day_of(at))
    table = parameters()
    return owed(now, table, due_days(table)).outstanding, account_name(family.head_name)


def family_of_number(customer_no: str) -> int:
    """The family of any card that ends so. Two families with such cards are nobody's payer."""
    cards = accounts.possible_cards(customer_no)
    found = members_read.families_of_cards(cards) if cards else []
    if len(found) != 1:
        raise PayerUnknown
    return found[0]


def paying_family(family_id: int) -> PayingFamily:
    found = members_read.paying_families([family_id])
    if family_id not in found:
        raise PayerUnknown
    return found[family_id]


def situation_now(family_id: int, *, on: date) -> tuple[PayingFamily, Situation]:
    """A family and what decides what it can pay, for who does not hold the account, or has none.

    Bills are read after the people, so a payment in between is seen in the bills alone. It leaves
    nothing to be asked for, unless somebody seems to wait still for the first payment, which
    would be asked for once more. So a family of whom somebody waits is looked at again, until it
    is as before. When it never is, the last look must do: who pays is judged anew.
    """
    family, now = _looked(family_id, on)
    for _ in range(_LOOKS):
        if not _somebody_waits(family) or paying_family(family_id) == family:
            break
        family, now = _looked(family_id, on)
    return family, now


def _looked(family_id: int, on: date) -> tuple[PayingFamily, Situation]:
    """Without months in arrears it is all the same whether there is an account: it is not asked."""
    family = paying_family(family_id)
    has = not family.months_in_arrears or has_account(family_id)
    return family, situation(family, on=on, has_account=has)


def _somebody_waits(family: PayingFamily) -> bool:
    return any(one.status is Status.MENUNGGU_BAYAR_PERTAMA for one in family.people)


def situation(family: PayingFamily, *, on: date, has_account: bool) -> Situation:
    """`has_account` was asked before this: where there are bills, one was opened since then."""
    bills = bills_on_record([family.family_id], month=on.replace(day=1)).get(family.family_id, ())
    return Situation(
        family_id=family.family_id,
        people=family.people,
        bills=bills,
        on=on,
        unbilled_months=0 if has_account or bills else family.months_in_arrears,
    )


def owed_now(now: Situation, table: Parameters) -> Owed:
    return owed(now, table, due_days(table))


def account_name(full_name: str) -> str:
    """As banks print it: enough for the payer to know whom the number belongs to."""
    words = full_name.upper().split()
    return " ".join(word[:_LETTERS] + "*" * len(word[_LETTERS:]) for word in words)
