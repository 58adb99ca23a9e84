"""Files of banks and what in them did not agree with our books."""

from django.db.models import Count, Q, QuerySet

from titian.contributions.errors import DifferenceUnknown, MoneyWorkNotAllowed
from titian.contributions.models import BankStatement, Difference
from titian.contributions.rules.reconciling import may_handle_money
from titian.contributions.types import (
    DifferenceKind,
    DifferenceView,
    Settlement,
    StatementView,
)
from titian.kernel.actors import Actor
from titian.kernel.identifiers import masked

_SHOWN, _DIFFERENCES = 60, 200


def statements(*, viewer: Actor) -> list[StatementView]:
    """The latest sixty. Raises `MoneyWorkNotAllowed`."""
    latest = BankStatement.objects.order_by("-day", "-id").values("pk")[:_SHOWN]
    return _views(BankStatement.objects.filter(pk__in=latest).order_by("-day", "-id"), viewer)


def statement(statement_id: int, *, viewer: Actor) -> tuple[StatementView, list[DifferenceView]]:
    """One file with its differences, what is open first. Raises `DifferenceUnknown`."""
    seen = _views(BankStatement.objects.filter(pk=statement_id), viewer)
    if not seen:
        raise DifferenceUnknown
    found = Difference.objects.filter(statement=statement_id).order_by("row", "id")
    waiting, settled = found.filter(settlement=""), found.exclude(settlement="")
    shown = [*waiting[:_DIFFERENCES], *settled[:_DIFFERENCES]]
    return seen[0], [_difference(one) for one in shown]


def _views(rows: QuerySet[BankStatement], viewer: Actor) -> list[StatementView]:
    if not may_handle_money(viewer):
        raise MoneyWorkNotAllowed
    return [
        _statement(row, row.booked, row.waiting)
        for row in rows.annotate(
            booked=Count("differences", filter=Q(differences__settlement=Settlement.BOOKED)),
            waiting=Count("differences", filter=Q(differences__settlement="")),
        )
    ]


def _statement(row: BankStatement, booked: int, waiting: int) -> StatementView:
    return StatementView(
        statement_id=row.pk,
        partner=row.partner,
        day=row.day,
        taken_at=row.taken_at,
        lines=row.lines,
        matched=row.matched,
        booked=booked,
        open=waiting,
        is_finished=row.finished_at is not None,
    )


def _difference(one: Difference) -> DifferenceView:
    return DifferenceView(
        difference_id=one.pk,
        row=one.row,
        kind=DifferenceKind(one.kind),
        account=masked(one.customer_sealed, 0, 4) if one.customer_sealed else "",
        request_id=one.request_id,
        bank_amount=one.bank_amount,
        our_amount=one.our_amount,
        paid_at=one.paid_at,
        reference=one.reference,
        reason=one.reason,
        column=one.column,
        settlement=Settlement(one.settlement) if one.settlement else None,
        settled_at=one.settled_at,
        settled_by=one.settled_by,
        note=one.note,
    )
