"""Everything the page of dues shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest

from titian.contributions.errors import NotYourDues
from titian.contributions.models import Bill, Employment, Payment, Plan
from titian.contributions.rules import accounts, fines, plans, shares
from titian.contributions.rules.days import month_of
from titian.contributions.rules.owing import OWING, Owed, Situation, next_month, owed
from titian.contributions.rules.parameters import Parameters
from titian.contributions.rules.tariffs import SELF_PAYING
from titian.contributions.selectors.bills import bill_lines
from titian.contributions.selectors.outstanding import situation_now
from titian.contributions.selectors.parameters import due_days, parameters
from titian.contributions.selectors.payments import payments_of
from titian.contributions.types import (
    BillKind,
    Dues,
    PlanOffer,
    PlanScheme,
    PlanState,
    PlanView,
    Share,
    VirtualAccount,
)
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.types import Help, Payer, Status

_WINDOW_AT_MOST = timedelta(days=366)


def dues_of(person_id: int, *, viewer: Actor, at: datetime) -> Dues:
    """The dues of this person's family. Raises `PersonOutOfReach` or `NotYourDues`."""
    on = day_of(at)
    standing = members_read.standing(person_id, viewer=viewer, on=on, to=Help.DUES)
    family, now = situation_now(standing.family_id, on=on)
    table = parameters()

    what = owed(now, table, due_days(table))
    arrears = arrears_of(now, what)
    fine_until, fine_months = _fine(now, table)
    person = _person(now.people, person_id)
    return Dues(
        family_id=family.family_id,
        segment=person.segment,
        ward_class=person.ward_class,
        outstanding=what.outstanding,
        payments=tuple(payments_of(family.family_id)),
        plan=plan_of(family.family_id),
        offers=arrears.offers(table, on),
        plan_refused=arrears.refusal(table, on),
        fine_until=fine_until,
        fine_months=fine_months,
        share=_share(person_id, table, on),
        next_month=next_month(now, table, due_days(table)),
        reactivates=bool(what.suspended) and (now.plan_id is None or what.plan_ends),
    )


def virtual_accounts(person_id: int, *, viewer: Actor, on: date) -> list[VirtualAccount]:
    """Where the family of this person can pay to, one number for each bank."""
    members_read.standing(person_id, viewer=viewer, on=on, to=Help.DUES)
    return accounts.virtual_accounts(accounts.customer_no(members_read.card_of(person_id)))


@dataclass(frozen=True, slots=True)
class Arrears:
    """What a plan would be about."""

    months: int
    total: int
    moved: bool
    has_plan: bool

    def offers(self, table: Parameters, on: date) -> tuple[PlanOffer, ...]:
        return plans.offers(
            months=self.months, total=self.total, moved=self.moved, has_plan=self.has_plan,
            today=on, parameters=table,
        )  # fmt: skip

    def refusal(self, table: Parameters, on: date) -> str:
        return plans.refusal(
            months=self.months, moved=self.moved, has_plan=self.has_plan, today=on,
            parameters=table,
        )  # fmt: skip


def arrears_of(now: Situation, what: Owed) -> Arrears:
    """The past months that are asked for. Nobody of a moved family pays for themselves now."""
    month = month_of(now.on)
    lines = [
        line
        for line in what.outstanding.lines
        if line.kind is BillKind.MONTHLY and line.month < month
    ]
    return Arrears(
        months=len({line.month for line in lines}),
        total=sum(line.amount for line in lines),
        moved=not any(o.segment in SELF_PAYING and o.status in OWING for o in now.people),
        has_plan=now.plan_id is not None,
    )


def plan_of(family_id: int) -> PlanView | None:
    """The running plan, or the last one that ended."""
    plan = Plan.objects.filter(family=family_id).order_by("ended_at", "-id").reverse()
    found = plan.filter(state=PlanState.RUNNING).first() or plan.first()
    if found is None:
        return None
    parts = Bill.objects.filter(plan=found, kind=BillKind.INSTALMENT).order_by("number")
    return PlanView(
        plan_id=found.pk,
        scheme=PlanScheme(found.scheme),
        state=PlanState(found.state),
        agreed_at=found.agreed_at,
        total=found.total,
        instalments=bill_lines(parts),
        paid_parts=parts.filter(settled_by__isnull=False).count(),
    )


def reactivation_of(family_id: int) -> tuple[date, int] | None:
    """When the family last became active again after arrears, and how many months they were.

    After a plan these are the months it was agreed on, not those its last part still left.
    """
    ended = Plan.objects.filter(
        family=OuterRef("family"), state=PlanState.COMPLETED, ended_at=OuterRef("recorded_at")
    )
    found = (
        Payment.objects.filter(family=family_id, activated=True, months_in_arrears__gt=0)
        .annotate(agreed=Coalesce(Subquery(ended.values("months")[:1]), 0))
        .order_by("-recorded_at")
        .values_list("recorded_at", Greatest("months_in_arrears", "agreed"))
    )
    last = found.first()
    return None if last is None else (day_of(last[0]), last[1])


def _fine(now: Situation, table: Parameters) -> tuple[date | None, int]:
    last = reactivation_of(now.family_id)
    if last is None or now.on - last[0] > _WINDOW_AT_MOST:
        return None, 0
    until = fines.fine_until(last[0], table)
    if now.on > until or all(one.segment not in SELF_PAYING for one in now.people):
        return None, 0
    return until, fines.fine_months(last[1], now.on, table)


def _share(person_id: int, table: Parameters, on: date) -> Share | None:
    work = Employment.objects.filter(person=person_id, ended_on__isnull=True)
    found = work.select_related("employer").first()
    return None if found is None else share_of(found, table, month_of(on))


def share_of(work: Employment, table: Parameters, month: date) -> Share:
    """With the minimum wage of the employer's regency, else of its province."""
    regency = work.employer.regency_id or ""
    return shares.share(
        int(work.wage_sealed),
        month=month,
        parameters=table,
        extra_members=work.extra_members,
        regions=(regency, regency[:2]) if regency else (),
    )


def _person(people: Sequence[Payer], person_id: int) -> Payer:
    found = next((one for one in people if one.person_id == person_id), None)
    if found is None or found.status in (Status.MENINGGAL, Status.DUPLIKAT):
        raise NotYourDues
    return found
