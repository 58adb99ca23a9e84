"""Autodebit as a family sees it, and what it failed to take."""

from dataclasses import dataclass
from datetime import date, datetime

from titian.contributions.errors import MoneyWorkNotAllowed
from titian.contributions.models import DebitAttempt, Mandate
from titian.contributions.ports import DebitResult
from titian.contributions.rules.mandates import debit_key, undo_until
from titian.contributions.rules.reconciling import may_handle_money
from titian.contributions.selectors.parameters import parameters
from titian.kernel.actors import Actor

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class MandateView:
    """An open mandate; `account_end` is all that we keep of the account's number."""

    gateway: str
    account_end: str
    opened_at: datetime
    starts_at: datetime  # nothing is debited before
    end_before: str = ""  # of the account that can be had back until then
    tried_on: date | None = None
    result: DebitResult | None = None  # None: not tried yet, or no answer yet


@dataclass(frozen=True, slots=True)
class FailedDebit:
    """A debit for which the account had too little; nothing was taken."""

    attempt_id: int
    family_id: int
    day: date
    amount: int


def find_mandate(family_id: int) -> MandateView | None:
    """The open mandate of a family whose dues the caller may see."""
    open_ones = Mandate.objects.filter(family=family_id, closed_at__isnull=True)
    found = open_ones.select_related("replaces").first()
    if found is None:
        return None
    last = found.attempts.order_by("-day").first()
    return MandateView(
        gateway=found.gateway,
        account_end=found.account_end,
        opened_at=found.opened_at,
        starts_at=undo_until(found.opened_at, parameters()),
        end_before=found.replaces.account_end if found.replaces else "",
        tried_on=last.day if last else None,
        result=DebitResult(last.result) if last and last.result else None,
    )


@dataclass(frozen=True, slots=True)
class RefusedMandate:
    """The bank ended autodebit: from which account, on which day."""

    account_end: str
    day: date


def find_refusal(family_id: int) -> RefusedMandate | None:
    """Why a family whose dues the caller may see has no autodebit any more, if a bank ended it."""
    last = Mandate.objects.filter(family=family_id).order_by("-pk").first()
    if last is None or last.closed_at is None:
        return None
    tried = last.attempts.order_by("-day").first()
    if tried is None or tried.result != DebitResult.REFUSED:
        return None
    return RefusedMandate(last.account_end, tried.day)


def failed_debits(*, since: date, after_id: int, limit: int) -> list[FailedDebit]:
    """Debits for which the money was missing, on or after a day, in the order of their ids; what
    the bank refused for good was said when it did.
    """
    short = DebitResult.NO_FUNDS
    found = DebitAttempt.objects.filter(day__gte=since, result=short, pk__gt=after_id)
    rows = found.order_by("pk").values_list("pk", "mandate__family_id", "day", "amount")[:limit]
    return [FailedDebit(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class TakenDebit:
    """Money that a bank took and that fits no bill (yet)."""

    reference: str  # as the bank knows it
    gateway: str
    account_end: str
    day: date
    amount: int


def unbooked_debits(*, viewer: Actor) -> list[TakenDebit]:
    """The oldest first; booked as soon as a bill of this amount is due. Raises
    `MoneyWorkNotAllowed`.
    """
    if not may_handle_money(viewer):
        raise MoneyWorkNotAllowed
    taken = DebitAttempt.objects.filter(result=DebitResult.TAKEN, booked_at__isnull=True)
    columns = ("pk", "mandate__gateway", "mandate__account_end", "day", "amount")
    rows = taken.order_by("day", "pk").values_list(*columns)[:_SHOWN]
    return [TakenDebit(debit_key(pk), *rest) for pk, *rest in rows]
