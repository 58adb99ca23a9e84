"""What happened to a family's dues is said to its head, once, in their language."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from titian.contributions.models import Payment, Plan
from titian.contributions.services.wording import PARAMETERS, Write, address, day_in
from titian.contributions.types import PlanState
from titian.kernel.actors import Actor
from titian.kernel.money import rupiah
from titian.kernel.text import first_name
from titian.members import selectors as members_read
from titian.members.types import Segment, Status
from titian.notifications import services as notifications
from titian.notifications.types import Notice, Urgency

SPEAKER = Actor.system("contributions")
_BY_WORK = (Segment.PPU_PN, Segment.PPU_BU)


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing to say to the head of one family: `write` makes its facts for a language."""

    template: str
    family_id: int
    key: str
    write: Write
    answers: datetime | None = None


@transaction.atomic
def tell_paid(*, payment_ids: Collection[int], at: datetime) -> int:
    """The receipt, and whether the card is active by it, to each of many."""
    found = Payment.objects.filter(pk__in=list(payment_ids))
    return say([_paid(payment) for payment in found], at=at)


@transaction.atomic
def tell_plan(*, plan_id: int, at: datetime) -> int:
    """A plan was agreed, paid to its end, or given up: what it is now."""
    plan = Plan.objects.get(pk=plan_id)
    template = {
        PlanState.RUNNING: "plan_agreed",
        PlanState.COMPLETED: "plan_completed",
        PlanState.CANCELLED: "plan_cancelled",
    }[PlanState(plan.state)]
    facts: dict[str, str | int] = {
        "parts": plan.parts,
        "amount": rupiah(plan.total),
        "link": address("contributions:plan"),
    }
    key = f"contributions.{template}:{plan.pk}"
    return say([Saying(template, plan.family_id, key, lambda _: facts)], at=at)


@transaction.atomic
def tell_suspended(*, person_ids: Collection[int], on: date, at: datetime) -> int:
    """Cards went off because dues were not paid: one message for a family and day."""
    people = members_read.standings_of(person_ids, viewer=SPEAKER, on=on)
    off = [one for one in people.values() if one.status is Status.NONAKTIF_TUNGGAKAN]
    by_work = {one.family_id: one.segment in _BY_WORK for one in off}
    sayings = [
        Saying(
            "suspended_employer" if works else "suspended",
            family_id,
            f"contributions.suspended:{family_id}:{on.isoformat()}",
            lambda language: {"day": day_in(language, on), "link": address("contributions:dues")},
        )
        for family_id, works in by_work.items()
    ]
    return say(sayings, at=at)


def _paid(payment: Payment) -> Saying:
    facts: dict[str, str | int] = {
        "amount": rupiah(payment.amount),
        "receipt": payment.receipt,
        "link": address("contributions:receipt", payment.pk),
    }
    template = "paid_active" if payment.activated else "paid"
    key = f"contributions.paid:{payment.pk}"
    return Saying(template, payment.family_id, key, lambda _: facts, payment.paid_at)


def say(sayings: Sequence[Saying], *, at: datetime, is_reminder: bool = False) -> int:
    """One message row each, in one statement; at night it waits for the morning.

    A reminder is not said to a head who asked that their data rest.
    """
    families = members_read.paying_families({saying.family_id for saying in sayings})
    recipients = members_read.recipients_of(
        {one.head_id for one in families.values()}, unless_resting=is_reminder
    )
    notices = []
    for saying in sayings:
        family = families.get(saying.family_id)
        to = recipients.get(family.head_id) if family else None
        if family is None or to is None:
            continue
        facts = {**saying.write(to.language), "name": first_name(family.head_name)}
        notices.append(
            Notice(
                to=to,
                template=f"contributions/messages/{saying.template}.txt",
                data={name: facts[name] for name in PARAMETERS[saying.template]},
                urgency=Urgency.NORMAL,
                key=saying.key,
                answers=saying.answers,
            )
        )
    return len(notifications.tell_all(notices, by=SPEAKER, at=at))
