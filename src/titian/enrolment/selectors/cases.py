"""One case as the officer who decides it sees it. The look is recorded."""

from datetime import datetime

from titian.enrolment.errors import ApplicationGone
from titian.enrolment.models import Step
from titian.enrolment.rules import repairs_of
from titian.enrolment.selectors.deciding import steps_in_reach, why_not
from titian.enrolment.selectors.procedures import procedure_version
from titian.enrolment.selectors.reading import application
from titian.enrolment.types import ApplicationState, CaseView, StepState
from titian.kernel.actors import Actor


def case(step_id: int, *, viewer: Actor, at: datetime) -> CaseView:
    """Raises ApplicationGone for whoever is not of that step's office, or before its turn."""
    reached = steps_in_reach(viewer).filter(opened_at__isnull=False).select_related("application")
    row = reached.filter(pk=step_id).first()
    if row is None:
        raise ApplicationGone
    view = application(row.application_id, viewer=viewer, at=at)
    refused = why_not(row, viewer, at)
    procedure = procedure_version(row.application.procedure_id).procedure
    return CaseView(
        step=next(one for one in view.steps if one.step_id == step_id),
        application=view,
        is_mine=row.claimed_by == viewer.ref,
        may_decide=_is_open(row) and refused is None,
        may_not=refused.code if refused and _is_open(row) else "",
        repairs=repairs_of(procedure),
    )


def _is_open(row: Step) -> bool:
    return row.state == StepState.OPEN and row.application.state == ApplicationState.VERIFYING
