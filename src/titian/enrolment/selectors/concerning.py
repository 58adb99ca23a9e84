"""Whose work an application is, for whoever takes in what went wrong with it; nothing personal."""

from titian.enrolment.models import Application, Move, Office, Step
from titian.enrolment.selectors.deciding import steps_in_reach
from titian.enrolment.selectors.reaching import entering
from titian.enrolment.types import Concerned, StepState
from titian.kernel.actors import Actor


def concerned_by_application(application_id: int) -> Concerned | None:
    """The office whose turn it is, the village's while it is nobody's."""
    row = Application.objects.filter(pk=application_id).only("village", "entered_by").first()
    if row is None:
        return None
    turn = Step.objects.filter(application=row, state=StepState.OPEN).order_by("due_at", "pk")
    office = turn.values_list("office", flat=True).first()
    return Concerned(office or _of_village(row.village_id), row.village_id, _officers(row))


def concerned_by_step(step_id: int) -> Concerned | None:
    """The office of that step, whoever else had a part in the application."""
    step = Step.objects.filter(pk=step_id).select_related("application").first()
    if step is None:
        return None
    row = step.application
    return Concerned(step.office_id, row.village_id, _officers(row))


def enters_application(application_id: int, *, viewer: Actor) -> bool:
    """Whether this officer may open it at the counter."""
    return Application.objects.filter(entering(viewer), pk=application_id).exists()


def decides_step(step_id: int, *, viewer: Actor) -> bool:
    """Whether it came to an office of this officer."""
    return steps_in_reach(viewer).filter(pk=step_id, opened_at__isnull=False).exists()


def _of_village(code: str) -> str:
    return Office.objects.filter(village=code).values_list("pk", flat=True).first() or ""


def _officers(row: Application) -> frozenset[str]:
    steps = Step.objects.filter(application=row).values_list("decided_by", "claimed_by")
    moves = Move.objects.filter(application=row).values_list("actor", flat=True)
    names = {row.entered_by, *moves, *(name for step in steps for name in step)}
    return frozenset(names - {""})
