"""Arrears are paid by instalments: a plan is agreed, or given up (domain-rules §2.5)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from titian.contributions.errors import PlanNotPossible
from titian.contributions.events import PlanAgreed, PlanEnded
from titian.contributions.models import Bill, Plan
from titian.contributions.rules import plans
from titian.contributions.rules.days import last_day, month_of, months_after
from titian.contributions.rules.owing import DueDay
from titian.contributions.selectors.dues import Arrears, arrears_of
from titian.contributions.selectors.outstanding import (
    owed_now,
    paying_family,
    situation,
)
from titian.contributions.selectors.parameters import due_days, parameters
from titian.contributions.services.billing import reserve_bills
from titian.contributions.services.locking import hold_account, lock_account
from titian.contributions.services.writing import NewBill, add_bills
from titian.contributions.types import BillKind, DueLine, PlanScheme, PlanState
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch
from titian.platform.outbox import services as outbox

_WRONG_LENGTH = "wrong_length"


@transaction.atomic
def agree_plan(
    *,
    family_id: int,
    scheme: PlanScheme,
    parts: int,
    client_key: str,
    by: Actor,
    at: datetime,
) -> int:
    """Agree on instalments; the same key gives the same plan. Raises `PlanNotPossible`."""
    had_account = lock_account(family_id, at=at)
    agreed = Plan.objects.filter(family=family_id, client_key=client_key)
    if (known := agreed.values_list("id", flat=True).first()) is not None:
        return known
    on, table = day_of(at), parameters()
    now = situation(paying_family(family_id), on=on, has_account=had_account)
    what = owed_now(now, table)

    arrears = arrears_of(now, what)
    if reason := arrears.refusal(table, on):
        raise PlanNotPossible(reason=reason)
    if parts not in plans.possible_lengths(
        scheme, total=arrears.total, moved=arrears.moved, today=on, parameters=table
    ):
        raise PlanNotPossible(reason=_WRONG_LENGTH)

    plan = _new_plan(family_id, scheme, parts, client_key, arrears, at)
    month = month_of(on)
    past = [
        line
        for line in what.outstanding.lines
        if line.kind is BillKind.MONTHLY and line.month < month
    ]
    _write(plan, past, _instalments(plan, on, due_days(table)), by, at)
    return plan.pk


@transaction.atomic
def cancel_plan(*, family_id: int, by: Actor, at: datetime) -> None:
    """Give the running plan up: what it has not paid is due again at once."""
    hold_account(family_id)
    plan = Plan.objects.filter(family=family_id, state=PlanState.RUNNING).first()
    if plan is None:
        raise PlanNotPossible(reason="no_plan")

    open_ones = Bill.objects.filter(plan=plan, settled_by__isnull=True)
    open_ones.filter(kind=BillKind.INSTALMENT).delete()
    open_ones.filter(kind=BillKind.MONTHLY).update(plan=None)
    plan.state, plan.ended_at = PlanState.CANCELLED, at
    plan.save(update_fields=["state", "ended_at"])

    _say(family_id, "contributions.plan_cancelled", plan.pk, by, at)
    outbox.announce(PlanEnded(family_id, plan.pk, completed=False), at=at)


def _new_plan(
    family_id: int, scheme: PlanScheme, parts: int, client_key: str, arrears: Arrears, at: datetime
) -> Plan:
    return Plan.objects.create(
        family_id=family_id,
        scheme=scheme,
        state=PlanState.RUNNING,
        total=arrears.total,
        parts=parts,
        months=arrears.months,
        client_key=client_key,
        agreed_at=at,
    )


def _instalments(plan: Plan, on: date, due_day: DueDay) -> list[DueLine]:
    """The first is due in the month of the agreement, at its end when its due day is over."""
    lines = []
    for place, amount in enumerate(plans.instalments(plan.total, plan.parts)):
        month = months_after(month_of(on), place)
        due_on = due_day(month)
        lines.append(
            DueLine(
                BillKind.INSTALMENT, month, due_on if due_on >= on else last_day(month), amount,
                number=place + 1, of_parts=plan.parts,
            )
        )  # fmt: skip
    return lines


def _write(
    plan: Plan, past: Sequence[DueLine], parts: Sequence[DueLine], by: Actor, at: datetime
) -> None:
    """The months belong to the plan, those too that had no bill yet."""
    unbilled = [line for line in past if line.bill_id is None]
    ids = reserve_bills(len(unbilled) + len(parts))
    new = [
        NewBill(plan.family_id, replace(line, bill_id=pk), plan_id=plan.pk)
        for line, pk in zip([*unbilled, *parts], ids, strict=True)
    ]
    billed = [line.bill_id for line in past if line.bill_id is not None]
    Bill.objects.filter(pk__in=billed).update(plan=plan)
    batch = Batch()
    add_bills(batch, new, at=at)
    outbox.add_to(batch, [PlanAgreed(plan.family_id, plan.pk)], at=at)
    batch.run()
    _say(plan.family_id, "contributions.plan_agreed", plan.pk, by, at)


def _say(family_id: int, action: str, plan_id: int, by: Actor, at: datetime) -> None:
    data: dict[str, object] = {"plan": plan_id}
    audit.record(audit.Entry(by, action, f"family:{family_id}", data), at=at)
