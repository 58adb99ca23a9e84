"""Calls worth a look, for who answers for the money."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from titian.accounts.types import StaffRole
from titian.bridging.errors import BankWorkNotAllowed
from titian.bridging.models import SnapCall
from titian.bridging.types import CallView
from titian.contributions import selectors as contributions_read
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA

SHOWN = 50


@dataclass(frozen=True, slots=True)
class CallPage:
    calls: tuple[CallView, ...]
    older_than: int | None  # where the next page begins


def odd_calls(
    *,
    viewer: Actor,
    partner: str = "",
    outcome: str = "",
    day: date | None = None,
    before: int | None = None,
) -> CallPage:
    """The newest first, fifty at once. Raises `BankWorkNotAllowed`."""
    if not _may_watch(viewer):
        raise BankWorkNotAllowed
    rows = SnapCall.objects.exclude(odd="").order_by("-id")
    if partner:
        rows = rows.filter(said_partner=partner)
    if outcome:
        rows = rows.filter(outcome__startswith=outcome)
    if day:
        start = datetime.combine(day, time(), JAKARTA)
        rows = rows.filter(at__gte=start, at__lt=start + timedelta(days=1))
    if before:
        rows = rows.filter(id__lt=before)
    found = list(rows.select_related("bank").defer("answer_sealed")[: SHOWN + 1])
    more = found[SHOWN - 1].pk if len(found) > SHOWN else None
    return CallPage(tuple(_view(row) for row in found[:SHOWN]), more)


def _view(row: SnapCall) -> CallView:
    return CallView(
        at=row.at,
        partner=row.said_partner,
        bank=row.bank.name if row.bank else "",
        service=row.service,
        external_id=row.external_id,
        outcome=row.outcome,
        odd=row.odd,
        reference=row.reference,
        body_hash=bytes(row.body_hash).hex()[:12],
    )


def _may_watch(viewer: Actor) -> bool:
    """Who keeps the books, and who runs the system: a call's line names nobody."""
    is_operator = any(grant.role == StaffRole.OPERATOR for grant in viewer.grants)
    return is_operator or contributions_read.may_handle_money(viewer)
