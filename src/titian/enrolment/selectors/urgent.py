"""Whose time runs in hospital, for everybody who can do something about it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import F, Q

from titian.accounts.types import StaffRole
from titian.enrolment.models import Application, Step
from titian.enrolment.rules import UNDER_WAY, share_gone
from titian.enrolment.selectors.deciding import acts_at, agencies_of
from titian.enrolment.selectors.entering import villages_open
from titian.enrolment.types import ApplicationState, StepState, UrgentLine
from titian.kernel.actors import Actor
from titian.kernel.scopes import REGION, Scope

_PAGE = 100
_RUNNING = sorted(UNDER_WAY - {ApplicationState.DRAFT})


def urgent_cases(*, viewer: Actor, at: datetime) -> tuple[UrgentLine, ...]:
    """The running clocks, soonest first, for the village that entered the case, every agency with
    a step in it, and who signs. Nobody's name.
    """
    mine, entered = agencies_of(viewer), _villages_of(viewer)
    steps = Step.objects.filter(office__in=acts_at(viewer), is_urgent=True).values("application")
    reached = Q(village__in=entered, is_urgent=True) | Q(pk__in=steps)
    running = Application.objects.filter(
        reached,
        is_urgent=True,
        state__in=_RUNNING,
        hospital_letter_at__isnull=False,
        urgent_until__isnull=False,
    )
    rows = running.only(
        "code", "state", "village_id", "hospital_letter_at", "urgent_until"
    ).order_by("urgent_until", "id")[:_PAGE]
    found = list(rows)
    turns = _turns([row.pk for row in found])
    return tuple(_line(row, turns[row.pk], mine, entered, at) for row in found)


def _line(
    row: Application,
    turns: list[tuple[int, str, str]],
    mine: Collection[str],
    entered: Collection[str],
    at: datetime,
) -> UrgentLine:
    until, begun = row.urgent_until or at, row.hospital_letter_at or at
    return UrgentLine(
        code=row.code,
        state=ApplicationState(row.state),
        application_id=row.pk if row.village_id in entered else None,
        step_id=next((step for step, where, _ in turns if where in mine), None),
        office_name=", ".join(sorted({name for _, _, name in turns})),
        until=until,
        share=share_gone(begun, until, at),
        is_missed=at >= until,
    )


def _villages_of(viewer: Actor) -> frozenset[str]:
    if all(grant.role != StaffRole.VILLAGE for grant in viewer.grants):
        return frozenset()
    villages = (code for code, _ in villages_open())
    return frozenset(
        code for code in villages if viewer.may(StaffRole.VILLAGE, Scope(REGION, code))
    )


def _turns(application_ids: Collection[int]) -> Mapping[int, list[tuple[int, str, str]]]:
    """For each application, its open steps: the step, its office and the office's name."""
    rows = Step.objects.filter(application__in=application_ids, state=StepState.OPEN)
    found: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for pk, step, code, name in rows.values_list("application", "pk", "office", F("office__name")):
        found[pk].append((step, code, name))
    return found
