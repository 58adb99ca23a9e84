"""What an officer of a city has taken up and not decided."""

from collections.abc import Sequence

from titian.accounts.types import WorkLine
from titian.enrolment.models import Step
from titian.enrolment.types import StepState


def open_work(ref: str) -> Sequence[WorkLine]:
    steps = Step.objects.filter(claimed_by=ref, state=StepState.OPEN)
    return (WorkLine("work.enrolment", steps.count(), "enrolment:work_list"),)
