"""Clocks that run out: of a step at half, most and all of its time, of an urgent case as well.

Each is told once. An urgent case nobody has decided when most of its time is gone is free for
every colleague, whoever had it in hand.
"""

from datetime import datetime
from typing import TypeVar, cast

from django.conf import settings
from django.db import transaction
from django.db.models import (
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    Model,
    QuerySet,
    Value,
)

from titian.enrolment import rules
from titian.enrolment.events import ClockRunningOut
from titian.enrolment.models import Application, Step
from titian.enrolment.types import ApplicationState, StepState
from titian.kernel.actors import Actor
from titian.notifications import services as notifications
from titian.notifications.types import Address, Channel, Notice, Recipient, Urgency
from titian.platform.audit import services as audit
from titian.platform.outbox import services as outbox

CLOCKS = Actor.system("enrolment.clocks")
ESCALATED_FROM = 80
_ALL = 100
_AT_ONCE = 200
_REF = "enrolment:clocks"
_TEMPLATE = "enrolment/messages/clock.txt"
_RUNNING = sorted(rules.UNDER_WAY - {ApplicationState.DRAFT})

_Row = TypeVar("_Row", bound=Model)


def tell_clocks(*, at: datetime) -> int:
    """Steps and urgent cases of which a further share has gone since; how many were told."""
    shares = sorted(rules.SHARES, reverse=True)
    return sum(_steps(share, at) + _urgent(share, at) for share in shares)


@transaction.atomic
def _steps(share: int, at: datetime) -> int:
    untold = Step.objects.filter(state=StepState.OPEN, told_share__lt=share)
    late = _gone(untold, "opened_at", "due_at", share, at).order_by("due_at", "id")
    locked = late.select_related("application", "office").select_for_update(
        of=("self",), skip_locked=True
    )
    rows = list(locked[:_AT_ONCE])
    for row in rows:
        row.told_share = share
        row.save(update_fields=["told_share"])
        _told(row.application, row, share, at)
        if share == _ALL:
            _write_to_city(row.application, f"step:{row.pk}", row.office.name, share, at)
    return len(rows)


@transaction.atomic
def _urgent(share: int, at: datetime) -> int:
    running = Application.objects.filter(
        is_urgent=True, state__in=_RUNNING, urgent_until__isnull=False, urgent_told__lt=share
    )
    late = _gone(running, "hospital_letter_at", "urgent_until", share, at).order_by("id")
    rows = list(late.select_for_update(of=("self",), skip_locked=True)[:_AT_ONCE])
    for row in rows:
        row.urgent_told = share
        row.save(update_fields=["urgent_told"])
        _told(row, None, share, at)
        if share >= ESCALATED_FROM:
            _escalate(row, share, at)
    return len(rows)


def _escalate(row: Application, share: int, at: datetime) -> None:
    """Whoever is there may take it now; the city's own address hears of it as well."""
    held = Step.objects.filter(application=row, state=StepState.OPEN).exclude(claimed_by="")
    held.update(claimed_by="", claimed_at=None)
    turn = Step.objects.filter(application=row, state=StepState.OPEN)
    names = turn.order_by("office__name").values_list("office__name", flat=True)
    _write_to_city(row, f"urgent:{row.pk}", ", ".join(names), share, at)


def _gone(
    rows: "QuerySet[_Row]", begins: str, ends: str, share: int, at: datetime
) -> "QuerySet[_Row]":
    """Those of which this share of the calendar time has gone."""
    part = ExpressionWrapper((F(ends) - F(begins)) * Value(share / 100), DurationField())
    moment = ExpressionWrapper(F(begins) + part, DateTimeField())
    begun = rows.filter(**{f"{begins}__isnull": False}).alias(told_from=moment)
    return cast("QuerySet[_Row]", begun.filter(told_from__lte=at))


def _told(row: Application, step: Step | None, share: int, at: datetime) -> None:
    number = None if step is None else step.pk
    said: dict[str, object] = {"step": number, "share": share}
    audit.record(audit.Entry(CLOCKS, "enrolment.clock", f"enrolment:{row.pk}", said), at=at)
    outbox.announce(ClockRunningOut(row.pk, number, share), at=at)


def _write_to_city(row: Application, what: str, offices: str, share: int, at: datetime) -> None:
    """The code, whose turn it is, how much time has gone: nothing of whom it concerns."""
    if not settings.TITIAN_ENROLMENT_EMAIL:
        return
    facts: dict[str, str | int] = {
        "code": row.code,
        "offices": offices,
        "share": share,
        "is_urgent": int(row.is_urgent),
    }
    to = Recipient(_REF, (Address(Channel.EMAIL, settings.TITIAN_ENROLMENT_EMAIL),))
    key = f"enrolment:{what}:{share}"
    notifications.tell_all([Notice(to, _TEMPLATE, facts, Urgency.NORMAL, key)], by=CLOCKS, at=at)
