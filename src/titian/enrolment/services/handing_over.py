"""An officer leaves: the steps they took up are free for their colleagues again."""

from datetime import datetime

from titian.enrolment.models import Step
from titian.enrolment.types import StepState
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.transactions import require_transaction


def hand_over(ref: str, *, by: Actor, at: datetime) -> int:
    """Needs the caller's transaction. The clocks of the steps run on."""
    require_transaction()
    held = Step.objects.filter(claimed_by=ref, state=StepState.OPEN)
    freed = held.update(claimed_by="", claimed_at=None)
    if freed:
        audit.record(audit.Entry(by, "enrolment.handed_over", ref, {"steps": freed}), at=at)
    return freed
