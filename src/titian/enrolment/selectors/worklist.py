"""The cases an office has to decide, by index: urgent first, then the soonest clock."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import Count, Q
from django.db.models.fields.json import KeyTextTransform

from titian.enrolment.models import Absence, Candidate, Check, Procedure, Step
from titian.enrolment.rules import worst_of
from titian.enrolment.selectors.city import office
from titian.enrolment.selectors.deciding import (
    is_own,
    is_taken,
    require_deciding,
)
from titian.enrolment.types import (
    ApplicationKind,
    CheckState,
    StepState,
    WorkLine,
    WorkList,
)
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of

_PAGE = 100
_SHOWN = (  # no sealed field: nobody's name is on the list, and nothing is opened for it
    *("state", "opened_at", "due_at", "claimed_by", "claimed_at", "entered_by"),
    *("application__code", "application__kind", "application__procedure_id"),
    *("application__urgent_until", "application__entered_by", "application__village__name"),
)


def work_list(
    office_code: str, *, viewer: Actor, at: datetime, kind: ApplicationKind | None = None
) -> WorkList:
    """What waits at this office; nobody's name, so that looking at it is no look at a person.

    Raises NotEnrolmentOfficer for whoever does not decide there.
    """
    require_deciding(viewer, office_code)
    here = office(office_code)
    waiting = Step.objects.filter(office=office_code, state=StepState.OPEN)
    counted = waiting.aggregate(all=Count("id"), late=Count("id", filter=Q(due_at__lte=at)))
    if kind is not None:
        waiting = waiting.filter(application__kind=kind)
    rows = (
        waiting.select_related("application__village")
        .only(*_SHOWN)
        .order_by("-is_urgent", "due_at", "id")[:_PAGE]
    )
    steps = list(rows)
    titles = _titles({row.application.procedure_id for row in steps})
    people = _people([row.application_id for row in steps])
    said = _worst([row.pk for row in steps])
    return WorkList(
        office_code=here.code,
        office_name=here.name,
        at=at,
        lines=tuple(_line(row, viewer, at, titles, people, said) for row in steps),
        waiting=counted["all"],
        late=counted["late"],
        away_until=away_until(office_code, viewer.ref, on=day_of(at)),
    )


def away_until(office_code: str, officer: str, *, on: date) -> date | None:
    """The last day of the leave this officer is on."""
    leaves = Absence.objects.filter(
        office=office_code, officer=officer, first_day__lte=on, last_day__gte=on
    )
    return leaves.order_by("-last_day").values_list("last_day", flat=True).first()


def _people(application_ids: Collection[int]) -> dict[int, int]:
    rows = Candidate.objects.filter(application__in=application_ids, is_proposed=True)
    return dict(rows.values_list("application").annotate(count=Count("pk")).order_by())


def _titles(procedure_ids: Collection[int]) -> dict[int, str]:
    """What each procedure is called, without reading the rest of it."""
    rows = Procedure.objects.filter(pk__in=procedure_ids)
    return dict(rows.values_list("pk", KeyTextTransform("title", "body")))


def _worst(step_ids: Collection[int]) -> dict[int, CheckState]:
    said: dict[int, list[CheckState]] = defaultdict(list)
    for step, state in Check.objects.filter(step__in=step_ids).values_list("step", "state"):
        said[step].append(CheckState(state))
    return {step: worst_of(states) for step, states in said.items()}


def _line(
    row: Step,
    viewer: Actor,
    at: datetime,
    titles: Mapping[int, str],
    people: Mapping[int, int],
    said: Mapping[int, CheckState],
) -> WorkLine:
    application = row.application
    return WorkLine(
        step_id=row.pk,
        code=application.code,
        kind=ApplicationKind(application.kind),
        title=titles[application.procedure_id],
        village_name=application.village.name,
        people=people.get(application.pk, 0),
        opened_at=row.opened_at or at,
        due_at=row.due_at or at,
        urgent_until=application.urgent_until,
        is_late=row.due_at is not None and at >= row.due_at,
        is_mine=row.claimed_by == viewer.ref,
        is_taken=is_taken(row, viewer, at),
        is_own=is_own(row, viewer),
        registers=said.get(row.pk),
    )
